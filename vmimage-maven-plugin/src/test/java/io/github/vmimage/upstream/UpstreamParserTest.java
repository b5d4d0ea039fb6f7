package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vmimage.digest.Digest;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.signature.Keyring;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UpstreamParserTest {
  private static final String HEX = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

  @TempDir
  Path project;

  @BeforeEach
  void makeKeyrings() throws IOException {
    Path keys = Files.createDirectories(project.resolve("keys"));
    Files.write(keys.resolve("empty.gpg"), new byte[0]);
    Files.write(keys.resolve("archive.gpg"), Resources.bytes("archive-key.asc"));
  }

  static Stream<String> faults() {
    return Resources.inputs("declarations");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void refusesFaults(String name) throws IOException {
    List<UpstreamDeclaration> declared =
        new ObjectMapper().readValue(Resources.bytes("declarations/" + name + ".input"), new TypeReference<List<UpstreamDeclaration>>() {});
    try {
      new UpstreamParser(project).parse(declared);
    } catch (ProblemException e) {
      assertThat(e.problems()).allSatisfy(p -> assertThat(p.cause()).isEqualTo(Problem.Cause.PROJECT));
      Resources.expect(e.getMessage().replace(project.toString(), "PROJECT"), "declarations/" + name + ".expected");
      return;
    }
    throw new AssertionError("not refused");
  }

  @Test
  void readsAUrl() {
    assertThat(parse(new UpstreamDeclaration(null, " https://example.org/disk?x=1 ", HEX.toUpperCase(), null, null, null, null, null)))
        .isEqualTo(new UrlUpstream("upstream", URI.create("https://example.org/disk?x=1"), new UrlTrust.Pinned(Digest.sha256(HEX))));
    assertThat(parse(new UpstreamDeclaration("os_2", "file:///srv/disk", null, HEX + HEX, null, null, null, null)))
        .isEqualTo(new UrlUpstream("os_2", URI.create("file:///srv/disk"), new UrlTrust.Pinned(new Digest(Digest.Algorithm.SHA512,
        HEX + HEX))));
  }

  @Test
  void refusesAPortThatCannotBe() {
    assertThat(parse(new UpstreamDeclaration(null, "https://example.org:65535/disk", HEX, null, null, null, null, null))).isNotNull();
    assertThatThrownBy(() -> parse(new UpstreamDeclaration(null, "https://example.org:65536/disk", HEX, null, null, null, null, null)))
        .isInstanceOf(ProblemException.class).hasMessageStartingWith("The URL of an upstream cannot be used");
  }

  @Test
  void readsASignedListOfDigests() {
    Path keyring = project.resolve("keys/archive.gpg");
    String fingerprint = Keyring.read(keyring).fingerprints().get(0);
    String written = fingerprint.toLowerCase(Locale.ROOT).replaceAll("(.{4})", "$1 ");
    URI disk = URI.create("https://example.org/images/disk%201.qcow2");
    URI list = URI.create("http://example.org/images/SHA256SUMS");
    UpstreamDeclaration clearSigned = new UpstreamDeclaration(null, disk.toString(), null, null, null, null, null, null,
        new UpstreamDeclaration.Checksums(list.toString(), null, "keys/archive.gpg", List.of(written, fingerprint)), null);
    assertThat(parse(clearSigned)).isEqualTo(new UrlUpstream("upstream", disk,
        new UrlTrust.SignedChecksums(list, Optional.empty(), keyring, List.of(fingerprint), Optional.empty())));
    assertThat(((UrlUpstream) parse(clearSigned)).fileName()).isEqualTo("disk 1.qcow2");
    assertThat(parse(new UpstreamDeclaration("os", disk.toString(), HEX, null, null, null, null, null,
        new UpstreamDeclaration.Checksums(list.toString(), list + ".gpg", "keys/archive.gpg", List.of(fingerprint)), null)))
        .isEqualTo(new UrlUpstream("os", disk, new UrlTrust.SignedChecksums(list, Optional.of(URI.create(list + ".gpg")), keyring,
            List.of(fingerprint), Optional.of(Digest.sha256(HEX)))));
  }

  @Test
  void readsThePinsOfAnArchive() {
    String fingerprint = Keyring.read(project.resolve("keys/archive.gpg")).fingerprints().get(0);
    DebianArchiveUpstream pinned = (DebianArchiveUpstream) parse(archive(new UpstreamDeclaration.DebianArchive("bookworm",
        "keys/archive.gpg", null, null, null, null, List.of(fingerprint), " " + HEX.toUpperCase(Locale.ROOT))));
    assertThat(pinned.fingerprints()).containsExactly(fingerprint);
    assertThat(pinned.releaseSha256()).isEqualTo(HEX);
  }

  @Test
  void readsCoordinates() {
    assertThat(parse(new UpstreamDeclaration("base", null, null, null, null, null, "com.example:base:0.1.0-SNAPSHOT", null)))
        .isEqualTo(new ArtifactUpstream("base", "com.example", "base", "0.1.0-SNAPSHOT", Optional.empty(), List.of()));
  }

  @Test
  void readsAnArchiveWithItsDefaults() {
    Path keyring = project.resolve("keys/archive.gpg");
    assertThat(parse(archive(new UpstreamDeclaration.DebianArchive("bookworm", "keys/archive.gpg", null, null, null, null))))
        .isEqualTo(new DebianArchiveUpstream("upstream", "bookworm", keyring, List.of("main"), List.of(), List.of(), "8G"));
  }

  @Test
  void readsAnArchiveWithEverything() {
    List<String> mirrors = List.of("deb http://mirror.example/debian bookworm main contrib",
        "deb [ arch=amd64 check-valid-until=no ] file:/srv/debian-security bookworm-security main");
    assertThat(parse(archive(new UpstreamDeclaration.DebianArchive("bookworm", project.resolve("keys/archive.gpg").toString(), List.of(),
        mirrors, List.of("vim", "g++", " libstdc++6 "), "2048M"))))
        .isEqualTo(new DebianArchiveUpstream("upstream", "bookworm", project.resolve("keys/archive.gpg"), List.of("main"), mirrors,
            List.of("vim", "g++", "libstdc++6"), "2048M"));
  }

  @Test
  void readsNothingFromNothing() {
    assertThat(new UpstreamParser(project).parse(List.of())).isEmpty();
  }

  private static UpstreamDeclaration archive(UpstreamDeclaration.DebianArchive archive) {
    return new UpstreamDeclaration(null, null, null, null, null, null, null, archive);
  }

  private Upstream parse(UpstreamDeclaration declaration) {
    List<Upstream> parsed = new UpstreamParser(project).parse(List.of(declaration));
    assertThat(parsed).hasSize(1);
    return parsed.get(0);
  }
}
