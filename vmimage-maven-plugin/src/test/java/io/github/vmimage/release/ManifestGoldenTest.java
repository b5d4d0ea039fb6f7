package io.github.vmimage.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.digest.FileDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestGoldenTest {
  static final List<String> NAMES = Samples.NAMES;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("NAMES")
  void writesTheCanonicalFormOfAnyOrder(String name) throws IOException {
    Path file = folder.resolve("new/" + name + ".json");
    ManifestDocument written = ManifestWriter.write(Samples.manifest(name), file);
    assertThat(file).hasBinaryContent(Samples.bytes("manifests/" + name + ".expected"));
    assertThat(ManifestReader.read(file)).isEqualTo(written);
    assertThat(written.where()).isEqualTo(file.toString());
    assertThat(written.sha256()).isEqualTo(FileDigest.of(file).sha256());
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void readsBackWhatItWrote(String name) {
    Manifest manifest = Samples.manifest(name);
    assertThat(Samples.read(ManifestWriter.bytes(manifest, "m")).manifest()).isEqualTo(manifest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "ar-SA-u-nu-arab", "th-TH-u-ca-buddhist"})
  void writesTheSameBytesOnAnyMachine(String language) {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    String lineSeparator = System.lineSeparator();
    CheckedRelease release = release("app");
    String text = ReleaseDescription.text(release);
    try {
      Locale.setDefault(Locale.forLanguageTag(language));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      System.setProperty("line.separator", "\r\n");
      for (String name : Samples.NAMES) {
        assertThat(new String(ManifestWriter.bytes(Samples.manifest(name), "m"), StandardCharsets.ISO_8859_1))
            .isEqualTo(new String(Samples.bytes("manifests/" + name + ".expected"), StandardCharsets.ISO_8859_1));
      }
      assertThat(ReleaseDescription.text(release)).isEqualTo(text);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
      System.setProperty("line.separator", lineSeparator);
    }
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void tellsAPersonWhatTheReleaseIs(String name) {
    assertThat(ReleaseDescription.text(release(name))).isEqualTo(Samples.text("manifests/" + name + ".text"));
  }

  @Test
  void tellsAMachineWhatTheReleaseIs() {
    assertThat(ReleaseDescription.json(release("app"))).isEqualTo(Samples.text("manifests/app.json"));
  }

  @Test
  void replacesAnOlderManifestAndLeavesNothingBesideIt() throws IOException {
    Path file = folder.resolve("m.json");
    Files.writeString(file, "older");
    ManifestWriter.write(Samples.manifest("app"), file);
    assertThat(file).hasBinaryContent(Samples.bytes("manifests/app.expected"));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void writesAFileThatOthersMayReadAsAnyOther() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "");
    Path file = folder.resolve("m.json");
    ManifestWriter.write(Samples.manifest("app"), file);
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(other));
  }

  @Test
  void writesNothingButAscii() {
    String text = new String(ManifestWriter.bytes(Samples.manifest("snapshot"), "m"), StandardCharsets.UTF_8);
    assertThat(text).matches("[\\n -~]+").contains("gr\\u00f6\\u00dfe");
  }

  @Test
  void keepsForeignTextFromMovingTheCursor() {
    CheckedRelease release = release("app");
    CheckedRelease strange = new CheckedRelease(release.manifest(), release.manifestSha256(), release.image(), "/a\u001b[2J/\u202eb\nc");
    assertThat(ReleaseDescription.text(strange)).contains("\n  disk      /a\\u001B[2J/\\u202Eb\\u000Ac\n");
  }

  private static CheckedRelease release(String name) {
    byte[] bytes = Samples.bytes("manifests/" + name + ".expected");
    Manifest manifest = Samples.read(bytes).manifest();
    return new CheckedRelease(manifest, FileDigest.sha256(bytes), manifest.images().get(manifest.images().size() - 1),
        "/repository/" + manifest.images().get(manifest.images().size() - 1).file());
  }
}
