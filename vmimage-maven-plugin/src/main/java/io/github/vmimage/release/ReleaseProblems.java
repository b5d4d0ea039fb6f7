package io.github.vmimage.release;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;
import java.util.List;

/** What can be wrong with a release as a whole: manifest and disk that do not belong together. */
final class ReleaseProblems {

  private ReleaseProblems() {}

  static Problem noCoordinates(String text) {
    return Problem.project("These are not the coordinates of an image").at("the image that is named").saw(text.isBlank() ? "nothing" : text)
        .accepts("groupId:artifactId:version")
        .next("Name the image by its three coordinates, such as com.example.images:app-image:0.1.0");
  }

  static Problem otherImage(Path manifest, Path disk, Coordinates seen, Coordinates asked) {
    return Problem.project("The manifest is that of another image").at(manifest + "#/coordinates").saw(seen).accepts(asked.toString())
        .next(again(manifest, disk, asked));
  }

  static Problem noSuchFormat(Path manifest, String format, List<String> released) {
    return Problem.project("The release has no disk of this format").at(manifest + "#/images").saw(format)
        .accepts(String.join(", ", released)).next("Ask for one of these formats");
  }

  static Problem absentDisk(Path manifest, Path disk, Coordinates asked, String seen, DiskImage image) {
    return Problem.environment("The disk is not there").at(disk).saw(seen)
        .accepts("the " + image.format() + " file of the release, " + image.size() + " bytes").next(again(manifest, disk, asked));
  }

  static Problem unreadableDisk(Path disk, String reason) {
    return Problem.environment("The disk cannot be read").at(disk).saw(reason).next(Hints.readable(disk));
  }

  static Problem otherDisk(Path manifest, Path disk, Coordinates asked, String what, String seen, String released) {
    return Problem.project("The disk is not the one that was released: its " + what + " differs").at(disk).saw(seen).accepts(released)
        .next(again(manifest, disk, asked));
  }

  private static String again(Path manifest, Path disk, Coordinates asked) {
    return Hints.resolveAgain(asked.toString(), disk, manifest);
  }
}
