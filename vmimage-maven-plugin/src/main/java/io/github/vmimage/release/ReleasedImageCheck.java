package io.github.vmimage.release;

import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.report.Problems;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
    if (!manifest.coordinates().equals(asked)) {
      throw ReleaseProblems.otherImage(manifestFile, disk, manifest.coordinates(), asked).asException();
    }
    List<String> formats = manifest.images().stream().map(DiskImage::format).toList();
    DiskImage image = manifest.images().stream().filter(i -> i.format().equals(format)).findFirst()
        .orElseThrow(() -> ReleaseProblems.noSuchFormat(manifestFile, format, formats).asException());
    checkDisk(manifestFile, disk, asked, image, progress);
    return new CheckedRelease(manifest, document.sha256(), image, disk.toString());
  }

  private static void checkDisk(Path manifest, Path disk, Coordinates asked, DiskImage image, Progress progress) {
    if (!Files.isRegularFile(disk)) {
      String seen = Files.exists(disk) ? "not a regular file" : "no such file";
      throw ReleaseProblems.absentDisk(manifest, disk, asked, seen, image).asException();
    }
    Problems problems = new Problems();
    Comparison comparison = (what, seen, released) -> {
      if (!seen.equals(released)) {
        problems.add(ReleaseProblems.otherDisk(manifest, disk, asked, what, seen, released));
      }
    };
    try {
      // A file cut short is told from its size, without reading the rest.
      comparison.of("size", Files.size(disk) + " bytes", image.size() + " bytes");
      problems.throwIfAny();
      FileDigest digests = FileDigest.of(disk, progress);
      comparison.of("size", digests.size() + " bytes", image.size() + " bytes");
      comparison.of("SHA-256", digests.sha256(), image.sha256());
      comparison.of("SHA-512", digests.sha512(), image.sha512());
      problems.throwIfAny();
    } catch (IOException e) {
      throw ReleaseProblems.unreadableDisk(disk, e.toString()).because(e);
    }
  }

  /** Notes what differs. */
  private interface Comparison {
    void of(String what, String seen, String released);
  }
}
