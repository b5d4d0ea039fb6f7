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

  /**
   * What goes on at this moment. It holds until the next call; shown as a line that comes and goes on a terminal, and elsewhere only now
   * and then. May be called as often as is convenient.
   *
   * @param what a few words, such as {@code hashing disk.qcow2}; empty when nothing goes on any more
   * @param done how much of it is done, in any unit
   * @param total all of it in the same unit; 0 where that is not known. At {@code done == total} it is over
   */
  default void step(String what, long done, long total) {}

  /** Says that nothing goes on any more. */
  default void stepEnds() {
    step("", 0, 0);
  }

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
