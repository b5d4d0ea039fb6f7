package io.github.vmimage.pipeline;

/** One step of the way from source to release. */
public interface Stage {

  /**
   * The goal's name.
   *
   * @return such as {@code build}
   */
  String name();

  /**
   * What {@link #run} would do, for a dry run.
   *
   * @return one sentence with the values that matter
   */
  String describe();

  /**
   * Does it.
   *
   * @throws io.github.vmimage.report.ProblemException when the project is wrong or a tool broke
   */
  void run();
}
