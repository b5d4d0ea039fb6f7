package io.github.vmimage.release;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What must hold between the fields of a manifest and a JSON Schema cannot say. */
final class ManifestRules {
  /** Images above each other; a longer chain is one that nobody can judge. */
  static final int MAX_DEPTH = 8;

  private final Manifest manifest;
  private final ManifestPlace place;

  private ManifestRules(Manifest manifest, ManifestPlace place) {
    this.manifest = manifest;
    this.place = place;
  }

  /** Throws the first rule that is broken. */
  static void check(Manifest manifest, ManifestPlace place) {
    ManifestRules rules = new ManifestRules(manifest, place);
    rules.unique(manifest.upstreams(), ProvenUpstream::id, "/upstreams", "id");
    rules.unique(manifest.images(), DiskImage::format, "/images", "format");
    rules.unique(manifest.images(), DiskImage::file, "/images", "file");
    rules.unique(manifest.seal().rules(), Manifest.Rule::id, "/seal/rules", "id");
    rules.unique(manifest.tests(), Manifest.TestResult::id, "/tests", "id");
    rules.unique(manifest.evidence(), EvidenceFile::sha256, "/evidence", "sha256");
    rules.evidenceIsBounded();
    rules.stampIsTheTag();
    rules.chain(manifest.upstreams(), JsonPointer.compile("/upstreams"), 0);
  }

  /** Every link up to the roots, as deep as the chain goes. */
  private void chain(List<ProvenUpstream> upstreams, JsonPointer pointer, int depth) {
    if (depth > MAX_DEPTH) {
      throw ManifestProblems.chainTooLong(place, pointer, MAX_DEPTH).asException();
    }
    for (int i = 0; i < upstreams.size(); i++) {
      JsonPointer one = pointer.appendIndex(i);
      proofFits(upstreams.get(i), one);
      unique(upstreams.get(i).allowances(), ProvenUpstream.Allowance::rule, one + "/allowances", "rule");
      if (upstreams.get(i).proof() instanceof Proof.ReleasedImage image) {
        chain(image.upstreams(), one.appendProperty("proof").appendProperty("upstreams"), depth + 1);
      }
    }
  }

  private <T> void unique(List<T> entries, Function<T, String> key, String list, String field) {
    Set<String> seen = new HashSet<>();
    for (T entry : entries) {
      if (!seen.add(key.apply(entry))) {
        throw ManifestProblems.twice(place, JsonPointer.compile(list), field, key.apply(entry)).asException();
      }
    }
  }

  private void evidenceIsBounded() {
    long bytes = manifest.evidence().stream().mapToLong(EvidenceFile::size).sum();
    if (bytes > EvidenceArchive.MAX_BYTES) {
      throw ManifestProblems.tooMuchEvidence(place, bytes, EvidenceArchive.MAX_BYTES).asException();
    }
  }

  private void stampIsTheTag() {
    Manifest.Source source = manifest.source();
    String stamp = manifest.stamp().version();
    if (source.release() && !stamp.equals(source.tag())) {
      throw ManifestProblems.stampIsNotTheTag(place, stamp, source.tag()).asException();
    }
  }

  private void proofFits(ProvenUpstream upstream, JsonPointer pointer) {
    if (upstream.proof() instanceof Proof.PinnedDigest pinned && pinned.algorithm().equals("sha256")
        && !upstream.sha256().equals(pinned.value())) {
      throw ManifestProblems.otherBytesThanPinned(place, pointer.appendProperty("sha256"), upstream.sha256(), pinned.value()).asException();
    } else if (upstream.proof() instanceof Proof.SignedChecksums list && list.algorithm().equals("sha256")
        && !upstream.sha256().equals(list.value())) {
      throw ManifestProblems.otherBytesThanListed(place, pointer.appendProperty("sha256"), upstream.sha256(), list.value()).asException();
    } else if (upstream.proof() instanceof Proof.ReleasedImage image && !upstream.location().equals(image.coordinates().toString())) {
      throw ManifestProblems.otherImageThanProven(place, pointer.appendProperty("location"), upstream.location(),
          image.coordinates().toString()).asException();
    } else if (upstream.proof() instanceof Proof.CloudImage image && !upstream.location().equals(location(image))) {
      throw ManifestProblems.otherImageThanProven(place, pointer.appendProperty("location"), upstream.location(), location(image))
          .asException();
    }
  }

  private static String location(Proof.CloudImage image) {
    return image.provider().equals("gcp") ? "projects/" + image.owner() + "/global/images/" + image.name()
        : image.id() + " in " + image.location();
  }
}
