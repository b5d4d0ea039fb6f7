package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole line with nothing left out: a base image from the signed archive, an app image on it, deployed, resolved, booted. */
@Order(1)
class ReleaseDeploysImageAndManifestIT {
  private static final String SCHEMA = "io/github/vmimage/release/vm-image-manifest-1.schema.json";

  @RegisterExtension
  static final Bench BENCH = new Bench();

  private static SharedBaseImage base;
  private static ImageProject app;
  private static FileRepository remote;

  @BeforeAll
  static void releaseTheAppOnTheBase() {
    base = SharedBaseImage.released();
    app = Scaffold.ofApp(BENCH).generate("app-image");
    app.edit("pom.xml", pom -> pom.replaceFirst("<build>", base.repositories() + "\n  <build>")).tagged();
    remote = BENCH.newFileRepository("remote");
    BENCH.maven(app).within(Duration.ofMinutes(16)).run("deploy", remote.asTarget()).succeeded().leftNothing();
  }

  @Test
  void repositoryHoldsPomManifestAndDiskWithTheirChecksums() {
    remote.holdsRelease(app);
    base.repository().holdsRelease(base.project());
  }

  @Test
  void manifestKeepsTheSchemaThatTheJarShips() throws IOException {
    URI jar = URI.create("jar:" + Reactor.jar(Reactor.PLUGIN).toUri());
    try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of()); InputStream in = Files.newInputStream(inside.getPath(SCHEMA))) {
      JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
      assertThat(schema.validate(remote.manifest(app))).isEmpty();
      assertThat(schema.validate(base.repository().manifest(base.project()))).isEmpty();
    }
  }

  @Test
  void manifestNamesTagCommitAndTreeAndNoTimeOfDay() {
    JsonNode manifest = remote.manifest(app);
    assertThat(manifest.at("/stamp/version").asText()).isEqualTo("release-0.1.0");
    assertThat(manifest.at("/source/tag").asText()).isEqualTo("release-0.1.0");
    assertThat(manifest.at("/source/commit").asText()).isEqualTo(app.commitId());
    assertThat(manifest.at("/source/tree").asText()).isEqualTo(app.git().run("rev-parse", "HEAD^{tree}"));
    assertThat(manifest.at("/source/dirty").asBoolean(true)).isFalse();
    assertThat(manifest.at("/guest/packages").findValuesAsText("name")).contains("systemd", "openssh-server", "cloud-init");
    // The archive that the base image was made from says when it was signed; that is no time of this build.
    String own = ((ObjectNode) manifest.deepCopy()).without("upstreams").toString();
    assertThat(own).contains("release-0.1.0").doesNotContainPattern("20\\d\\d-\\d\\d-\\d\\d|\\d\\d:\\d\\d:\\d\\d");
  }

  @Test
  void manifestHoldsTheTwinsTheAcceptanceAndTheSecondRunOfThePlaybook() {
    JsonNode tests = remote.manifest(app).get("tests");
    assertThat(tests.findValuesAsText("id")).containsExactly("acceptance", "first-boot", "idempotence");
    assertThat(tests.findValuesAsText("outcome")).containsOnly("passed");
    assertThat(tests.at("/1/facts").toString()).contains("\"machine-ids\":\"differ\"", "\"host-keys\":\"differ\"",
        "\"build-login\":\"refused\"", "\"failed-units\":\"0\"");
    assertThat(tests.at("/2/facts/changed").asText()).isEqualTo("0");
  }

  @Test
  void manifestLinksToTheManifestOfItsUpstream() {
    JsonNode upstream = remote.manifest(app).at("/upstreams/0");
    assertThat(upstream.toString()).contains(Digests.of("SHA-256", base.repository().file(base.project(), "json")))
        .contains(Digests.of("SHA-256", base.repository().file(base.project(), "qcow2")));
  }

  @Test
  void releasedDiskBootsFromItsOwnBootLoaderAsWhatItSaysItIs() {
    try (Guest guest = Guest.boot(remote.file(app, "qcow2"), BENCH.folder("guest"))) {
      assertThat(guest.run("cat /etc/release").lines()).contains("IMAGE_ID=app-image", "IMAGE_VERSION=release-0.1.0", "TAG=release-0.1.0",
          "COMMIT=" + app.commitId());
      assertThat(guest.run("cat /etc/os-release").lines()).contains("IMAGE_ID=app-image", "IMAGE_VERSION=release-0.1.0");
      assertThat(guest.run("systemctl --failed --no-legend --plain")).isEmpty();
      assertThat(guest.run("cat /etc/machine-id")).matches("[0-9a-f]{32}");
      assertThat(guest.run("hostname")).isEqualTo("visited");
      assertThat(guest.attempt("test /etc/ssh/ssh_host_ed25519_key -nt /etc/release").exitCode()).as("host keys are fresh").isZero();
      assertThat(guest.run("for i in 1 2 3 4 5 6 7 8 9; do exec 3<>/dev/tcp/127.0.0.1/80 && break; sleep 1; done; "
          + "printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3")).contains("It is up.");
      assertThat(guest.run("getent passwd | cut -d: -f1").lines()).contains("visitor").doesNotContain("vmimage", "packer");
    }
  }

  /** Byte for byte and file by file. Only the times of files differ between two builds, and with them the bytes of the disk. */
  @Test
  void rebuildOfTheReleasedTagHoldsTheSameContent() {
    BENCH.maven(app).within(Duration.ofMinutes(16)).run("clean", "install").succeeded().leftNothing();
    JsonNode rebuilt = Json.read(app.folder().resolve("target/app-image-0.1.0.json"));
    JsonNode released = remote.manifest(app);
    assertThat(rebuilt.at("/images/0/contentDigest/entries").asLong()).isGreaterThan(10_000);
    assertThat(rebuilt.at("/images/0/contentDigest")).isEqualTo(released.at("/images/0/contentDigest"));
    for (String part : List.of("coordinates", "stamp", "source", "upstreams", "toolchain", "guest", "seal", "tests")) {
      assertThat(rebuilt.get(part)).as(part).isEqualTo(released.get(part));
    }
  }

  @Test
  void resolveTellsWhatAVersionIsAndWhereItsDiskLies() {
    Path nowhere = BENCH.folder("nowhere");
    LocalRepository fresh = LocalRepository.in(BENCH.folder("fresh").resolve("repository"));
    Run told = BENCH.maven(nowhere, fresh).run(Reactor.goal("resolve"), "-Dimage=" + app.coordinates(), remote.asSource()).succeeded();
    Path disk = fresh.file(app.group(), app.artifact(), app.version(), "qcow2");
    told.says("release-0.1.0", app.commitId(), disk.toString()).leftNothing();
    assertThat(Digests.of("SHA-256", disk)).isEqualTo(remote.manifest(app).at("/images/0/sha256").asText());

    Run json = BENCH.maven(nowhere, fresh).run("-q", Reactor.goal("resolve"), "-Dimage=" + app.coordinates(), "-Dformat=json",
        remote.asSource()).succeeded();
    assertThat(Json.parse(String.join("\n", json.visible())).toString()).contains(disk.toString(), "release-0.1.0");
  }

  /** The repository's own checksums are made to fit, so that it is the manifest that tells. */
  @Test
  void oneChangedByteInTheDiskIsRefusedByResolve() throws IOException {
    FileRepository tampered = BENCH.newFileRepository("tampered");
    Folders.copy(remote.folder(), tampered.folder());
    Path disk = tampered.file(app, "qcow2");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.seek(file.length() / 2);
      int old = file.read();
      file.seek(file.length() / 2);
      file.write(old ^ 1);
    }
    Files.writeString(Path.of(disk + ".sha1"), Digests.of("SHA-1", disk));
    Files.writeString(Path.of(disk + ".md5"), Digests.of("MD5", disk));
    LocalRepository fresh = LocalRepository.in(BENCH.folder("suspicious").resolve("repository"));
    Run refused = BENCH.maven(BENCH.folder("nowhere"), fresh)
        .run(Reactor.goal("resolve"), "-Dimage=" + app.coordinates(), tampered.asSource());
    refused.failedOnceWith("The disk is not the one that was released: its SHA-256 differs",
        remote.manifest(app).at("/images/0/sha256").asText(), Digests.of("SHA-256", disk)).leftNothing();
  }
}
