package io.github.vmimage.packer;

import io.github.vmimage.report.Quantity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Knows from what Packer says how far each build of a run has come, and whether one of them takes longer than it may. Packer's words are
 * those of its communicator and of its builders' steps, the same in all of its versions. A build that says none of them, such as one
 * without a guest, is bound by the limit of the whole run alone.
 */
final class BuildClock {
  private static final Pattern WAITING = Pattern.compile("Waiting for (SSH|WinRM) to become available.*");
  private static final Pattern CONNECTED = Pattern.compile("Connected to (SSH|WinRM)!.*");
  private static final Pattern STOPPING =
      Pattern.compile("(Gracefully halting|Halting|Stopping|Powering off|Deallocating|Shutting down|Forcibly shutting down)\\b.*");

  private final TimeLimits limits;
  private final LongSupplier nanos;
  private final long start;
  private final Map<String, Stretch> builds = new TreeMap<>();

  BuildClock(TimeLimits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  private enum Phase { BOOT, PROVISIONING, REST }

  private record Stretch(Phase phase, long since) {}

  /**
   * A limit that was reached.
   *
   * @param what which of the limits
   * @param build the build that was too slow; empty for the run as a whole
   * @param limit as a person reads it
   */
  record Overrun(Limit what, String build, String limit) {}

  /** What is limited. */
  enum Limit { BOOT, PROVISIONING, WHOLE }

  /** Takes a line that a build said. */
  synchronized void line(String build, String text) {
    if (WAITING.matcher(text).matches()) {
      enter(build, Phase.BOOT);
    } else if (CONNECTED.matcher(text).matches()) {
      enter(build, Phase.PROVISIONING);
    } else if (builds.containsKey(build) && STOPPING.matcher(text).matches()) {
      enter(build, Phase.REST);
    }
  }

  private void enter(String build, Phase phase) {
    Stretch now = builds.get(build);
    // Packer waits for the guest again when a provisioner restarts it: that belongs to provisioning.
    if (now == null || phase.compareTo(now.phase()) > 0) {
      builds.put(build, new Stretch(phase, nanos.getAsLong()));
    }
  }

  /** Whether a build still waits for its guest. */
  synchronized boolean isBooting() {
    return builds.values().stream().anyMatch(s -> s.phase() == Phase.BOOT);
  }

  /** Whether a build waits for its guest or works in it. */
  synchronized boolean needsGuest() {
    return builds.values().stream().anyMatch(s -> s.phase() != Phase.REST);
  }

  /** The first limit that was reached. */
  synchronized Optional<Overrun> overrun() {
    for (Map.Entry<String, Stretch> build : builds.entrySet()) {
      Stretch stretch = build.getValue();
      if (stretch.phase() == Phase.BOOT && passed(stretch.since(), limits.boot())) {
        return Optional.of(new Overrun(Limit.BOOT, build.getKey(), shown(limits.boot())));
      }
      if (stretch.phase() == Phase.PROVISIONING && passed(stretch.since(), limits.provisioning())) {
        return Optional.of(new Overrun(Limit.PROVISIONING, build.getKey(), shown(limits.provisioning())));
      }
    }
    return passed(start, limits.whole()) ? Optional.of(new Overrun(Limit.WHOLE, "", shown(limits.whole()))) : Optional.empty();
  }

  private boolean passed(long since, Duration limit) {
    return nanos.getAsLong() - since > limit.toNanos();
  }

  private static String shown(Duration limit) {
    if (limit.toMinutes() == 0) {
      return limit.toSeconds() + " s";
    }
    return Quantity.of(limit.toMinutes(), "minute");
  }
}
