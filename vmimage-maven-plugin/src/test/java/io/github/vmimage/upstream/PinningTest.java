package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinningTest {
  private static final String PLACE = "<upstreams><upstream[1]>";
  private static final String OLD = "ami-0123456789abcdef0";
  private static final String NEW = "ami-0fedcba9876543210";
  private static final String NAME = "debian-12-amd64-20240717-1811";

  @TempDir
  Path folder;

  private Pinning.Pins pin(UpstreamDeclaration upstream, String to) {
    Processes processes = new Processes(Secrets.NONE, Progress.SILENT);
    return new Pinning(new Download(Network.direct(), TransferProgress.SILENT),
        new CloudImages(processes, n -> folder.resolve(n).toString(), Clock.systemUTC(), false), folder,
        new UpstreamCache(folder.resolve("cache"), Progress.SILENT)).of(upstream, PLACE, to);
  }

  private static UpstreamDeclaration url(Path file, String sha256, String sha512) {
    return new UpstreamDeclaration(null, file.toUri().toString(), sha256, sha512, null, null, null, null);
  }

  private static UpstreamDeclaration ami(String owner, String name) {
    return new UpstreamDeclaration(null, null, null, null, null, null, null, null, null,
        new CloudDeclaration(new CloudDeclaration.Ami("eu-central-1", OLD, owner, name, null), null, null));
  }

  private void answer(String from, String to) throws IOException {
    Files.writeString(folder.resolve("out"), Resources.text("cloud/aws.json").replace(from, to).replace(OLD, NEW));
    Path script = Files.writeString(folder.resolve("aws"), "#!/bin/sh\ncat '" + folder + "/out'\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void digestsWhatIsServedAndSaysHowLittleThatProves() throws IOException {
    Path file = Files.writeString(folder.resolve("disk.img"), "test");
    Pinning.Pins pins = pin(url(file, null, null), "");
    assertThat(pins.elements()).isEqualTo(Map.of("sha256", Digests.sha256("test")));
    assertThat(pins.told()).contains("4 bytes").contains("served just now").contains("nothing else vouches for them");
    assertThat(pin(url(file, "00", null), "").elements()).containsOnlyKeys("sha256");
    assertThat(pin(url(file, null, "00"), "").elements()).containsOnlyKeys("sha512").hasEntrySatisfying("sha512",
        v -> assertThat(v).hasSize(128));
  }

  @Test
  void takesAnotherDateInFolderAndFile() throws IOException {
    Path old = Files.createDirectories(folder.resolve("20240717-1811")).resolve("disk-20240717-1811.img");
    Path newer = Files.writeString(Files.createDirectories(folder.resolve("20240801-1900")).resolve("disk-20240801-1900.img"), "test");
    assertThat(pin(url(old, "00", null), "20240801-1900").elements())
        .isEqualTo(Map.of("url", newer.toUri().toString(), "sha256", Digests.sha256("test")));
    assertThatThrownBy(() -> pin(url(old, "00", null), "newest")).isInstanceOf(ProblemException.class)
        .hasMessageContaining("What is asked for is no dated name");
    assertThatThrownBy(() -> pin(url(old, "00", null), "../20240801")).isInstanceOf(ProblemException.class)
        .hasMessageContaining("What is asked for is no dated name");
    assertThatThrownBy(() -> pin(url(Path.of("/disk.img"), "00", null), "20240801-1900")).isInstanceOf(ProblemException.class)
        .hasMessageContaining("has no date that could be replaced");
  }

  @Test
  void writesWhatASignedListNamesAndTakesTheListOfTheSameDateAlong() throws IOException {
    try (Gpg gpg = new Gpg(folder)) {
      String key = gpg.key("images@example.org", "ed25519", "never");
      Files.write(folder.resolve("keys.gpg"), gpg.export(key));
      Path old = signed(gpg, "20240717-1811", "old");
      Path newer = signed(gpg, "20240801-1900", "newer");
      UpstreamDeclaration upstream = listed(old, key, "00");
      Pinning.Pins pins = pin(upstream, "");
      assertThat(pins.elements()).isEqualTo(Map.of("sha256", Digests.sha256("old")));
      assertThat(pins.told()).contains("served just now, and of the list that " + key + " signed").doesNotContain("nothing else");
      assertThat(pin(upstream, "20240801-1900").elements()).isEqualTo(Map.of("url", newer.toUri().toString(),
          "checksums", newer.resolveSibling("SHA512SUMS").toUri().toString(),
          "signature", newer.resolveSibling("SHA512SUMS.gpg").toUri().toString(), "sha256", Digests.sha256("newer")));

      Files.writeString(newer, "changed");
      assertThatThrownBy(() -> pin(upstream, "20240801-1900")).isInstanceOf(ProblemException.class)
          .hasMessageStartingWith("The upstream does not have the digest that is pinned");
      Files.writeString(old.resolveSibling("SHA512SUMS"), "#", java.nio.file.StandardOpenOption.APPEND);
      assertThatThrownBy(() -> pin(upstream, "")).isInstanceOf(ProblemException.class)
          .hasMessageStartingWith("The list of digests is not validly signed");
      assertThatThrownBy(() -> pin(listed(old, "ABC", null), "")).isInstanceOf(ProblemException.class).hasMessageContaining(PLACE);
    }
  }

  private Path signed(Gpg gpg, String date, String content) throws IOException {
    Path disk = Files.writeString(Files.createDirectories(folder.resolve(date)).resolve("disk.img"), content);
    byte[] list = (Digests.of(disk, Digests.forEntry(Digest.Algorithm.SHA512)).hex(Digest.Algorithm.SHA512) + "  disk.img\n").getBytes();
    Files.write(disk.resolveSibling("SHA512SUMS"), list);
    Files.write(disk.resolveSibling("SHA512SUMS.gpg"), gpg.run(list, "--detach-sign"));
    return disk;
  }

  private static UpstreamDeclaration listed(Path disk, String fingerprint, String sha256) {
    String list = disk.resolveSibling("SHA512SUMS").toUri().toString();
    return new UpstreamDeclaration(null, disk.toUri().toString(), sha256, null, null, null, null, null,
        new UpstreamDeclaration.Checksums(list, list + ".gpg", "keys.gpg", List.of(fingerprint)), null);
  }

  @Test
  void takesAnotherAmiOfTheSameOwnerAndSeries() throws IOException {
    answer(NAME, "debian-12-amd64-20240801-1900");
    assertThat(pin(ami("136693071363", NAME), NEW).elements())
        .isEqualTo(Map.of("ami/id", NEW, "ami/name", "debian-12-amd64-20240801-1900"));
    assertThatThrownBy(() -> pin(ami("210987654321", NAME), NEW)).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The image does not belong to the owner that is pinned");
    assertThatThrownBy(() -> pin(ami("136693071363", "debian-11-amd64-20240101-1"), NEW)).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The AMI that is asked for is of another series");
    assertThatThrownBy(() -> pin(ami("136693071363", NAME), "latest")).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("A part of an image in a cloud is not well-formed");
    assertThatThrownBy(() -> pin(ami("136693071363", NAME), "")).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("It is not said which version is to be pinned");
  }
}
