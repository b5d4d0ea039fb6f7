package io.github.vmimage.digest;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;

/** What can be wrong with a file that is digested. */
final class DigestProblems {

  private DigestProblems() {}

  static Problem unreadable(Path file, String reason) {
    return Problem.environment("The file cannot be read for its digest").at(file).saw(reason).next(Hints.readable(file));
  }
}
