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
   * Whether it is a step on the way of this project's image, so that the report of the image tells how it ended.
   *
   * @return whether its name is that of a stage of the line, unless it works on something else
   */
  default boolean isOfImage() {
    return StageRuns.LINE.contains(name());
  }

  /**
   * Does it.
   *
   * @throws io.github.vmimage.report.ProblemException when the project is wrong or a tool broke
   */
  void run();
}
