package io.github.vmimage.release;

import io.github.vmimage.report.PlainText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells what a release is. */
public final class ReleaseDescription {
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
    line("os", manifest.guest().osId() + " " + manifest.guest().osVersion() + ", " + manifest.guest().packages().size() + " packages");
    if (manifest.upstreams().isEmpty()) {
      line("upstream", "none");
    }
    manifest.upstreams().forEach(this::upstream);
    seal(manifest.seal());
    line("tests", manifest.tests().isEmpty() ? "none" : String.join(", ", manifest.tests().stream()
        .map(test -> test.id() + " " + test.outcome().name().toLowerCase(Locale.ROOT)).toList()));
    line("tools", String.join(", ", manifest.toolchain().entrySet().stream().map(this::tool).toList()));
    line("manifest", "sha256 " + release.manifestSha256());
    disk(release.image());
    return String.join("\n", lines) + "\n";
  }

  private void source(Manifest.Source source) {
    line("source", source.release() ? "tag " + source.tag() : "work tree" + (source.dirty() ? ", with changes that are not committed" : ""));
    line("", source.commit().isEmpty() ? "no commit" : "commit " + source.commit());
    if (!source.module().isEmpty()) {
      line("", "folder " + source.module());
    }
  }

  private void upstream(ProvenUpstream upstream) {
    line("upstream", upstream.id() + ": " + upstream.location() + ", " + bytes(upstream.size()));
    line("", "sha256 " + upstream.sha256());
    Proof proof = upstream.proof();
    if (proof instanceof Proof.PinnedDigest pinned) {
      line("", "proven by the " + pinned.algorithm() + " digest in the POM");
    } else if (proof instanceof Proof.ReleasedImage image) {
      line("", "proven by its own manifest, sha256 " + image.manifestSha256());
      line("", "stamped " + image.imageVersion() + (image.commit().isEmpty() ? "" : ", commit " + image.commit()));
    } else if (proof instanceof Proof.SignedArchive archive) {
      line("", "proven by the signed archive " + archive.origin() + " " + archive.codename() + " of " + archive.date());
      for (Proof.ReleaseFile file : archive.releaseFiles()) {
        line("", file.uri() + " signed by " + String.join(", ", file.signers()));
      }
    }
  }

  private void seal(Manifest.Seal seal) {
    List<Manifest.Rule> waived = seal.rules().stream().filter(rule -> rule.outcome() == Manifest.Outcome.WAIVED).toList();
    line("seal", seal.rules().size() - waived.size() + " rules passed, " + waived.size() + " waived");
    waived.forEach(rule -> line("", "waived " + rule.id() + ": " + rule.reason()));
  }

  private void disk(DiskImage image) {
    line("disk", release.disk());
    line("", image.format() + ", " + bytes(image.size()) + ", " + bytes(image.virtualSize()) + " to a guest");
    line("", "sha256 " + image.sha256());
    line("", "sha512 " + image.sha512());
    line("", "content sha256 " + image.contentDigest().sha256() + " over " + image.contentDigest().entries() + " entries");
  }

  private String tool(Map.Entry<String, String> tool) {
    return tool.getKey() + " " + tool.getValue();
  }

  private void line(String label, String value) {
    lines.add(PlainText.line(String.format(Locale.ROOT, "  %-9s %s", label, value).stripTrailing()));
  }

  private static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " bytes";
    }
    int power = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
    return String.format(Locale.ROOT, "%.1f %siB (%d bytes)", bytes / Math.pow(1024, power), "KMGTPE".charAt(power - 1), bytes);
  }
}
