package io.github.vmimage.pipeline;

import io.github.vmimage.release.CheckedRelease;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.release.DiskImage;
import io.github.vmimage.release.Manifest;
import io.github.vmimage.release.ManifestReader;
import io.github.vmimage.report.Problems;
import io.github.vmimage.report.Progress;
import io.github.vmimage.upstream.ManifestKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The releases to upgrade from: fetched, and each disk held against its manifest as that of an upstream is. */
final class OlderReleases {
  private static final String DISK = "qcow2";

  private final ImageRepository images;
  private final Coordinates project;
  private final Optional<ManifestKeys> keys;
  private final Progress progress;

  /**
   * Looks in a repository.
   *
   * @param images where releases come from
   * @param project the version that the older ones become
   * @param keys of those who must have signed the manifests; empty where their digests are enough
   * @param progress told how far a disk has been read
   */
  OlderReleases(ImageRepository images, Coordinates project, Optional<ManifestKeys> keys, Progress progress) {
    this.images = images;
    this.project = project;
    this.keys = keys;
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
        FetchedRelease fetched = ReleaseLookup.check(images, release, progress);
        keys.ifPresent(k -> requireSignature(fetched.release(), k));
        releases.add(fetched);
      });
    }
    problems.throwIfAny();
    return releases;
  }

  private void requireSignature(CheckedRelease release, ManifestKeys by) {
    Coordinates coordinates = release.manifest().coordinates();
    by.require(coordinates.toString(), images.fetch(coordinates, "json"), release.manifestSha256(),
        ReleaseLookup.signature(images, coordinates, UpgradeProblems::noSignature), Clock.systemUTC());
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
