package io.github.vmimage.release;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;

/** What can be wrong with the evidence of a release. */
final class EvidenceProblems {

  private EvidenceProblems() {}

  static Problem changed(Path file, String seen, String accepted) {
    return Problem.environment("A file of evidence changed while the image was built").at(file).saw("sha256:" + seen)
        .accepts("sha256:" + accepted).next("Build again: mvn clean install");
  }

  static Problem unwritable(Path archive, String reason) {
    return Problem.environment("The evidence cannot be written").at(archive).saw(reason)
        .next(Hints.roomAndRights(archive.toAbsolutePath().getParent()));
  }

  static Problem unreadable(Path archive, String reason) {
    return Problem.project("The evidence of a release cannot be read").at(archive).saw(reason).accepts("a zip archive")
        .next(Hints.resolveAgain("it", archive));
  }
}
