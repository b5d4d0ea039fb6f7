package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
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
import io.github.vmimage.signature.Keyring;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file with a list of digests that a real GnuPG signed. */
class SignedChecksumsTest {
  private static final byte[] BODY = "a disk".getBytes(StandardCharsets.UTF_8);
  private static final String SHA256 = Digests.sha256(BODY);

  @TempDir
  static Path shared;

  @TempDir
  Path folder;

  private static Gpg gpg;
  private static String trusted;
  private static String stranger;

  private Path disk;
  private Path list;
  private Path signature;
  private Path keyring;

  @BeforeAll
  static void makeKeys() throws IOException {
    gpg = new Gpg(shared);
    trusted = gpg.key("images@example.org", "ed25519", "never");
    stranger = gpg.key("stranger@example.org", "ed25519", "never");
  }

  @AfterAll
  static void end() {
    gpg.close();
  }

  @BeforeEach
  void makeServer() throws IOException {
    disk = Files.write(folder.resolve("disk 1.qcow2"), BODY);
    list = folder.resolve("SHA256SUMS");
    signature = folder.resolve("SHA256SUMS.gpg");
    keyring = Files.write(folder.resolve("keys.gpg"), gpg.export(trusted, stranger));
    sign(SHA256 + " *disk 1.qcow2\n", trusted);
  }

