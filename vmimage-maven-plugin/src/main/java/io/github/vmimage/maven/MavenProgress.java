package io.github.vmimage.maven;

import io.github.vmimage.report.Elapsed;
import io.github.vmimage.report.PlainText;
import io.github.vmimage.report.Progress;
import io.github.vmimage.report.ShownUrl;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;

/**
 * Shows a goal's lines in Maven's log, each with the name of the stage and the time since it began, and what goes on at the moment: on a
 * terminal in one line that is overwritten in place, elsewhere in a line of the log now and then.
 */
public final class MavenProgress implements Progress, AutoCloseable {
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[m";

  private final Log log;
  private final String stage;
  private final boolean coloured;
  private final LiveLine live;
  private final StepLines steps;
  private final long start = System.nanoTime();
  private ScheduledExecutorService ticks;
  private boolean closed;

  /**
   * Starts the clock of a stage.
   *
   * @param log Maven's log, which knows {@code -q} and {@code -X}
   * @param stage name of the goal
   * @param session tells whether colours and a live line are wanted
   */
  public MavenProgress(Log log, String stage, MavenSession session) {
    this.log = log;
    this.stage = stage;
    this.coloured = coloured(session);
    boolean wanted = log.isInfoEnabled() && LiveLine.isWanted(Terminal.isThere(), session.getRequest().isInteractiveMode(),
        session.getRequest().getDegreeOfConcurrency() <= 1, System.getenv()) && !isNever(session);
    this.live = wanted ? new LiveLine(Terminal::write) : null;
    this.steps = new StepLines(wanted);
  }

  @Override
  public void info(String line) {
    print(log::info, line);
  }

  @Override
  public void warn(String line) {
    print(log::warn, line);
  }

  @Override
  public void debug(String line) {
    if (log.isDebugEnabled()) {
      print(log::debug, line);
    }
  }

  @Override
  public synchronized void step(String what, long done, long total) {
    show(steps.step(PlainText.line(ShownUrl.in(what)), done, total, System.nanoTime()));
    if (ticks == null && !closed && !what.isEmpty()) {
      ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "vmimage-progress-" + stage);
        thread.setDaemon(true);
        return thread;
      });
      one.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
      ticks = one;
    }
  }

  private synchronized void tick() {
    if (ticks != null) {
      show(steps.tick(System.nanoTime()));
    }
  }

  private void show(Optional<String> text) {
    if (text.isEmpty()) {
      return;
    }
    if (live != null) {
      live.show(text.get().isEmpty() ? "" : stage + " | " + text.get());
    } else {
      log.info(prefix() + text.get());
    }
  }

  /** A line of the log goes where the live line stood; that one comes back below it. */
  private synchronized void print(Consumer<String> level, String line) {
    if (live != null) {
      live.clear();
    }
    level.accept(prefix() + PlainText.of(ShownUrl.in(line)));
    String text = steps.text(System.nanoTime());
    if (live != null && !text.isEmpty()) {
      live.show(stage + " | " + text);
    }
  }

  /** Takes the live line away. Lines may still be printed. */
  @Override
  public synchronized void close() {
    closed = true;
    steps.step("", 0, 0, System.nanoTime());
    if (live != null) {
      live.clear();
    }
    if (ticks != null) {
      ticks.shutdownNow();
      ticks = null;
    }
  }

  private String prefix() {
    String text = stage + " " + Elapsed.of(Duration.ofNanos(System.nanoTime() - start)) + " |";
    return (coloured ? BOLD + text + PLAIN : text) + " ";
  }

  /** Follows Maven's own rule for {@code style.color}: on a terminal unless told otherwise, never in batch mode or into a file. */
  private static boolean coloured(MavenSession session) {
    return switch (colour(session)) {
      case "always", "yes", "force" -> true;
      case "never", "no", "none" -> false;
      default -> Terminal.isThere() && session.getRequest().isInteractiveMode() && System.getenv("NO_COLOR") == null;
    };
  }

  private static boolean isNever(MavenSession session) {
    return java.util.Set.of("never", "no", "none").contains(colour(session));
  }

  private static String colour(MavenSession session) {
    return session.getUserProperties().getProperty("style.color", "auto");
  }
}
