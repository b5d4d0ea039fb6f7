package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.digest.Digests;
import io.github.vmimage.download.Download;
import io.github.vmimage.download.FaultyServer;
import io.github.vmimage.download.Network;
import io.github.vmimage.download.TransferProgress;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import io.github.vmimage.signature.Gpg;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A disk with a signed list, both on a server that breaks on demand: what comes out is the verified disk or one problem, and in the cache
 * every file is what its name says. An archive's release files are fetched by the same server.
 */
class SignedUpstreamOverHttpTest {
  private static final byte[] DISK = new byte[300_000];
  private static final String RELEASE = "Origin: Debian\nSuite: oldstable\nCodename: bookworm\nVersion: 12.15\n"
      + "Date: Sat, 11 Jul 2026 10:16:37 UTC\n";

  @TempDir
  static Path shared;

  @TempDir
  Path folder;

  private static Gpg gpg;
  private static String trusted;
  private static Path keyring;
  private static SSLContext certificate;

  private static byte[] list;
  private static byte[] signature;
  private static byte[] inRelease;
  private static byte[] releaseSignature;

  private FaultyServer server;
  private Duration stall = Network.STALL;

  static {
    new Random(1).nextBytes(DISK);
  }

  /** The files that a build asks a server for, which may all be broken. */
  enum Part {
    CHECKSUMS("/SHA256SUMS"), SIGNATURE("/SHA256SUMS.gpg"), DISK("/disk.qcow2"),
    IN_RELEASE("/dists/bookworm/InRelease"), RELEASE("/dists/bookworm/Release"), RELEASE_SIGNATURE("/dists/bookworm/Release.gpg");

    private final String path;

    Part(String path) {
      this.path = path;
    }

    boolean isArchive() {
      return path.startsWith("/dists");
    }
  }

  @BeforeAll
  static void makeKeys() throws Exception {
    gpg = new Gpg(shared);
    trusted = gpg.key("images@example.org", "ed25519", "never");
    keyring = Files.write(shared.resolve("keys.gpg"), gpg.export(trusted));
    certificate = LoopbackCertificate.in(shared);
    list = (Digests.sha256("other") + " *other.qcow2\n" + Digests.sha256(DISK) + " *disk.qcow2\n").getBytes(StandardCharsets.UTF_8);
    signature = signed(list);
    inRelease = gpg.clearSign(RELEASE, "--local-user", trusted);
    releaseSignature = signed(RELEASE.getBytes(StandardCharsets.UTF_8));
  }

  @AfterAll
  static void end() {
    gpg.close();
  }

