package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import io.github.vmimage.digest.Digest;
import io.github.vmimage.digest.Digests;
import io.github.vmimage.download.Download;
import io.github.vmimage.download.Network;
import io.github.vmimage.download.TransferProgress;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import io.github.vmimage.signature.Gpg;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpstreamVerificationTest {
  private static final byte[] BODY = "a disk".getBytes(StandardCharsets.UTF_8);
  private static final String MANIFEST_SHA256 = Digests.sha256("{}");
  private static final Evidence EVIDENCE = new Evidence("InRelease", MANIFEST_SHA256, "/cache/of/another/one");
  private static final String SHA256 = Digests.sha256(BODY);
  private static final ArtifactUpstream ARTIFACT = new ArtifactUpstream("base", "com.example", "base-image", "0.1.0",
      Optional.empty(), List.of());

  @TempDir
  Path folder;

  private Path disk;
  private Path manifest;
  private Optional<Path> signature = Optional.empty();

  @BeforeEach
  void makeDisk() throws IOException {
    disk = Files.write(folder.resolve("disk.qcow2"), BODY);
    manifest = Files.writeString(folder.resolve("base-image-0.1.0.json"), "{}");
  }

  @Test
  void verifiesAUrl() {
    UrlUpstream upstream = new UrlUpstream("os", disk.toUri(), pinned(SHA256));
    VerifiedUpstream verified = verification(BODY.length, SHA256).verify(List.of(upstream)).get(0);
    Path cached = folder.resolve("cache/sha256/" + SHA256.substring(0, 2) + "/" + SHA256);
    assertThat(verified).isEqualTo(new VerifiedUpstream("os", "url", disk.toUri().toString(), cached.toString(), BODY.length, SHA256,
        new Proof.PinnedDigest("sha256", SHA256)));
    assertThat(cached).hasBinaryContent(BODY);
  }

  @Test
  void verifiesAReleasedImage() throws IOException {
    assertThat(verification(BODY.length, SHA256).verify(List.of(ARTIFACT))).containsExactly(new VerifiedUpstream("base", "artifact",
        "com.example:base-image:0.1.0", disk.toString(), BODY.length, SHA256,
        new Proof.ReleasedImage("com.example:base-image:0.1.0", MANIFEST_SHA256, "release-0.1.0", "c0ffee", "", List.of()),
        List.of(evidence("base-image-0.1.0.json", Files.readAllBytes(manifest)), EVIDENCE)));
  }

  @Test
  void takesAManifestOnlyWithAValidSignatureOfAPinnedKeyWhereOneIsAskedFor() throws IOException {
    try (Gpg gpg = new Gpg(folder)) {
      String trusted = gpg.key("releases@example.org", "ed25519", "never");
      String stranger = gpg.key("stranger@example.org", "ed25519", "never");
      Path keyring = Files.write(folder.resolve("keys.gpg"), gpg.export(trusted, stranger));
      ArtifactUpstream asked = new ArtifactUpstream("base", "com.example", "base-image", "0.1.0", Optional.of(keyring), List.of(trusted));

      byte[] good = sign(gpg, trusted, "{}");
      VerifiedUpstream verified = verification(BODY.length, SHA256).verify(List.of(asked)).get(0);
      assertThat(verified.proof()).isEqualTo(new Proof.ReleasedImage("com.example:base-image:0.1.0", MANIFEST_SHA256, "release-0.1.0",
          "c0ffee", Digests.sha256(good), List.of(trusted)));
      assertThat(verified.evidence()).extracting(Evidence::name)
          .containsExactly("base-image-0.1.0.json", "base-image-0.1.0.json.asc", Evidence.KEYRING, EVIDENCE.name());

      sign(gpg, stranger, "{}");
      assertThatThrownBy(() -> verification(BODY.length, SHA256).verify(List.of(asked))).isInstanceOf(ProblemException.class)
          .hasMessageStartingWith("The manifest of a released image is not validly signed")
          .hasMessageContaining("by the unknown key " + stranger);
      sign(gpg, trusted, "{ }");
      assertThatThrownBy(() -> verification(BODY.length, SHA256).verify(List.of(asked))).isInstanceOf(ProblemException.class)
          .hasMessageContaining("the text was changed after it was signed");
    }
  }

  private byte[] sign(Gpg gpg, String key, String text) throws IOException {
    byte[] bytes = gpg.run(text.getBytes(StandardCharsets.UTF_8), "--local-user", key, "--detach-sign", "--armor");
    signature = Optional.of(Files.write(folder.resolve("base-image-0.1.0.json.asc"), bytes));
    return bytes;
  }

  private Evidence evidence(String name, byte[] bytes) {
    String sha256 = Digests.sha256(bytes);
    return new Evidence(name, sha256, folder.resolve("cache/sha256/" + sha256.substring(0, 2) + "/" + sha256).toString());
  }

  @Test
  void refusesAReleasedImageWithAChangedByte() throws IOException {
    Files.writeString(disk, "A disk");
    assertThatThrownBy(() -> verification(BODY.length, SHA256).verify(List.of(ARTIFACT))).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The disk of a released image is not the one its manifest names\n  where:    com.example:base-image:0.1.0")
        .hasMessageContaining("accepted: sha256:" + SHA256 + " (6 bytes)");
  }

  @Test
  void refusesAReleasedImageThatIsGone() throws IOException {
    Files.delete(disk);
    assertThatThrownBy(() -> verification(BODY.length, SHA256).verify(List.of(ARTIFACT))).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("A file of a released image cannot be read");
  }

  @Test
  void tellsOfAllThatIsWrong() {
    Upstream missing = new UrlUpstream("a", folder.resolve("missing").toUri(), pinned(SHA256));
    Upstream wrong = new UrlUpstream("b", disk.toUri(), pinned(SHA256.replace('a', 'b')));
    assertThatThrownBy(() -> verification(1, SHA256).verify(List.of(missing, wrong, ARTIFACT))).isInstanceOf(ProblemException.class)
        .satisfies(e -> assertThat(((ProblemException) e).problems()).hasSize(3));
  }

  @Test
  void passesBetweenGoalsAsJson() throws IOException {
    Proof archive = new Proof.SignedArchive("bookworm", "bookworm", "Debian", "2026-07-11T10:16:37Z",
        List.of(new Proof.ReleaseFile("http://example.org/dists/bookworm/InRelease", SHA256, "", List.of("ABCD"))), 1783764997L, SHA256);
    List<Proof> proofs =
        List.of(new Proof.PinnedDigest("sha256", SHA256), new Proof.ReleasedImage("g:a:1", SHA256, "release-1", "c0", "",
        List.of("ABCD")), archive,
            new Proof.CloudImage("aws", "eu-central-1", "ami-01234567", "136693071363", "debian-12", "x86_64", "2024-07-17T18:11:00Z"));
    ObjectMapper json = new ObjectMapper();
    for (Proof proof : proofs) {
      VerifiedUpstream verified = new VerifiedUpstream("os", "kind", "place", "/file", 6, SHA256, proof);
      assertThat(json.readValue(json.writeValueAsBytes(verified), VerifiedUpstream.class)).isEqualTo(verified);
    }
    assertThat(json.writeValueAsString(proofs.get(0)))
        .isEqualTo("{\"method\":\"pinned-digest\",\"algorithm\":\"sha256\",\"value\":\"" + SHA256 + "\"}");
  }

  @Test
  void doesNotReadAProofItDoesNotKnow() {
    assertThatThrownBy(() -> new ObjectMapper().readValue("{\"method\":\"trust-me\"}", Proof.class))
        .isInstanceOf(InvalidTypeIdException.class);
  }

  private static UrlTrust pinned(String sha256) {
    return new UrlTrust.Pinned(Digest.sha256(sha256));
  }

  private UpstreamVerification verification(long size, String sha256) {
    UpstreamCache cache = new UpstreamCache(folder.resolve("cache"), Progress.SILENT);
    Download download = new Download(Network.direct(), TransferProgress.SILENT);
    DebianArchive archive = new DebianArchive(new Processes(Secrets.NONE, Progress.SILENT), download, cache, folder.resolve("work"),
        Clock.systemUTC(), Progress.SILENT, new byte[0]);
    return new UpstreamVerification(cache, download, upstream -> new ReleasedImage(disk, size, sha256, manifest, MANIFEST_SHA256, signature,
        "release-0.1.0", "c0ffee", List.of(EVIDENCE)), archive, new CloudImages(new Processes(Secrets.NONE, Progress.SILENT),
        Clock.systemUTC(), true));
  }
}
