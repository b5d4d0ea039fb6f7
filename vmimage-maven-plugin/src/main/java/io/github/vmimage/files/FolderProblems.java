package io.github.vmimage.files;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;

/** What can be wrong with a folder of the build. */
final class FolderProblems {

  private FolderProblems() {}

  static Problem unwritable(Path path, String reason) {
    return Problem.environment("A folder of the build cannot be written").at(path).saw(reason)
        .next(Hints.roomAndRights(path.toAbsolutePath().getParent()));
  }
}