  @BeforeEach
  void serve() throws IOException {
    server = new FaultyServer();
    serve(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void serve(FaultyServer to) {
    for (Part part : Part.values()) {
      to.on(part.path, FaultyServer.file(body(part)));
    }
  }

  private static byte[] signed(byte[] text) {
    return gpg.run(text, "--armor", "--local-user", trusted, "--detach-sign");
  }

  private byte[] body(Part part) {
    return switch (part) {
      case CHECKSUMS -> list;
      case SIGNATURE -> signature;
      case DISK -> DISK;
      case IN_RELEASE -> inRelease;
      case RELEASE -> RELEASE.getBytes(StandardCharsets.UTF_8);
      case RELEASE_SIGNATURE -> releaseSignature;
    };
  }

  @Test
  void isProvenOnceAndThenOfflineUntilSomebodyTampersWithTheCache() throws IOException {
    VerifiedUpstream online = verify(false);
    assertThat(Path.of(online.file())).hasBinaryContent(DISK).isEqualTo(cache().peek(Digest.sha256(Digests.sha256(DISK))).orElseThrow());
    assertThat(online.proof()).extracting("signers").isEqualTo(List.of(trusted));
    assertThat(asked()).containsExactly("/SHA256SUMS", "/SHA256SUMS.gpg", "/disk.qcow2");
    assertThat(verify(true)).isEqualTo(online);
    assertThat(verify(false)).isEqualTo(online);
    assertThat(asked().stream().filter("/disk.qcow2"::equals)).as("the disk is fetched once").hasSize(1);
    int before = server.requests().size();

    // Whoever can write the cache names a list of their own, under its right digest.
    Path record = onlyFileOf("signed-checksums");
    String right = Files.readString(record);
    byte[] forged = (Digests.sha256("evil") + " *disk.qcow2\n").getBytes(StandardCharsets.UTF_8);
    Path kept = cache().keep(forged).path();
    Files.delete(record);
    Files.writeString(record, right.replace(Digests.sha256(list), kept.getFileName().toString()));
    assertThat(problem(() -> verify(true))).startsWith("The list of digests is not validly signed")
        .contains("the text was changed after it was signed by " + trusted);
    for (String spoilt : List.of("", right + right, right.toUpperCase(java.util.Locale.ROOT), right.replace("checksums", "../../checksums"),
        "x".repeat(100_000))) {
      overwrite(record, spoilt.getBytes(StandardCharsets.UTF_8));
      assertThat(problem(() -> verify(true))).startsWith("The signed list of digests is not in the cache, and Maven is offline");
    }
    overwrite(record, right.getBytes(StandardCharsets.UTF_8));
    assertThat(verify(true)).isEqualTo(online);

    overwrite(Path.of(online.evidence().get(0).file()), forged);
    assertThat(problem(() -> verify(true))).startsWith("The signed list of digests is not in the cache, and Maven is offline");
    assertThat(server.requests()).hasSize(before);
    assertThat(verify(false)).isEqualTo(online);
    overwrite(Path.of(online.file()), forged);
    assertThat(problem(() -> verify(true))).startsWith("The upstream is not in the cache, and Maven is offline");
    assertThat(verify(false)).isEqualTo(online);
  }

  @Test
  void removesTheHalfRecordOfAKilledBuild() throws IOException {
    verify(false);
    Path record = onlyFileOf("signed-checksums");
    Path half = Files.writeString(Path.of(record.toString().replaceFirst("txt$", "123.part")), "checks");
    verify(false);
    assertThat(half).doesNotExist();
    assertThat(unsound()).isEmpty();
  }

  @Test
  void isFetchedOnceWhereItIsDeclaredTwiceAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<VerifiedUpstream> build = () -> verify(false);
      List<VerifiedUpstream> all = new ArrayList<>();
      for (Future<VerifiedUpstream> each : threads.invokeAll(List.of(build, build, build, build))) {
        all.add(each.get());
      }
      assertThat(all).containsOnly(all.get(0));
    } finally {
      threads.shutdownNow();
    }
    assertThat(asked().stream().filter("/disk.qcow2"::equals)).hasSize(1);
    assertThat(unsound()).isEmpty();
  }

  /** A fault that stays. */
  private record Fault(String name, Function<byte[], FaultyServer.Reply> reply, String problem) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Arguments> faults() {
    List<Fault> faults = List.of(
        new Fault("announces more than it sends", b -> FaultyServer.raw(b, "HTTP/1.1 200 OK", "Content-Length: " + (b.length + 1)),
            "The transfer broke 3 times"),
        new Fault("resets in the middle", b -> FaultyServer.reset(b, b.length / 2), "The transfer broke 3 times"),
        new Fault("says what is no length", b -> FaultyServer.raw(b, "HTTP/1.1 200 OK", "Content-Length: many"),
            "The transfer broke 3 times"),
        new Fault("says what is no length of chunks",
            b -> FaultyServer.raw(chunk(b), "HTTP/1.1 200 OK", "Content-Length: many", "Transfer-Encoding: chunked"),
            "The transfer broke 3 times"),
        new Fault("says no HTTP", b -> FaultyServer.raw(b, "SSH-2.0-\u001b[2J"), "The transfer broke 3 times"),
        new Fault("sends an endless head", b -> (request, out) -> {
          out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
          while (true) {
            out.write(("X-" + "x".repeat(8000) + ": 1\r\n").getBytes(StandardCharsets.US_ASCII));
          }
        }, "The transfer broke 3 times"),
        new Fault("redirects in a circle", b -> (request, out) -> FaultyServer.redirect(request.path()).write(request, out),
            "The server redirects in a circle"),
        new Fault("redirects to a file", b -> FaultyServer.redirect("file:///etc/passwd"),
            "The server redirects to something that is not http or https"),
        new Fault("redirects to a script", b -> FaultyServer.redirect("javascript:alert(1)"),
            "The server redirects to something that is not http or https"),
        new Fault("redirects to a port that cannot be", b -> FaultyServer.redirect("http://127.0.0.1:99999/"),
            "The server redirects to something that is no URL"),
        new Fault("redirects to no port", b -> FaultyServer.redirect("http://127.0.0.1:0/"), "The server cannot be reached"),
        new Fault("redirects with the terminal's own characters", b -> FaultyServer.redirect("\u001b]0;owned\u0007"),
            "The server redirects to something that is no URL"),
        new Fault("forbids", b -> FaultyServer.status("403 Forbidden"), "The server does not give the file"),
        new Fault("has a part only", b -> FaultyServer.raw(b, "HTTP/1.1 206 Partial Content", "Content-Length: " + b.length,
            "Content-Range: bytes 0-" + (b.length - 1) + "/" + b.length), "The server does not give the file"));
    return Stream.of(Part.values()).flatMap(part -> faults.stream().map(fault -> Arguments.of(part, fault)));
  }

