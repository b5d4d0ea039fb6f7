package io.github.vmimage.release;

import io.github.vmimage.report.PlainText;
import io.github.vmimage.report.ShownUrl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells what a release is. */
public final class ReleaseDescription {
  /** What rules and tests have in common. */
  private record Held(String id, Manifest.Outcome outcome, String reason) {}

  private final CheckedRelease release;
  private final List<String> lines = new ArrayList<>();

  private ReleaseDescription(CheckedRelease release) {
    this.release = release;
  }

  /**
   * For a person.
   *
   * @param release a release whose disk was checked
   * @return lines joined with {@code \n}, one at the end, without control characters
   */
  public static String text(CheckedRelease release) {
    return new ReleaseDescription(release).text();
  }

  /**
   * For a machine.
   *
   * @param release a release whose disk was checked
   * @return one JSON object with {@code manifest} (all of it), {@code manifestSha256}, {@code image} (the manifest's entry for the
   *     disk) and {@code disk} (its path), in the form of a manifest: ASCII, two spaces of indent, LF at the end
   */
  public static String json(CheckedRelease release) {
    return new String(ManifestJson.canonical(release), StandardCharsets.US_ASCII);
  }

  private String text() {
    Manifest manifest = release.manifest();
    lines.add(manifest.coordinates() + (manifest.source().release() ? ", a release" : ", a snapshot"));
    line("stamp", manifest.stamp().name() + " " + manifest.stamp().version());
    source(manifest.source());
    Manifest.Guest guest = manifest.guest();
    line("os", (guest.osId() + " " + guest.osVersion()).strip() + ", " + count(guest.packages().size(), "package"));
    if (manifest.upstreams().isEmpty()) {
      line("upstream", "none");
    }
    for (ProvenUpstream upstream : manifest.upstreams()) {
      upstream(upstream);
      upstream.allowances().forEach(a -> line("", "allowed " + a.rule() + ": " + a.reason()));
    }
    outcomes("seal", "rule", manifest.seal().rules().stream().map(rule -> new Held(rule.id(), rule.outcome(), rule.reason())).toList());
    outcomes("tests", "test", manifest.tests().stream().map(test -> new Held(test.id(), test.outcome(), test.reason())).toList());
    line("tools", manifest.toolchain().isEmpty() ? "none"
        : String.join(", ", manifest.toolchain().entrySet().stream().map(tool -> tool.getKey() + " " + tool.getValue()).toList()));
    line("manifest", "sha256 " + release.manifestSha256());
    disk(release.image());
    return String.join("\n", lines) + "\n";
  }

  private void source(Manifest.Source source) {
    line("source", source.release() ? "tag " + source.tag()
        : "work tree" + (source.dirty() ? ", with changes that are not committed" : ""));
    line("", "commit " + source.commit());
    if (!source.module().isEmpty()) {
      line("", "folder " + source.module());
    }
  }

  private void upstream(ProvenUpstream upstream) {
    Proof proof = upstream.proof();
    if (proof instanceof Proof.CloudImage image) {
      line("upstream", upstream.id() + ": " + ShownUrl.in(upstream.location()) + ", " + image.architecture());
      line("", "owned by " + image.owner() + " as its cloud says (" + image.provider() + "), named " + image.name()
          + (image.created().isEmpty() ? "" : ", made " + image.created()));
      return;
    }
    line("upstream", upstream.id() + ": " + ShownUrl.in(upstream.location()) + ", " + bytes(upstream.size()));
    line("", "sha256 " + upstream.sha256());
    if (proof instanceof Proof.PinnedDigest pinned) {
      line("", "proven by the " + pinned.algorithm() + " digest in the POM");
    } else if (proof instanceof Proof.SignedChecksums list) {
      line("", "proven by the " + list.algorithm() + " digest of " + list.entry() + " in a list of " + list.signed());
      line("", list.checksums() + " signed by " + String.join(", ", list.signers()));
    } else if (proof instanceof Proof.ReleasedImage image) {
      line("", "proven by its own manifest, sha256 " + image.manifestSha256());
      line("", "stamped " + image.imageVersion() + ", commit " + image.commit());
      if (!image.signers().isEmpty()) {
        line("", "its manifest is signed by " + String.join(", ", image.signers()));
      }
    } else if (proof instanceof Proof.SignedArchive archive) {
      line("", "proven by the signed archive " + (archive.origin() + " " + archive.suite()).strip() + " of " + archive.date());
      for (Proof.ReleaseFile file : archive.releaseFiles()) {
        line("", file.uri() + " signed by " + String.join(", ", file.signers()));
      }
    }
  }

  private void outcomes(String label, String noun, List<Held> held) {
    List<Held> waived = held.stream().filter(one -> one.outcome() == Manifest.Outcome.WAIVED).toList();
    line(label, held.isEmpty() ? "none" : count(held.size() - waived.size(), noun) + " passed, " + waived.size() + " waived");
    waived.forEach(one -> line("", "waived " + one.id() + ": " + one.reason()));
  }

  private void disk(DiskImage image) {
    line("disk", release.disk());
    line("", image.format() + ", " + bytes(image.size()) + ", " + bytes(image.virtualSize()) + " to a guest");
    line("", "sha256 " + image.sha256());
    line("", "sha512 " + image.sha512());
    line("", "content sha256 " + image.contentDigest().sha256() + " over " + image.contentDigest().entries() + " entries");
  }

  private void line(String label, String value) {
    lines.add(PlainText.line(String.format(Locale.ROOT, "  %-9s %s", label, ShownUrl.in(value)).stripTrailing()));
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " bytes";
    }
    int power = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
    return String.format(Locale.ROOT, "%.1f %siB (%d bytes)", bytes / Math.pow(1024, power), "KMGTPE".charAt(power - 1), bytes);
  }
}
