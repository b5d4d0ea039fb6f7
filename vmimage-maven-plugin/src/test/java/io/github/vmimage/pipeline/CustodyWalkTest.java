package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.digest.Digests;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.pipeline.CustodyLink.Check;
import io.github.vmimage.pipeline.CustodyLink.Verdict;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import io.github.vmimage.signature.Gpg;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A chain of three releases, walked from the top to the key of the distributor's list. */
class CustodyWalkTest {
  /** A prime, so that the bytes that are changed fall everywhere in a manifest. */
  private static final int STEP = 211;
  private static final String TOP = "application";

  @TempDir
  static Path folder;

  private static Gpg gpg;
  private static ReleasedChain chain;

  @SuppressWarnings("unused") // by name, in @FieldSource
  private static final List<String> IMAGES = ReleasedChain.IMAGES;

  @BeforeAll
  static void release() throws IOException {
    gpg = new Gpg(folder);
    chain = ReleasedChain.in(Files.createDirectories(folder.resolve("released")), gpg);
  }

  @AfterAll
  static void end() {
    gpg.close();
  }

  private static CustodyLink walk(CustodyAnchor anchor) {
    return new CustodyWalk(chain, new UpstreamCache(folder.resolve("cache"), Progress.SILENT), Progress.SILENT)
        .from(ReleasedChain.coordinates(TOP), anchor);
  }

  private static CustodyAnchor signed() {
    return CustodyAnchor.of(null, chain.keyring(), List.of());
  }

  private static CustodyAnchor pinned() throws IOException {
    return CustodyAnchor.of(Digests.sha256(Files.readAllBytes(chain.file(TOP, "json"))), null, null);
  }

  /** Verdict, link and what was checked, of all that is not verified. */
  private static List<String> open(CustodyLink link) {
    return link.all().flatMap(l -> l.checks().stream().filter(c -> c.verdict() != Verdict.VERIFIED)
        .map(c -> c.verdict() + " " + l.name() + ": " + c.what())).toList();
  }

  private static List<String> broken(CustodyAnchor anchor) {
    return open(walk(anchor)).stream().filter(l -> l.startsWith("BROKEN")).toList();
  }

  private static String brokenLink(String image, String what) {
    return "BROKEN " + ReleasedChain.coordinates(image) + ": " + what;
  }

  @Test
  void reachesTheKeyOfTheList() throws IOException {
    CustodyLink link = walk(signed());
    assertThat(open(link)).containsExactly("not reached https://mirror.example/disk.qcow2: bytes");
    assertThat(link.all().map(CustodyLink::name)).containsExactly("com.example.images:application:1.0.0",
        "com.example.images:hardened:1.0.0", "com.example.images:base:1.0.0", "https://mirror.example/disk.qcow2");
    assertThat(link.all().map(l -> l.checks().stream().map(Check::what).filter(w -> w.startsWith("signature")).toList()))
        .containsExactly(List.of("signature of the manifest"), List.of("signature of the manifest"), List.of("signature of the manifest"),
            List.of("signature"));
    assertThat(broken(pinned())).isEmpty();
  }

  private static List<String> walk(String name, Digest.Algorithm algorithm, byte[] used, boolean cached) throws IOException {
    ReleasedChain other = ReleasedChain.in(Files.createDirectories(folder.resolve(name)), gpg, algorithm, used);
    UpstreamCache cache = new UpstreamCache(folder.resolve(name + "-cache"), Progress.SILENT);
    if (cached) {
      cache.keep(used);
    }
    return open(new CustodyWalk(other, cache, Progress.SILENT).from(ReleasedChain.coordinates(TOP),
        CustodyAnchor.of(null, other.keyring(), List.of())));
  }

  /** A true list and a true signature say nothing of a disk that only the manifest puts beside them. */
  @Test
  void holdsTheBytesAgainstTheDigestThatTheListNames() throws IOException {
    byte[] forged = "another disk".getBytes(StandardCharsets.UTF_8);
    String link = " https://mirror.example/disk.qcow2: ";
    assertThat(walk("long", Digest.Algorithm.SHA512, ReleasedChain.UPSTREAM, true)).isEmpty();
    assertThat(walk("long-away", Digest.Algorithm.SHA512, ReleasedChain.UPSTREAM, false))
        .containsExactly("not reached" + link + "bytes", "not reached" + link + "sha512 of the bytes");
    assertThat(walk("long-forged", Digest.Algorithm.SHA512, forged, true)).containsExactly("BROKEN" + link + "sha512 of the bytes");
    assertThat(walk("short", Digest.Algorithm.SHA256, ReleasedChain.UPSTREAM, true)).isEmpty();
  }

