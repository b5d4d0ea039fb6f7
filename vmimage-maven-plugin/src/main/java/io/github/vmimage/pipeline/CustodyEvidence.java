package io.github.vmimage.pipeline;

import io.github.vmimage.pipeline.CustodyLink.Check;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.release.EvidenceArchive;
import io.github.vmimage.release.EvidenceFile;
import io.github.vmimage.release.Manifest;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Quantity;
import io.github.vmimage.signature.Keyring;
import io.github.vmimage.upstream.RepeatedProof;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was published to repeat proofs with: that of an image, and of all that were built on it.
 *
 * @param files their bytes by SHA-256, each held against the manifest that names it
 * @param keys all keys among them
 */
record CustodyEvidence(Map<String, byte[]> files, Optional<Keyring> keys) {
  static final CustodyEvidence NONE = new CustodyEvidence(Map.of(), Optional.empty());

  /**
   * Adds that of one more image.
   *
   * @param images where releases come from
   * @param image which one
   * @param manifest what it should have
   * @param checks gets what came of it
   * @return both
   */
  CustodyEvidence and(ImageRepository images, Coordinates image, Manifest manifest, List<Check> checks) {
    if (manifest.evidence().isEmpty()) {
      return this;
    }
    Path archive;
    try {
      archive = images.fetch(image, EvidenceArchive.CLASSIFIER, EvidenceArchive.EXTENSION);
    } catch (ProblemException absent) {
      checks.add(Check.notReached("evidence", absent.problems().get(0).what()));
      return this;
    }
    try {
      Map<String, byte[]> found = EvidenceArchive.read(archive, manifest.evidence());
      List<Check> lacking = manifest.evidence().stream().filter(f -> !found.containsKey(f.sha256()))
          .map(f -> Check.broken("evidence", "no such file, or another one, in " + archive, f.name() + ", sha256 " + f.sha256())).toList();
      checks.addAll(lacking.isEmpty() ? List.of(Check.verified("evidence", Quantity.of(found.size(), "file"))) : lacking);
      return and(manifest.evidence(), found);
    } catch (ProblemException e) {
      checks.add(Check.broken("evidence", e.problems().get(0).what() + ", " + archive, "an archive with its "
          + Quantity.of(manifest.evidence().size(), "file")));
      return this;
    }
  }

  private CustodyEvidence and(List<EvidenceFile> listed, Map<String, byte[]> found) {
    Map<String, byte[]> all = new HashMap<>(files);
    all.putAll(found);
    List<Keyring> rings = new ArrayList<>(keys.stream().toList());
    listed.stream().filter(f -> f.name().equals(EvidenceFile.KEYRING) && found.containsKey(f.sha256()))
        .forEach(f -> Keyring.of(found.get(f.sha256())).ifPresent(rings::add));
    return new CustodyEvidence(all, rings.stream().reduce(Keyring::and));
  }

  /** To repeat proofs with. */
  RepeatedProof proofs() {
    return new RepeatedProof(files, keys, Instant.now());
  }
}