  private void sign(String text, String key) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Files.write(list, bytes);
    Files.write(signature, gpg.run(bytes, "--armor", "--local-user", key, "--detach-sign"));
  }

  @Test
  void provesAFileByADetachedSignatureAndKeepsTheEvidence() throws IOException {
    VerifiedUpstream verified = verify(detached(Optional.empty()), false);
    Proof.SignedChecksums proof = (Proof.SignedChecksums) verified.proof();
    assertThat(verified.sha256()).isEqualTo(SHA256);
    assertThat(proof).usingRecursiveComparison().ignoringFields("signed").isEqualTo(new Proof.SignedChecksums(list.toUri().toString(),
        Digests.sha256(Files.readAllBytes(list)), Digests.sha256(Files.readAllBytes(signature)), "disk 1.qcow2", "sha256", SHA256,
        List.of(trusted), ""));
    assertThat(Instant.parse(proof.signed())).isBetween(Instant.now().minusSeconds(3600), Instant.now());
    assertThat(verified.evidence()).extracting(Evidence::name)
        .containsExactly("checksums-SHA256SUMS", "signature-SHA256SUMS.gpg", "keyring.gpg");
    for (Evidence evidence : verified.evidence()) {
      assertThat(Digests.sha256(Files.readAllBytes(Path.of(evidence.file())))).isEqualTo(evidence.sha256());
    }
    assertThat(Keyring.read(Path.of(verified.evidence().get(2).file())).fingerprints()).containsExactly(trusted);
  }

  @Test
  void provesAFileByAClearSignedList() throws IOException {
    Files.write(list, gpg.clearSign("# disk 1.qcow2: 6 bytes\nSHA256 (disk 1.qcow2) = " + SHA256 + "\n", "--local-user", trusted));
    VerifiedUpstream verified = verify(clearSigned(), false);
    assertThat(verified.proof()).extracting("signatureSha256", "value").containsExactly("", SHA256);
    assertThat(verified.evidence()).hasSize(2);
  }

  @Test
  void readsNothingOutsideTheSignedText() throws IOException {
    byte[] signed = gpg.clearSign("# nothing\n", "--local-user", trusted);
    Files.write(list, (SHA256 + "  disk 1.qcow2\n" + new String(signed, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
    assertThat(problem(clearSigned())).startsWith("The list of digests is not validly signed").contains("there is no signature");
  }

  @Test
  void worksOfflineByVerifyingWhatWasKept() throws IOException {
    URI away = URI.create("http://127.0.0.1:1/SHA256SUMS");
    UrlTrust.SignedChecksums remote = new UrlTrust.SignedChecksums(away, Optional.of(URI.create(away + ".gpg")), keyring, List.of(trusted),
        Optional.empty());
    assertThatThrownBy(() -> verify(remote, true)).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The signed list of digests is not in the cache, and Maven is offline\n  where:    " + away);
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve(server, list);
    serve(server, signature);
    server.start();
    URI there = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/SHA256SUMS");
    UrlTrust.SignedChecksums trust = new UrlTrust.SignedChecksums(there, Optional.of(URI.create(there + ".gpg")), keyring,
        List.of(trusted), Optional.empty());
    VerifiedUpstream online;
    try {
      online = verify(trust, false);
      assertThat(download(false).smallIfThere(there.resolve("/missing"), 10)).isEmpty();
      assertThat(download(false).smallIfThere(there, 1000)).hasValueSatisfying(b -> assertThat(b).startsWith(SHA256.getBytes(
          StandardCharsets.US_ASCII)));
    } finally {
      server.stop(0);
    }
    assertThat(verify(trust, true)).isEqualTo(online);
    SignedChecksums checksums = new SignedChecksums(cache(), download(true), Clock.systemUTC());
    assertThat(checksums.peek(upstream(trust), trust)).contains(Digest.sha256(SHA256));
    Path kept = Path.of(online.evidence().get(0).file());
    Files.delete(kept);
    Files.writeString(kept, "0".repeat(64) + "  disk 1.qcow2\n");
    assertThat(checksums.peek(upstream(trust), trust)).as("a changed list is no list").isEmpty();
  }

  private static void serve(HttpServer server, Path file) {
    server.createContext("/" + file.getFileName(), exchange -> {
      boolean exact = exchange.getRequestURI().getPath().equals("/" + file.getFileName());
      byte[] body = Files.readAllBytes(file);
      exchange.sendResponseHeaders(exact ? 200 : 404, exact ? body.length : -1);
      if (exact) {
        exchange.getResponseBody().write(body);
      }
      exchange.close();
    });
  }

  @Test
  void refusesAStrangerAndAKeyThatIsNotPinned() throws IOException {
    sign(SHA256 + "  disk 1.qcow2\n", stranger);
    assertThat(problem(detached(Optional.empty())))
        .startsWith("The list of digests is not validly signed by a key that the project trusts\n"
        + "  where:    " + signature.toUri() + "\n  seen:     by the unknown key " + stranger).contains("one of\n            " + trusted);
  }

  @Test
  void refusesAChangedListAnEmptySignatureAndAnotherFile() throws IOException {
    Files.writeString(list, "0".repeat(64) + "  disk 1.qcow2\n");
    assertThat(problem(detached(Optional.empty()))).contains("invalid: the text was changed after it was signed by " + trusted);
    Files.write(signature, new byte[0]);
    assertThat(problem(detached(Optional.empty()))).contains("there is no signature: the signature is empty");
    sign("0".repeat(64) + "  disk 1.qcow2\n", trusted);
    assertThat(problem(detached(Optional.empty()))).startsWith("The upstream does not have the digest that is pinned");
    assertThat(folder.resolve("cache/sha256/00")).satisfies(f -> assertThat(Files.exists(f.resolve("0".repeat(64)))).isFalse());
  }

  @Test
  void holdsAPinnedDigestBesideTheList() throws IOException {
    Digest right = Digest.sha256(SHA256);
    Digest wrong = Digest.sha256("0".repeat(64));
    assertThat(verify(detached(Optional.of(right)), false).sha256()).isEqualTo(SHA256);
    assertThat(problem(detached(Optional.of(wrong)))).startsWith("The signed list and the POM have different digests of the upstream");
    String sha512 = sha512();
    sign(sha512 + "  disk 1.qcow2\n", trusted);
    assertThat(verify(detached(Optional.of(right)), false).proof()).extracting("algorithm", "value").containsExactly("sha512", sha512);
    assertThat(problem(detached(Optional.of(wrong)))).startsWith("The upstream does not have the digest that is pinned");
    sign("0".repeat(64) + "  disk 1.qcow2\n", trusted);
    assertThat(problem(detached(Optional.of(new Digest(Digest.Algorithm.SHA512, sha512)))))
        .startsWith("The upstream does not have the digest that is pinned");
  }

  private String sha512() throws IOException {
    return Digests.of(disk, Digests.forEntry(Digest.Algorithm.SHA512)).hex(Digest.Algorithm.SHA512);
  }

  private UrlTrust.SignedChecksums detached(Optional<Digest> pinned) {
    return new UrlTrust.SignedChecksums(list.toUri(), Optional.of(signature.toUri()), keyring, List.of(trusted), pinned);
  }

  private UrlTrust.SignedChecksums clearSigned() {
    return new UrlTrust.SignedChecksums(list.toUri(), Optional.empty(), keyring, List.of(trusted), Optional.empty());
  }

  private UrlUpstream upstream(UrlTrust trust) {
    return new UrlUpstream("os", disk.toUri(), trust);
  }

  private String problem(UrlTrust trust) {
    try {
      verify(trust, false);
    } catch (ProblemException e) {
      return e.getMessage();
    }
    throw new AssertionError("not refused");
  }

  private UpstreamCache cache() {
    return new UpstreamCache(folder.resolve("cache"), Progress.SILENT);
  }

  private static Download download(boolean offline) {
    return new Download(new Network(HttpClient.Builder.NO_PROXY, Network.Credentials.NONE, Network.CONNECT, Network.STALL, offline),
        TransferProgress.SILENT);
  }

  private VerifiedUpstream verify(UrlTrust trust, boolean offline) {
    Download download = download(offline);
    DebianArchive archive = new DebianArchive(new Processes(Secrets.NONE, Progress.SILENT), download, cache(), folder.resolve("work"),
        Clock.systemUTC(), Progress.SILENT, new byte[0]);
    return new UpstreamVerification(cache(), download, upstream -> {
      throw new IllegalStateException("no artifact");
    }, archive, new CloudImages(new Processes(Secrets.NONE, Progress.SILENT), Clock.systemUTC(),
        true)).verify(List.of(upstream(trust))).get(0);
  }
}
