package io.github.vmimage.upstream;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;
import java.util.Collection;

/** What can be wrong with another project's release that an image is built on. */
final class ReleasedImageProblems {
  private ReleasedImageProblems() {}

  static Problem otherDisk(String coordinates, Path disk, String seen, long seenBytes, String released, long releasedBytes) {
    return Problem.project("The disk of a released image is not the one its manifest names").at(coordinates)
        .saw("sha256:" + seen + " (" + seenBytes + " bytes)\nin " + disk)
        .accepts("sha256:" + released + " (" + releasedBytes + " bytes)")
        .next(Hints.removeFolder(disk.getParent()) + ", then run it again; if it stays, the repository holds a changed disk");
  }

  static Problem otherManifest(String coordinates, Path manifest, String seen, String checked) {
    return Problem.environment("The manifest of a released image changed while it was read").at(coordinates)
        .saw("sha256:" + seen + "\nin " + manifest).accepts("sha256:" + checked)
        .next(Hints.removeFolder(manifest.getParent()) + ", then run it again");
  }

  static Problem unreadable(String coordinates, Path file, String reason) {
    return Problem.environment("A file of a released image cannot be read").at(coordinates).saw(reason)
        .next(Hints.removeFolder(file.getParent()) + ", then run it again");
  }

  static Problem notSigned(String coordinates, Path signature, String seen, Collection<String> fingerprints) {
    return Problem.project("The manifest of a released image is not validly signed by a key that the project trusts").at(coordinates)
        .saw(seen + "\nin " + signature)
        .accepts("a detached signature that is valid, by one of\n"
            + ArchiveProblems.shown(fingerprints))
        .next("compare with what the makers of that image say of their keys; never take a key from the repository that gave the signature");
  }
}
