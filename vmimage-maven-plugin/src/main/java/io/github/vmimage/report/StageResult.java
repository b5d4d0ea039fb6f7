package io.github.vmimage.report;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * How one stage of one module ended.
 *
 * @param module the module's artifactId
 * @param stage name of the goal
 * @param time how long it took; zero where it did not run
 * @param outcome how it ended
 * @param where the file that tells most of it: what it made, or its log; null where there is none
 */
public record StageResult(String module, String stage, Duration time, Outcome outcome, Path where) {

  /** How a stage ended. */
  public enum Outcome {
    /** It did its work. */
    OK,
    /** It failed, and the build with it. */
    FAILED,
    /** It was asked for and not reached. */
    SKIPPED,
    /** A dry run told what it would do. */
    WOULD;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A stage that was not reached.
   *
   * @param module the module's artifactId
   * @param stage name of the goal
   * @return its result
   */
  public static StageResult skipped(String module, String stage) {
    return new StageResult(module, stage, Duration.ZERO, Outcome.SKIPPED, null);
  }
}
