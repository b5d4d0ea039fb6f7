package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.process.Command;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.process.Tool;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.release.DiskImage;
import io.github.vmimage.release.Manifest;
import io.github.vmimage.release.ManifestReader;
import io.github.vmimage.release.ManifestWriter;
import io.github.vmimage.report.AbsentException;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import io.github.vmimage.signature.Gpg;
import io.github.vmimage.upstream.ManifestKeys;
import io.github.vmimage.upstream.UpstreamDeclaration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OlderReleasesTest {
  private static final String GROUP = "com.example.images";
  private static final List<String> KNOWN = List.of("1.0.0", "1.1.0");

  @TempDir
  Path folder;
  private Optional<ManifestKeys> keys = Optional.empty();
  private boolean outage;

  /** A release whose manifest says that it is an image, and that its disk holds some text. */
  private void release(String version, Coordinates said, String format, String disk) throws IOException {
    release(version, said, format, disk.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void release(String version, Coordinates said, String format, byte[] disk) throws IOException {
    Path at = Files.createDirectories(folder.resolve(version));
    Path file = Files.write(at.resolve("disk"), disk);
    FileDigest digest = FileDigest.of(file);
    try (InputStream in = ManifestReader.class.getResourceAsStream("manifests/app.input")) {
      Manifest app = ManifestReader.read(in, "sample").manifest();
      DiskImage old = app.images().get(0);
      DiskImage image = new DiskImage(format, "image." + format, digest.size(), digest.sha256(), digest.sha512(), old.virtualSize(),
          old.contentDigest());
      ManifestWriter.write(new Manifest(app.schema(), said, app.stamp(), app.source(), app.upstreams(), app.evidence(),
          app.toolchain(), List.of(image), app.guest(), app.seal(), app.tests()), at.resolve("json"));
    }
  }

  private static Coordinates app(String version) {
    return new Coordinates(GROUP, "app-image", version);
  }

  private OlderReleases releases() {
    return new OlderReleases((coordinates, classifier, extension) -> {
      Path file = folder.resolve(coordinates.version()).resolve(extension.startsWith("json") ? extension : "disk");
      if (!Files.exists(file)) {
        Problem problem = Problem.environment("cannot be resolved: " + extension + " of " + coordinates);
        throw outage ? problem.asException() : new AbsentException(problem, null);
      }
      return file;
    }, app("2.0.0"), keys, Progress.SILENT);
  }

  @Test
  void givesEachDiskThatIsTheOneItsManifestNames() throws IOException {
    release("1.0.0", app("1.0.0"), "qcow2", qcow2(1));
    release("1.1.0", app("1.1.0"), "qcow2", qcow2(2));
    assertThat(releases().of(KNOWN, KNOWN)).extracting(r -> r.disk().path().toString())
        .containsExactly(folder.resolve("1.0.0/disk").toString(), folder.resolve("1.1.0/disk").toString());
  }

  /** A disk of so many MiB, with some of the options of {@code qemu-img create}. */
  private byte[] qcow2(int mib, String... options) throws IOException {
    Path file = folder.resolve("made.qcow2");
    new Processes(Secrets.NONE, Progress.SILENT).require(Command.of(Tool.QEMU_IMG, "create", "-q", "-f", "qcow2").with((Object[]) options)
        .with(file, mib + "M"));
    return Files.readAllBytes(file);
  }

  /** Whoever may write to the repository writes the manifest, too: its digests are in order. */
  @Test
  void refusesADiskThatNamesAFileOfThisMachineOrIsNoQcow2() throws IOException {
    Path host = Files.write(folder.resolve("shadow"), new byte[1 << 20]);
    release("1.0.0", app("1.0.0"), "qcow2", qcow2(1, "-F", "raw", "-b", host.toString()));
    release("1.1.0", app("1.1.0"), "qcow2", Files.readAllBytes(host));
    assertThatThrownBy(() -> releases().of(KNOWN, KNOWN)).hasMessageContaining("qcow2 with a backing file")
        .hasMessageContaining("1.0.0/disk").hasMessageContaining("another format").hasMessageContaining("1.1.0/disk");
    ImageRepository repository = (coordinates, classifier, extension) ->
        folder.resolve("1.0.0").resolve(extension.equals("json") ? "json" : "disk");
    assertThatThrownBy(() -> new ReleaseLookup(repository, Progress.SILENT).describe(GROUP + ":app-image:1.0.0", "text"))
        .as("resolve").hasMessageContaining("qcow2 with a backing file");
  }

  @Test
  void takesAManifestOnlyWithAValidSignatureOfAPinnedKeyWhereOneIsAskedFor() throws IOException {
    release("1.0.0", app("1.0.0"), "qcow2", qcow2(1));
    Path manifest = folder.resolve("1.0.0/json");
    List<String> asked = List.of("1.0.0");
    try (Gpg gpg = new Gpg(folder)) {
      String trusted = gpg.key("releases@example.org", "ed25519", "never");
      String stranger = gpg.key("stranger@example.org", "ed25519", "never");
      Path keyring = Files.write(folder.resolve("keys.gpg"), gpg.export(trusted, stranger));
      UpstreamDeclaration.Checksums declared = new UpstreamDeclaration.Checksums(null, null, keyring.toString(), List.of(trusted));
      keys = UpgradeRequest.of(null, "all", List.of()).signedBy(declared).keys(folder);
      assertThatThrownBy(() -> releases().of(asked, KNOWN))
          .hasMessageStartingWith("The POM has an <upgradeSignature>, but the manifest of an older release has no signature");
      outage = true;
      assertThatThrownBy(() -> releases().of(asked, KNOWN)).as("nobody said that there is none").hasMessage("cannot be resolved: json.asc of "
          + app("1.0.0"));
      for (String signer : List.of(stranger, trusted)) {
        Files.write(folder.resolve("1.0.0/json.asc"),
            gpg.run(Files.readAllBytes(manifest), "--local-user", signer, "--detach-sign", "--armor"));
        if (signer.equals(stranger)) {
          assertThatThrownBy(() -> releases().of(asked, KNOWN)).hasMessageContaining("by the unknown key " + stranger);
        }
      }
      assertThat(releases().of(asked, KNOWN)).hasSize(1);
    }
  }

  @Test
  void keysWithoutFingerprintsAreToldBeforeAnythingIsFetched() {
    UpgradeRequest request = UpgradeRequest.of("1.0.0", null, List.of())
        .signedBy(new UpstreamDeclaration.Checksums(null, null, "absent.gpg", List.of()));
    assertThatThrownBy(() -> request.check(folder)).hasMessageContaining("<upgradeSignature><keyring>")
        .hasMessageContaining("<upgradeSignature><fingerprints>");
  }

  @Test
  void tellsEverythingThatIsWrongBeforeAnythingBoots() throws IOException {
    release("1.0.0", app("1.0.0"), "vmdk", "no qcow2");
    release("1.1.0", new Coordinates(GROUP, "other-image", "1.1.0"), "qcow2", "of another image");
    release("1.2.0", app("1.2.0"), "qcow2", "as released");
    Files.writeString(folder.resolve("1.2.0/disk"), "since altered");
    assertThatThrownBy(() -> releases().of(List.of("1.0.0", "1.1.0", "1.2.0", "1.3.0"), KNOWN))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problems()).extracting(Problem::what).hasSizeGreaterThan(3)
            .startsWith("The release to upgrade from has no qcow2 disk", "A release has the manifest of another image")
            .endsWith("cannot be resolved: json of com.example.images:app-image:1.3.0"))
        .hasMessageContaining("older than 2.0.0: 1.0.0, 1.1.0").hasMessageContaining("vmdk").hasMessageContaining("other-image")
        .hasMessageContaining("1.2.0/disk");
  }
}
