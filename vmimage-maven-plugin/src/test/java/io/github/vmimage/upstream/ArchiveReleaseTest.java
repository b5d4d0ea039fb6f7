package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import io.github.vmimage.signature.Gpg;
import io.github.vmimage.signature.Keyring;
import io.github.vmimage.signature.SignatureCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveReleaseTest {
  @TempDir
  static Path folder;

  private static Gpg gpg;
  private static Keyring keyring;

  @BeforeAll
  static void makeKey() throws IOException {
    gpg = new Gpg(folder);
    gpg.key("archive@example.org", "ed25519", "never");
    keyring = Keyring.read(Files.write(folder.resolve("keys.gpg"), gpg.export()));
  }

  @AfterAll
  static void end() {
    gpg.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'Sat, 11 Jul 2026 10:16:37 UTC', 2026-07-11T10:16:37Z",
    "'Sat, 21 Nov 2026  0:45:27 UTC', 2026-11-21T00:45:27Z",
    "'Thu, 25 Apr 2024 15:10:33 +0000', 2024-04-25T15:10:33Z",
    "'Wed,  1 May 2024 15:10:33 GMT', 2024-05-01T15:10:33Z",
  })
  void readsTheDatesOfAllArchives(String date, Instant expected) {
    assertThat(release("Codename: noble\nDate: " + date + "\n", "noble").date()).isEqualTo(expected);
  }

  @Test
  void refusesAReleaseFileWithoutADate() {
    assertThatThrownBy(() -> release("Codename: noble\n", "noble")).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The release file has no readable date");
  }

  /** As apt: clocks may differ by ten seconds. */
  @Test
  void refusesAReleaseFileOfTheFuture() {
    DateTimeFormatter form = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    assertThatThrownBy(() -> release("Codename: noble\nDate: " + form.format(Instant.now().plusSeconds(60)) + "\n", "noble"))
        .isInstanceOf(ProblemException.class).hasMessageStartingWith("The release file is of the future");
    assertThat(release("Codename: noble\nDate: " + form.format(Instant.now().plusSeconds(5)) + "\n", "noble").codename()).isEqualTo("noble");
  }

  @ParameterizedTest
  @CsvSource({
    "Debian, 12.15, linux-image-cloud-amd64, true",
    "Debian, 11.11, linux-image-cloud-amd64, false",
    "Debian, '', linux-image-cloud-amd64, true",
    "Ubuntu, 24.04, linux-image-virtual, true",
    "Ubuntu, 22.04, linux-image-virtual, false",
  })
  void decidesThePackages(String origin, String version, String kernel, boolean ownResolved) {
    ArchiveRelease release =
        release("Origin: " + origin + "\nVersion: " + version + "\nCodename: x\nDate: Sat, 11 Jul 2026 10:16:37 UTC\n", "x");
    List<String> packages = GuestPackages.of(release, upstream("vim", "sudo"));
    assertThat(packages).startsWith(kernel).contains("openssh-server", "cloud-init", "python3").endsWith("vim").doesNotHaveDuplicates();
    assertThat(packages.contains("systemd-resolved")).isEqualTo(ownResolved);
    assertThat(GuestPackages.of(release, upstream("linux-image-rt-amd64"))).doesNotContain(kernel).contains("linux-image-rt-amd64");
  }

  private static DebianArchiveUpstream upstream(String... packages) {
    return new DebianArchiveUpstream("os", "x", folder, List.of(), List.of(), List.of(packages), "8G");
  }

  private static ArchiveRelease release(String text, String suite) {
    AptSource source = new AptSource("http://example.org", suite, List.of("main"), true);
    byte[] file = gpg.clearSign(text);
    return ArchiveRelease.verified(file, "InRelease", source, SignatureCheck.ofLiving(keyring, Instant.now()));
  }
}
