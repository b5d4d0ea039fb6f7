package io.github.vmimage.release;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What must hold between the fields of a manifest and a JSON Schema cannot say. */
final class ManifestRules {
  private final Manifest manifest;
  private final ManifestPlace place;

  private ManifestRules(Manifest manifest, ManifestPlace place) {
    this.manifest = manifest;
    this.place = place;
  }

  /** Throws the first rule that is broken. */
  static void check(Manifest manifest, ManifestPlace place) {
    ManifestRules rules = new ManifestRules(manifest, place);
    rules.unique(manifest.upstreams(), ProvenUpstream::id, "upstreams", "id");
    rules.unique(manifest.images(), DiskImage::format, "images", "format");
    rules.unique(manifest.images(), DiskImage::file, "images", "file");
    rules.unique(manifest.seal().rules(), Manifest.Rule::id, "seal/rules", "id");
    rules.unique(manifest.tests(), Manifest.TestResult::id, "tests", "id");
    rules.stampIsTheTag();
    for (int i = 0; i < manifest.upstreams().size(); i++) {
      rules.proofFits(manifest.upstreams().get(i), "/upstreams/" + i);
    }
  }

  private <T> void unique(List<T> entries, Function<T, String> key, String list, String field) {
    Set<String> seen = new HashSet<>();
    for (T entry : entries) {
      if (!seen.add(key.apply(entry))) {
        throw place.problem("The manifest names one thing twice", JsonPointer.compile("/" + list)).saw(field + " " + key.apply(entry))
            .accepts("each " + field + " once").asException();
      }
    }
  }

  private void stampIsTheTag() {
    Manifest.Source source = manifest.source();
    if (source.release()) {
      equal("The image was not stamped with the tag it was built from", "/stamp/version", manifest.stamp().version(), source.tag());
    }
  }

  private void proofFits(ProvenUpstream upstream, String pointer) {
    if (upstream.proof() instanceof Proof.PinnedDigest pinned && pinned.algorithm().equals("sha256")) {
      equal("The upstream's bytes are not those that were pinned", pointer + "/sha256", upstream.sha256(), pinned.value());
    } else if (upstream.proof() instanceof Proof.ReleasedImage image) {
      equal("The upstream is not the image that proves it", pointer + "/location", upstream.location(), image.coordinates().toString());
    }
  }

  private void equal(String what, String pointer, String seen, String accepted) {
    if (!seen.equals(accepted)) {
      throw place.problem(what, JsonPointer.compile(pointer)).saw(seen).accepts(accepted).asException();
    }
  }
}
