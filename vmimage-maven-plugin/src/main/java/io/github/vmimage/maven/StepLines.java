package io.github.vmimage.maven;

import io.github.vmimage.report.Elapsed;
import java.time.Duration;
import java.util.Optional;

/**
 * What is said of a passing state, and when: on a terminal the text of the one live line, elsewhere a line of its own now and then. It
 * knows neither threads nor clocks: each call gives the time.
 */
final class StepLines {
  /** Often enough to look alive. */
  static final long REDRAW_NANOS = 200_000_000L;
  private static final long SECOND = 1_000_000_000L;
  /** Without a terminal, a state is worth its first line after this time; the waits double up to {@link #LONGEST_WAIT}. */
  static final long FIRST_WAIT = 10 * SECOND;
  static final long LONGEST_WAIT = 60 * SECOND;
  /** What fits into a live line beside the stage, the percentage and the time, which must not be cut off. */
  static final int LIVE_NAME = 46;
  private static final int QUARTER = 25;
  /** A line for each quarter, but not of what is over in a moment. */
  private static final long QUARTER_WAIT = 2 * SECOND;

  private final boolean live;
  private String what = "";
  private long done;
  private long total;
  private long began;
  private long told;
  private long wait = FIRST_WAIT;
  private int quarter;

  /** For a live line, or for lines of a log. */
  StepLines(boolean live) {
    this.live = live;
  }

  /**
   * Takes a state.
   *
   * @param now in nanoseconds, of any origin
   * @return what to show now; an empty text takes the live line away
   */
  Optional<String> step(String newWhat, long newDone, long newTotal, long now) {
    boolean over = newWhat.isEmpty() || (newTotal > 0 && newDone >= newTotal);
    if (over) {
      boolean stood = !what.isEmpty();
      what = "";
      return live && stood ? Optional.of("") : Optional.empty();
    }
    done = newDone;
    total = newTotal;
    if (!newWhat.equals(what)) {
      what = newWhat;
      began = now;
      told = now;
      wait = FIRST_WAIT;
      quarter = percent() / QUARTER;
      return live ? Optional.of(text(now)) : Optional.empty();
    }
    return tick(now);
  }

  /** What to show when only time has passed. */
  Optional<String> tick(long now) {
    if (what.isEmpty() || !isDue(now)) {
      return Optional.empty();
    }
    told = now;
    return Optional.of(text(now));
  }

  private boolean isDue(long now) {
    if (live) {
      return now - told >= REDRAW_NANOS;
    }
    int reached = percent() / QUARTER;
    if (reached > quarter && now - told >= QUARTER_WAIT) {
      quarter = reached;
      return true;
    }
    if (now - told >= wait) {
      wait = Math.min(LONGEST_WAIT, wait * 2);
      quarter = reached;
      return true;
    }
    return false;
  }

  /** The state that holds, such as {@code boot 0:43} or {@code hashing disk.qcow2 58 % 0:03}; empty where none does. */
  String text(long now) {
    if (what.isEmpty()) {
      return "";
    }
    String time = Elapsed.of(Duration.ofNanos(now - began));
    boolean fits = !live || what.codePointCount(0, what.length()) <= LIVE_NAME;
    String name = fits ? what : what.substring(0, what.offsetByCodePoints(0, LIVE_NAME - 3)) + "...";
    return name + (total > 0 ? " " + percent() + " % " : " ") + time;
  }

  private int percent() {
    return total > 0 ? (int) (100.0 * Math.max(0, done) / total) : 0;
  }
}
