package io.github.vmimage.process;

import java.time.Duration;
import java.util.List;

/**
 * How a process ended.
 *
 * @param exitCode 0 to 255; 128 and more usually tells a signal
 * @param stdout all lines of standard output, masked; at most {@link Processes#KEPT_LINES} of them, the last ones
 * @param stderr the same of standard error
 * @param duration wall time
 * @param command the command line, masked
 */
public record Outcome(int exitCode, List<String> stdout, List<String> stderr, Duration duration, String command) {

  /**
   * Whether it ended well.
   *
   * @return true for exit code 0
   */
  public boolean succeeded() {
    return exitCode == 0;
  }

  /**
   * Standard output as one text.
   *
   * @return the lines joined with {@code \n}
   */
  public String out() {
    return String.join("\n", stdout);
  }

  /**
   * The end of what it printed, for an error message.
   *
   * @param lines how many lines at most
   * @return the last lines of standard error, or of standard output where there are none
   */
  public String tail(int lines) {
    List<String> source = stderr.stream().anyMatch(l -> !l.isBlank()) ? stderr : stdout;
    return String.join("\n", source.subList(Math.max(0, source.size() - lines), source.size()));
  }
}