  private static byte[] chunk(byte[] body) {
    byte[] head = (Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(head, head.length + body.length + 7);
    System.arraycopy(body, 0, all, head.length, body.length);
    System.arraycopy("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII), 0, all, head.length + body.length, 7);
    return all;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("faults")
  void tellsOnceWhatIsBrokenAndKeepsNothingOfIt(Part part, Fault fault) throws IOException {
    refused(part, fault.problem(), fault.reply().apply(body(part)));
  }

  @ParameterizedTest
  @EnumSource
  void waitsForNobodyForEver(Part part) throws IOException {
    stall = Duration.ofMillis(400);
    byte[] body = body(part);
    String problem = refused(part, "The transfer broke 3 times", server.stalled(body, body.length / 2), server.silent(),
        server.dripping(body));
    // On a busy machine the drip itself may falter.
    assertThat(problem).containsPattern("only \\d+ bytes in |no byte came for 0\\.4 s");
    assertThat(asked().stream().filter(part.path::equals)).hasSize(Download.TRIES);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DISK")
  void readsNothingWithoutAnEnd(Part part) throws IOException {
    refused(part, "The file is larger than anything it can be", FaultyServer.endless());
    refused(part, "The file is larger than anything it can be",
        FaultyServer.raw(new byte[0], "HTTP/1.1 200 OK", "Content-Length: " + Long.MAX_VALUE));
  }

  @Test
  void readsNoDiskWithoutAnEnd() throws IOException {
    refused(Part.DISK, "The file is larger than anything it can be",
        FaultyServer.raw(new byte[0], "HTTP/1.1 200 OK", "Content-Length: " + Long.MAX_VALUE));
    assertThat(unsound()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void takesNoHalfForAll(Part part) throws IOException {
    byte[] body = body(part);
    // The server itself says that the half is all there is, so only the proof tells.
    String problem = refused(part, "", FaultyServer.file(Arrays.copyOf(body, body.length / 2)));
    assertThat(problem).startsWith(switch (part) {
      case CHECKSUMS, SIGNATURE -> "The list of digests is not validly signed";
      case DISK -> "The upstream does not have the digest that is pinned";
      case IN_RELEASE, RELEASE, RELEASE_SIGNATURE -> "The release file of the archive is not validly signed";
    });
  }

  @ParameterizedTest
  @EnumSource
  void missesWhatIsGone(Part part) throws IOException {
    String problem = refused(part, "The server does not give the file", FaultyServer.status("404 Not Found"));
    // Of a release file that is in neither form the usual one is told.
    assertThat(problem).contains("HTTP status 404")
        .contains(server.url((part == Part.RELEASE ? Part.IN_RELEASE : part).path).toString());
  }

  @ParameterizedTest
  @EnumSource
  void goesNeitherFromHttpsToHttpNorToAFile(Part part) throws Exception {
    Path secret = Files.write(folder.resolve("secret"), body(part));
    try (FaultyServer secure = new FaultyServer(certificate)) {
      serve(secure);
      FaultyServer plain = server;
      server = secure;
      assertThat(part.isArchive() ? release() : verify(false)).as("the server itself is trusted").isNotNull();
      io.github.vmimage.files.Folders.delete(folder.resolve("cache"));
      refused(part, "The server redirects from https to http", FaultyServer.redirect(plain.url(part.path)));
      refused(part, "The server redirects to something that is not http or https", FaultyServer.redirect(secret.toUri()));
      secure.on("/step", FaultyServer.redirect(plain.url(part.path)));
      refused(part, "The server redirects from https to http", FaultyServer.redirect("/step"));
      assertThat(plain.requests()).isEmpty();
      server = plain;
      // The other way is no loss.
      plain.on(part.path, FaultyServer.redirect(secure.url("/moved")));
      secure.on("/moved", FaultyServer.file(body(part)));
      assertThat(part.isArchive() ? release() : verify(false)).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void mendsWhatBreaksTwice(Part part) throws IOException {
    byte[] body = body(part);
    only(part);
    server.on(part.path, FaultyServer.reset(body, body.length / 2, "ETag: \"1\""), FaultyServer.cut(body, 0), FaultyServer.file(body));
    assertThat(part.isArchive() ? release() : verify(false)).isNotNull();
    assertThat(asked().stream().filter(part.path::equals)).hasSize(3);
  }

  /** The list was replaced between the two requests: its new text does not fit the old signature. The next run finds both new. */
  @Test
  void refusesAListThatChangedBeforeItsSignatureWasFetched() throws IOException {
    byte[] newer = (Digests.sha256(DISK) + " *disk.qcow2\n").getBytes(StandardCharsets.UTF_8);
    server.on(Part.SIGNATURE.path, FaultyServer.file(signed(newer)), FaultyServer.file(signature));
    assertThat(problem(() -> verify(false))).startsWith("The list of digests is not validly signed")
        .contains("the text was changed after it was signed by " + trusted);
    assertThat(files()).isEmpty();
    assertThat(verify(false).sha256()).isEqualTo(Digests.sha256(DISK));
  }

  @Test
  void takesTheWholeOfTheNewListWhereItChangedInTheMiddle() throws IOException {
    byte[] old = ("# before\n".repeat(50) + Digests.sha256("old") + " *disk.qcow2\n").getBytes(StandardCharsets.UTF_8);
    server.on(Part.CHECKSUMS.path, FaultyServer.reset(old, 200, "ETag: \"old\""), FaultyServer.ranged(list, "\"new\""));
    assertThat(verify(false).sha256()).isEqualTo(Digests.sha256(DISK));
  }

  /** The server says that nothing changed, and sends the rest of another file. */
  @Test
  void refusesADiskThatWasMixedOfTwo() throws IOException {
    byte[] other = DISK.clone();
    other[other.length - 1] ^= 1;
    server.on(Part.DISK.path, FaultyServer.cut(DISK, 100_000, "ETag: \"1\""), FaultyServer.ranged(other, "\"1\""));
    assertThat(problem(() -> verify(false))).startsWith("The upstream does not have the digest that is pinned");
    assertThat(unsound()).isEmpty();
    assertThat(cache().peek(Digest.sha256(Digests.sha256(other)))).isEmpty();
    server.on(Part.DISK.path, FaultyServer.file(DISK));
    assertThat(verify(false).sha256()).isEqualTo(Digests.sha256(DISK));
  }

  /** Only what is declared by that part's kind is asked for: an archive has either form of its release file. */
  /** The proof of an older list with its older disk is as good as ever: only what was accepted before tells. */
  @Test
  void noticesAListThatWasReplayed() throws IOException {
    String key = gpg.key("replayed@example.org", "ed25519", "never", "--faked-system-time", "20200101T000000");
    UrlUpstream upstream = new UrlUpstream("os", at(Part.DISK), new UrlTrust.SignedChecksums(at(Part.CHECKSUMS),
        Optional.of(at(Part.SIGNATURE)), Files.write(folder.resolve("replayed.gpg"), gpg.export(key)), List.of(key), Optional.empty()));
    SeenDates seen = new SeenDates(cache());
    TrustCheck check = new TrustCheck(new ProjectTrust(TrustPolicy.DEFAULT, Map.of()), true, Instant.now());

    offer(key, "today's disk", "20250601T000000");
    VerifiedUpstream newest = verify(upstream, false);
    assertThat(check.proven(upstream, newest.proof(), Ancestors.NONE, seen.older(upstream, newest))).isEmpty();
    seen.note(upstream, newest);

    offer(key, "yesterday's disk, with all its holes", "20240601T000000");
    VerifiedUpstream older = verify(upstream, false);
    assertThat(problem(() -> check.proven(upstream, older.proof(), Ancestors.NONE, seen.older(upstream, older))))
        .contains("(rule replay)", "seen:     signed or made on 2024-06-01T00:00:00Z", "accepted: 2025-06-01T00:00:00Z or later");
  }

  private void offer(String key, String disk, String signed) {
    byte[] bytes = disk.getBytes(StandardCharsets.UTF_8);
    byte[] sums = (Digests.sha256(disk) + " *disk.qcow2\n").getBytes(StandardCharsets.UTF_8);
    server.on(Part.DISK.path, FaultyServer.file(bytes));
    server.on(Part.CHECKSUMS.path, FaultyServer.file(sums));
    server.on(Part.SIGNATURE.path, FaultyServer.file(gpg.run(sums, "--local-user", key, "--faked-system-time", signed, "--detach-sign")));
  }

  private void only(Part part) {
    if (part == Part.RELEASE || part == Part.RELEASE_SIGNATURE) {
      server.on(Part.IN_RELEASE.path, FaultyServer.status("404 Not Found"));
    } else if (part == Part.IN_RELEASE) {
      server.on(Part.RELEASE.path, FaultyServer.status("404 Not Found"));
    }
  }

  private String refused(Part part, String first, FaultyServer.Reply... replies) throws IOException {
    only(part);
    server.on(part.path, replies);
    String problem = problem(() -> {
      if (part.isArchive()) {
        release();
      } else {
        verify(false);
      }
    });
    assertThat(problem).startsWith(first).contains("where: ", "next: ");
    assertThat(problem.chars().filter(c -> c != '\n' && Character.isISOControl(c))).as("control characters of a problem").isEmpty();
    assertThat(unsound()).isEmpty();
    if (part != Part.DISK) {
      assertThat(files()).as("nothing is kept before all was verified").isEmpty();
    }
    assertThat(cache().peek(Digest.sha256(Digests.sha256(DISK)))).isEmpty();
    return problem;
  }

  private static String problem(Runnable work) {
    try {
      work.run();
    } catch (ProblemException e) {
      assertThat(e.problems()).hasSize(1);
      return e.getMessage();
    }
    throw new AssertionError("not refused");
  }

  private List<String> asked() {
    return server.requests().stream().map(FaultyServer.Request::path).toList();
  }

  private static void overwrite(Path file, byte[] bytes) throws IOException {
    Files.delete(file);
    Files.write(file, bytes);
  }

  private Path onlyFileOf(String sub) throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("cache").resolve(sub))) {
      List<Path> found = all.toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.exists(folder.resolve("cache"))) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder.resolve("cache"))) {
      return all.filter(Files::isRegularFile).filter(f -> !f.toString().endsWith(".lock")).toList();
    }
  }

  /** Files of the cache that are not what their names say, half ones included. */
  private List<Path> unsound() throws IOException {
    List<Path> unsound = new ArrayList<>();
    for (Path file : files()) {
      boolean isRecord = file.getParent().endsWith("signed-checksums") && file.toString().endsWith(".txt");
      if (!isRecord && !Digests.of(file, EnumSet.of(Digest.Algorithm.SHA256)).hex(Digest.Algorithm.SHA256)
          .equals(file.getFileName().toString())) {
        unsound.add(file);
      }
    }
    return unsound;
  }

  private UpstreamCache cache() {
    return new UpstreamCache(folder.resolve("cache"), Progress.SILENT);
  }

  private Download download(boolean offline) {
    return new Download(new Network(HttpClient.Builder.NO_PROXY, Network.Credentials.NONE, Network.CONNECT, stall, offline),
        TransferProgress.SILENT, HttpClient.newBuilder().sslContext(certificate));
  }

  private URI at(Part part) {
    return server.url(part.path);
  }

  private VerifiedUpstream verify(boolean offline) {
    UrlTrust trust = new UrlTrust.SignedChecksums(at(Part.CHECKSUMS), Optional.of(at(Part.SIGNATURE)), keyring, List.of(trusted),
        Optional.empty());
    return verify(new UrlUpstream("os", at(Part.DISK), trust), offline);
  }

  private VerifiedUpstream verify(UrlUpstream declared, boolean offline) {
    Processes processes = new Processes(Secrets.NONE, Progress.SILENT);
    return new UpstreamVerification(cache(), download(offline), upstream -> {
      throw new IllegalStateException("no artifact");
    }, archive("exit 1"), new CloudImages(processes, Clock.systemUTC(), true)).verify(List.of(declared)).get(0);
  }

  /** Lets the archive's release files be fetched and checked; the disk is then made of nothing. */
  private VerifiedUpstream release() {
    String host = "127.0.0.1:" + server.url("/").getPort();
    String script = """
        set -eu
        while [ $# -gt 0 ]; do
          case $1 in --release-files) release=$2 ;; --packages-list) list=$2 ;; --output) output=$2 ;; esac
          shift 2
        done
        mkdir "$release"
        cp '%s' "$release/%s_dists_bookworm_InRelease"
        echo 'bash 5.2 amd64' >"$list"
        echo disk >"$output"
        """.formatted(inRelease(), host);
    String mirror = "deb " + server.url("") + " bookworm main";
    return archive(script).verify(new DebianArchiveUpstream("os", "bookworm", keyring, List.of("main"), List.of(mirror), List.of(), "4G"));
  }

  private Path inRelease() {
    try {
      return Files.write(folder.resolve("InRelease"), body(Part.IN_RELEASE));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private DebianArchive archive(String script) {
    return new DebianArchive(new Processes(Secrets.NONE, Progress.SILENT), download(false), cache(), folder.resolve("work"),
        Clock.systemUTC(), Progress.SILENT, script.getBytes(StandardCharsets.UTF_8));
  }
}