  /** Every kind of byte: of names, values, digests and of the JSON itself. */
  @ParameterizedTest
  @FieldSource("IMAGES")
  void namesTheLinkWhoseManifestHasAnotherByteAnywhere(String image) throws IOException {
    Path manifest = chain.file(image, "json");
    CustodyAnchor digest = pinned();
    long size = Files.size(manifest);
    assertThat(size).isGreaterThan(2000);
    for (int at = 0; at < size; at += STEP) {
      int place = at;
      changed(manifest, at, () -> {
        assertThat(broken(digest)).as("byte %d", place).anyMatch(l -> l.startsWith("BROKEN " + ReleasedChain.coordinates(image) + ": "));
        assertThat(broken(signed())).as("byte %d", place).anyMatch(l -> l.startsWith("BROKEN " + ReleasedChain.coordinates(image) + ": "));
      });
    }
  }

  @ParameterizedTest
  @FieldSource("IMAGES")
  void namesTheLinkWhoseDiskHasAnotherByte(String image) throws IOException {
    Path disk = chain.file(image, "qcow2");
    for (int at = 0; at < Files.size(disk); at++) {
      changed(disk, at, () -> assertThat(broken(signed())).containsExactly(brokenLink(image, "disk")));
    }
  }

  @ParameterizedTest
  @FieldSource("IMAGES")
  void namesTheLinkWhoseEvidenceHasAnotherByte(String image) throws IOException {
    Path evidence = chain.file(image, "zip");
    List<String> blamed = new ArrayList<>();
    for (int at = 0; at < Files.size(evidence); at += STEP / 4) {
      changed(evidence, at, () -> blamed.addAll(broken(signed())));
    }
    // A byte of the archive's own, such as a file's time, changes nothing; no other link is blamed for any.
    assertThat(blamed).hasSizeGreaterThan(10).containsOnly(brokenLink(image, "evidence"));
  }

  @Test
  void holdsTheFirstManifestAgainstNothingByItself() {
    assertThat(open(walk(CustodyAnchor.NONE))).containsExactly("not reached com.example.images:application:1.0.0: manifest asked for",
        "not reached https://mirror.example/disk.qcow2: bytes");
  }

  @Test
  void believesNoSignatureOfTheFirstManifestByAnotherKeyNorNone() throws IOException {
    String stranger = gpg.key("stranger@example.org", "ed25519", "never");
    Path both = Files.write(folder.resolve("both.gpg"), gpg.export(stranger, chain.maker()));
    assertThat(broken(CustodyAnchor.of(" ", both, List.of(" ")))).isEmpty();
    String spaced = chain.maker().toLowerCase(Locale.ROOT).replaceAll("(....)", "$1 ");
    assertThat(broken(CustodyAnchor.of("", both, List.of(spaced)))).isEmpty();
    CustodyAnchor other = CustodyAnchor.of(null, both, List.of(stranger));
    assertThat(broken(other)).containsExactly(brokenLink(TOP, "signature of the manifest"));
    assertThat(walk(other).checks()).filteredOn(c -> c.verdict() == Verdict.BROKEN).singleElement()
        .isEqualTo(Check.broken("signature of the manifest", "by the unknown key " + chain.maker(), "valid, by " + stranger));

    Path signature = chain.file(TOP, "json.asc");
    byte[] right = Files.readAllBytes(signature);
    Files.delete(signature);
    assertThat(broken(signed())).containsExactly(brokenLink(TOP, "signature of the manifest"));
    // More than any signature, and more than there is memory for.
    try (var channel = Files.newByteChannel(signature, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
        StandardOpenOption.SPARSE)) {
      channel.position(8L << 30).write(java.nio.ByteBuffer.wrap(right));
    }
    assertThat(broken(signed())).containsExactly(brokenLink(TOP, "signature of the manifest"));
    Files.write(signature, right, StandardOpenOption.TRUNCATE_EXISTING);
    assertThat(broken(signed())).isEmpty();
  }

