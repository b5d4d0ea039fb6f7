package io.github.vmimage.pipeline;

import java.nio.file.Path;
import java.util.List;

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
   * Files that tell what came of it, for the table at the end: what it makes, else its log.
   *
   * @return the most telling first; they need not exist
   */
  default List<Path> traces() {
    return List.of();
  }

  /**
   * Does it.
   *
   * @throws io.github.vmimage.report.ProblemException when the project is wrong or a tool broke
   */
  void run();
}
