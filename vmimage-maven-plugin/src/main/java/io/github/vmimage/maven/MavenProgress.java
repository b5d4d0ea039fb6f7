package io.github.vmimage.maven;

import io.github.vmimage.report.PlainText;
import io.github.vmimage.report.Progress;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;

/** Shows a goal's lines in Maven's log, each with the name of the stage and the time since it began. */
public final class MavenProgress implements Progress {
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[m";

  private final Log log;
  private final String stage;
  private final boolean coloured;
  private final long start = System.nanoTime();

  /**
   * Starts the clock of a stage.
   *
   * @param log Maven's log, which knows {@code -q} and {@code -X}
   * @param stage name of the goal
   * @param session tells whether colours are wanted
   */
  public MavenProgress(Log log, String stage, MavenSession session) {
    this.log = log;
    this.stage = stage;
    this.coloured = coloured(session);
  }

  @Override
  public void info(String line) {
    log.info(prefix() + PlainText.of(line));
  }

  @Override
  public void warn(String line) {
    log.warn(prefix() + PlainText.of(line));
  }

  @Override
  public void debug(String line) {
    log.debug(prefix() + PlainText.of(line));
  }

  private String prefix() {
    long seconds = (System.nanoTime() - start) / 1_000_000_000L;
    String text = String.format("%s %d:%02d |", stage, seconds / 60, seconds % 60);
    return (coloured ? BOLD + text + PLAIN : text) + " ";
  }

  /** Follows Maven's own rule for {@code style.color}: on a terminal unless told otherwise, never in batch mode or into a file. */
  private static boolean coloured(MavenSession session) {
    String wanted = session.getUserProperties().getProperty("style.color", "auto");
    return switch (wanted) {
      case "always", "yes", "force" -> true;
      case "never", "no", "none" -> false;
      default -> System.console() != null && session.getRequest().isInteractiveMode() && System.getenv("NO_COLOR") == null;
    };
  }
}
