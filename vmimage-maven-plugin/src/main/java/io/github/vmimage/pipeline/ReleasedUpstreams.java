package io.github.vmimage.pipeline;

import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.release.CheckedRelease;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.release.EvidenceArchive;
import io.github.vmimage.release.EvidenceFile;
import io.github.vmimage.release.Manifest;
import io.github.vmimage.release.ProvenUpstream;
import io.github.vmimage.report.Progress;
import io.github.vmimage.upstream.ArtifactUpstream;
import io.github.vmimage.upstream.Evidence;
import io.github.vmimage.upstream.ReleasedImage;
import io.github.vmimage.upstream.ReleasedImages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Releases that an image is built on, with all that lies beside them, and what they started from themselves. */
final class ReleasedUpstreams implements ReleasedImages {
  private final ImageRepository images;
  private final UpstreamCache cache;
  private final Progress progress;
  private final Map<String, List<ProvenUpstream>> ancestors = new TreeMap<>();

  /**
   * Looks in a repository.
   *
   * @param images where releases come from
   * @param cache keeps their evidence
   * @param progress told how far a disk has been read
   */
  ReleasedUpstreams(ImageRepository images, UpstreamCache cache, Progress progress) {
    this.images = images;
    this.cache = cache;
    this.progress = progress;
  }

  @Override
  public ReleasedImage resolve(ArtifactUpstream upstream) {
    Coordinates coordinates = new Coordinates(upstream.groupId(), upstream.artifactId(), upstream.version());
    CheckedRelease release = ReleaseLookup.check(images, coordinates, progress).release();
    Manifest manifest = release.manifest();
    ancestors.put(coordinates.toString(), manifest.upstreams());
    return new ReleasedImage(Path.of(release.disk()), release.image().size(), release.image().sha256(), images.fetch(coordinates, "json"),
        release.manifestSha256(),
        upstream.keyring().map(k -> ReleaseLookup.signature(images, coordinates, StageProblems::noSignature)), manifest.stamp().version(),
        manifest.source().commit(), evidence(coordinates, manifest));
  }

  /** What the manifests of those that were resolved say that they started from, by their coordinates. */
  Map<String, List<ProvenUpstream>> ancestors() {
    return new TreeMap<>(ancestors);
  }

  private List<Evidence> evidence(Coordinates coordinates, Manifest manifest) {
    if (manifest.evidence().isEmpty()) {
      return List.of();
    }
    Path archive = images.fetch(coordinates, EvidenceArchive.CLASSIFIER, EvidenceArchive.EXTENSION);
    Map<String, byte[]> found = EvidenceArchive.read(archive, manifest.evidence());
    List<Evidence> kept = new ArrayList<>();
    for (EvidenceFile file : manifest.evidence()) {
      byte[] bytes = Optional.ofNullable(found.get(file.sha256()))
          .orElseThrow(() -> StageProblems.lackingEvidence(coordinates, archive, file.name(), file.sha256()).asException());
      kept.add(Evidence.kept(file.name(), bytes, cache));
    }
    return kept;
  }
}
