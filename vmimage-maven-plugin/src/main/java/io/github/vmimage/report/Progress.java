package io.github.vmimage.report;

/**
 * Where a stage tells what it does. Lines reach it unmasked of nothing: whoever has secrets masks them first.
 * Implementations may be called from several threads.
 */
public interface Progress {

  /**
   * Something a user wants to see in a normal run.
   *
   * @param line one line
   */
  void info(String line);

  /**
   * Something a user has to know and that does not fail the build.
   *
   * @param line one line
   */
  void warn(String line);

  /**
   * Something for {@code -X}, such as a command line.
   *
   * @param line one line
   */
  void debug(String line);

  /** Says nothing to nobody. */
  Progress SILENT = new Progress() {
    @Override
    public void info(String line) {}

    @Override
    public void warn(String line) {}

    @Override
    public void debug(String line) {}
  };
}
