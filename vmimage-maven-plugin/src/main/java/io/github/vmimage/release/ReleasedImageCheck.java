package io.github.vmimage.release;

import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Problems;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds a disk against the manifest it was released with: one changed byte in either is refused. */
public final class ReleasedImageCheck {
  private ReleasedImageCheck() {}

  /**
   * Checks a manifest and one disk.
   *
   * @param manifestFile the manifest
   * @param disk the disk; its name does not matter, since a repository names files after coordinates
   * @param asked the coordinates that the manifest must have
   * @param format format of the disk, such as {@code qcow2}
   * @return the release
   * @throws io.github.vmimage.report.ProblemException with everything that does not fit: the manifest is not valid or of another image,
   *     holds no disk of that format, or the disk has another size or digest, or cannot be read
   */
  public static CheckedRelease check(Path manifestFile, Path disk, Coordinates asked, String format) {
    return check(manifestFile, disk, asked, format, Progress.SILENT);
  }

  /**
   * Checks a manifest and one disk, and tells how far it has come.
   *
   * @param manifestFile the manifest
   * @param disk the disk; its name does not matter, since a repository names files after coordinates
   * @param asked the coordinates that the manifest must have
   * @param format format of the disk, such as {@code qcow2}
   * @param progress told how far the disk has been read
   * @return the release
   * @throws io.github.vmimage.report.ProblemException with everything that does not fit
   */
  public static CheckedRelease check(Path manifestFile, Path disk, Coordinates asked, String format, Progress progress) {
    ManifestDocument document = ManifestReader.read(manifestFile);
    Manifest manifest = document.manifest();
    String fetchAgain = "Delete " + disk + " and " + manifestFile + " and resolve " + asked
        + " again with mvn -U; if it stays so, this release is broken: use another version";
    if (!manifest.coordinates().equals(asked)) {
      throw Problem.project("The manifest is that of another image").at(manifestFile + "#/coordinates").saw(manifest.coordinates())
          .accepts(asked.toString()).next(fetchAgain).asException();
    }
    DiskImage image = manifest.images().stream().filter(i -> i.format().equals(format)).findFirst().orElseThrow(() ->
        Problem.project("The release has no disk of this format").at(manifestFile + "#/images").saw(format)
            .accepts(String.join(", ", manifest.images().stream().map(DiskImage::format).toList()))
            .next("Ask for one of these formats").asException());
    checkDisk(disk, image, fetchAgain, progress);
    return new CheckedRelease(manifest, document.sha256(), image, disk.toString());
  }

  private static void checkDisk(Path disk, DiskImage image, String next, Progress progress) {
    Problems problems = new Problems();
    try {
      if (!Files.isRegularFile(disk)) {
        throw Problem.environment("The disk is not there").at(disk).saw(Files.exists(disk) ? "not a regular file" : "no such file")
            .accepts("the " + image.format() + " file of the release, " + image.size() + " bytes").next(next).asException();
      }
      // A file cut short is told from its size, without reading the rest.
      compare(problems, disk, "size", Files.size(disk) + " bytes", image.size() + " bytes", next);
      problems.throwIfAny();
      FileDigest digests = FileDigest.of(disk, progress);
      compare(problems, disk, "size", digests.size() + " bytes", image.size() + " bytes", next);
      compare(problems, disk, "SHA-256", digests.sha256(), image.sha256(), next);
      compare(problems, disk, "SHA-512", digests.sha512(), image.sha512(), next);
      problems.throwIfAny();
    } catch (IOException e) {
      throw Problem.environment("The disk cannot be read").at(disk).saw(e).next("Make it readable and run the command again").because(e);
    }
  }

  private static void compare(Problems problems, Path disk, String what, String seen, String accepted, String next) {
    if (!seen.equals(accepted)) {
      problems.add(Problem.project("The disk is not the one that was released: its " + what + " differs").at(disk).saw(seen)
          .accepts(accepted).next(next));
    }
  }
}