  /** Whoever asks for a signature hears neither that there is none nor that the chain holds without it. */
  @Test
  void aRepositoryThatDoesNotAnswerSaysNothingOfASignature() throws IOException {
    Path signature = chain.file(TOP, "json.asc");
    byte[] right = Files.readAllBytes(signature);
    Files.delete(signature);
    chain.unreachable.add("json.asc");
    try {
      assertThatThrownBy(() -> walk(signed())).isInstanceOf(ProblemException.class).hasMessage("The repository cannot be reached");
    } finally {
      chain.unreachable.clear();
      Files.write(signature, right);
    }
  }

  /** A build on it, likewise: it is not told to do without the signature. */
  @Test
  void aBuildHearsOfTheOutageAndNotOfAMissingSignature() throws IOException {
    Coordinates base = ReleasedChain.coordinates("base");
    Path signature = chain.file("base", "json.asc");
    byte[] right = Files.readAllBytes(signature);
    Files.delete(signature);
    try {
      assertThatThrownBy(() -> ReleaseLookup.signature(chain, base, StageProblems::noSignature))
          .hasMessageContaining("the manifest of that release has no signature").hasMessageNotContaining("remove");
      chain.unreachable.add("json.asc");
      assertThatThrownBy(() -> ReleaseLookup.signature(chain, base, StageProblems::noSignature)).isInstanceOf(ProblemException.class)
          .hasMessage("The repository cannot be reached");
    } finally {
      chain.unreachable.clear();
      Files.write(signature, right);
    }
  }

  @Test
  void goesOnWithTheEvidenceWhereTheReleasesBelowAreGone() throws IOException {
    List<Path> below = Stream.of("base", "hardened").flatMap(i -> Stream.of("json", "qcow2", "zip").map(e -> chain.file(i, e))).toList();
    for (Path file : below) {
      Files.move(file, file.resolveSibling(file.getFileName() + ".away"));
    }
    try {
      assertThat(open(walk(signed()))).containsExactly("not reached com.example.images:hardened:1.0.0: disk",
          "not reached com.example.images:hardened:1.0.0: evidence", "not reached com.example.images:base:1.0.0: disk",
          "not reached com.example.images:base:1.0.0: evidence", "not reached https://mirror.example/disk.qcow2: bytes");
    } finally {
      for (Path file : below) {
        Files.move(file.resolveSibling(file.getFileName() + ".away"), file);
      }
    }
  }

  @Test
  void tellsAllThatIsWrongWithWhatIsAskedFor() throws IOException {
    Path noKeys = Files.writeString(folder.resolve("none.gpg"), "");
    assertThatThrownBy(() -> CustodyAnchor.of("d41d8cd9", noKeys, List.of("ABCD"))).isInstanceOf(ProblemException.class)
        .satisfies(e -> assertThat(((ProblemException) e).problems()).hasSize(2))
        .hasMessageContainingAll("The digest of the manifest is no SHA-256", "The keyring cannot be used");
    assertThatThrownBy(() -> CustodyAnchor.of(null, chain.keyring(), List.of("ABCD")))
        .hasMessageStartingWith("The keyring does not have a key of that fingerprint").hasMessageContaining(chain.maker());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "0123456789abcdef", "sha256:0000000000000000000000000000000000000000000000000000000000000000"})
  void refusesADigestThatIsNone(String digest) {
    assertThatThrownBy(() -> CustodyAnchor.of(digest, null, null)).hasMessageContaining("-DmanifestSha256");
  }

  @Test
  void refusesFingerprintsWithoutAKeyring() {
    assertThatThrownBy(() -> CustodyAnchor.of(null, null, List.of("A".repeat(40)))).hasMessageContaining("-Dkeyring");
  }

  private static void changed(Path file, int at, Runnable check) throws IOException {
    byte[] right = Files.readAllBytes(file);
    byte[] wrong = right.clone();
    wrong[at] ^= 1;
    Files.write(file, wrong);
    try {
      check.run();
    } finally {
      Files.write(file, right);
    }
  }
}
