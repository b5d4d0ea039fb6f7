package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpstreamVerificationTest {
  private static final byte[] BODY = "a disk".getBytes(StandardCharsets.UTF_8);
  private static final String SHA256 = Digests.sha256(BODY);
  private static final ArtifactUpstream ARTIFACT = new ArtifactUpstream("base", "com.example", "base-image", "0.1.0");

  @TempDir
  Path folder;

  private Path disk;

  @BeforeEach
  void makeDisk() throws IOException {
    disk = Files.write(folder.resolve("disk.qcow2"), BODY);
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
  void verifiesAReleasedImage() {
    assertThat(verification(BODY.length, SHA256).verify(List.of(ARTIFACT))).containsExactly(new VerifiedUpstream("base", "artifact",
        "com.example:base-image:0.1.0", disk.toString(), BODY.length, SHA256,
        new Proof.ReleasedImage("com.example:base-image:0.1.0", "ab12", "release-0.1.0", "c0ffee", List.of())));
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
        .hasMessageStartingWith("The disk of a released image cannot be read");
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
        List.of(new Proof.PinnedDigest("sha256", SHA256), new Proof.ReleasedImage("g:a:1", SHA256, "release-1", "c0", List.of("ABCD")), archive,
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
    return new UpstreamVerification(cache, download, upstream -> new ReleasedImage(disk, size, sha256, "ab12", "release-0.1.0", "c0ffee"),
        archive, new CloudImages(new Processes(Secrets.NONE, Progress.SILENT), Clock.systemUTC(), true));
  }
}
