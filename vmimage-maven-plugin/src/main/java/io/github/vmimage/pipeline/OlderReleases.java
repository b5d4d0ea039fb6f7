package io.github.vmimage.pipeline;

import io.github.vmimage.release.Coordinates;
import io.github.vmimage.release.DiskImage;
import io.github.vmimage.release.Manifest;
import io.github.vmimage.release.ManifestReader;
import io.github.vmimage.report.Problems;
import io.github.vmimage.report.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The releases to upgrade from: fetched, and each disk held against its manifest as that of an upstream is. */
final class OlderReleases {
  private static final String DISK = "qcow2";

  private final ImageRepository images;
  private final Coordinates project;
  private final Progress progress;

  /**
   * Looks in a repository.
   *
   * @param images where releases come from
   * @param project the version that the older ones become
   * @param progress told how far a disk has been read
   */
  OlderReleases(ImageRepository images, Coordinates project, Progress progress) {
    this.images = images;
    this.project = project;
    this.progress = progress;
  }

  /**
   * Fetches and checks all before the first of them is booted.
   *
   * @param versions which
   * @param known every older release, for messages
   * @return the releases in that order
   * @throws io.github.vmimage.report.ProblemException with everything that is wrong with any of them
   */
  List<FetchedRelease> of(List<String> versions, List<String> known) {
    Problems problems = new Problems();
    List<FetchedRelease> releases = new ArrayList<>();
    for (String version : versions) {
      Coordinates release = new Coordinates(project.groupId(), project.artifactId(), version);
      problems.collect(() -> {
        requireDisk(release, known);
        releases.add(ReleaseLookup.check(images, release, progress));
      });
    }
    problems.throwIfAny();
    return releases;
  }

  /** Asked of the manifest, since a repository would only say that it has no such file. */
  private void requireDisk(Coordinates release, List<String> known) {
    Path file = images.fetch(release, "json");
    Manifest manifest = ManifestReader.read(file).manifest();
    List<String> formats = manifest.images().stream().map(DiskImage::format).toList();
    if (!manifest.coordinates().equals(release)) {
      throw UpgradeProblems.otherImage(file, manifest.coordinates(), release).asException();
    }
    if (!formats.contains(DISK)) {
      throw UpgradeProblems.noDisk(release, file, formats, project, known).asException();
    }
  }
}
