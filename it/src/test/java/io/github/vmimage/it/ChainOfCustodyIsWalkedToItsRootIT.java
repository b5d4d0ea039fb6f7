package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A base, a hardened and an application image, released from one reactor that lists them the wrong way round. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChainOfCustodyIsWalkedToItsRootIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  private static ImageProject base;
  private static ImageProject hardened;
  private static ImageProject application;
  private static FileRepository remote;
  private static Path disk;

  @BeforeAll
  static void release() {
    Path top = BENCH.folder("reactor");
    disk = PreparedDisk.ofRelease("base", "1.0.0").in(BENCH.folder("disks"));
    base = GuestlessProject.at(top.resolve("base"), BENCH, "base").on(disk).withHcl();
    hardened = GuestlessProject.at(top.resolve("hardened"), BENCH, "hardened").builtOn(base).withHcl();
    application = GuestlessProject.at(top.resolve("application"), BENCH, "application").builtOn(hardened).withHcl();
    ImageModules.of(top, BENCH, "application", "hardened", "base").tagged();
    remote = BENCH.newFileRepository("remote");
    BENCH.maven(top).run("deploy", remote.asTarget()).succeeded().leftNothing();
  }

  @Test
  @Order(1)
  void dependenciesOrderTheModules() {
    List.of(base, hardened, application).forEach(remote::holdsRelease);
    assertThat(remote.manifest(application).at("/upstreams/0").toString())
        .contains(Digests.of("SHA-256", remote.file(hardened, "json"))).contains(Digests.of("SHA-256", remote.file(hardened, "qcow2")));
  }

  @Test
  @Order(2)
  void eachManifestHoldsTheWholeChain() {
    JsonNode above = remote.manifest(application).at("/upstreams/0/proof/upstreams/0");
    assertThat(above).isEqualTo(remote.manifest(hardened).at("/upstreams/0"));
    assertThat(above.at("/proof/upstreams/0")).isEqualTo(remote.manifest(base).at("/upstreams/0"));
    assertThat(above.at("/proof/upstreams/0/proof/value").asText()).isEqualTo(Digests.of("SHA-256", disk));
  }

  @Test
  @Order(3)
  void walksFromTheApplicationToTheRootAlsoOffline() {
    Run told = custody(LocalRepository.in(BENCH.folder("fresh"))).succeeded();
    told.says(application.coordinates(), hardened.coordinates(), base.coordinates(), disk.toUri().toString(),
        "verified    bytes: sha256 " + Digests.of("SHA-256", disk), " not reached, 0 broken");
    BENCH.maven(BENCH.folder("nowhere"), told.repository())
        .run("-o", Reactor.goal("custody"), "-Dimage=" + application.coordinates()).succeeded().says("4 links: ", ", 0 broken");

    Path answer = BENCH.folder("answer").resolve("custody.json");
    BENCH.maven(BENCH.folder("nowhere"), told.repository()).run("-o", "-q", Reactor.goal("custody"),
        "-Dimage=" + application.coordinates(), "-Dformat=json", "-Doutput=" + answer).succeeded();
    assertThat(Json.read(answer).at("/upstreams/0/upstreams/0/upstreams/0/name").asText()).isEqualTo(disk.toUri().toString());
  }

  @Test
  @Order(4)
  void saysWhatItCannotReach() throws IOException {
    Path manifest = remote.file(hardened, "json");
    Path away = Files.move(manifest, manifest.resolveSibling("away"));
    custody(LocalRepository.in(BENCH.folder("without"))).succeeded()
        .says("not reached manifest: ", base.coordinates(), "verified    bytes: sha256 " + Digests.of("SHA-256", disk));
    Files.move(away, manifest);
  }

  @Test
  @Order(5)
  void namesTheLinkWhoseDiskOrManifestHasAnotherByte() throws IOException {
    change(remote.file(base, "qcow2"));
    custody(LocalRepository.in(BENCH.folder("disk"))).failedOnceWith("The chain of custody is broken: disk", "at: " + base.coordinates());

    change(remote.file(hardened, "json"));
    custody(LocalRepository.in(BENCH.folder("manifest"))).failedOnceWith("The chain of custody is broken: manifest",
        "at: " + hardened.coordinates());
  }

  private static Run custody(LocalRepository local) {
    return BENCH.maven(BENCH.folder("nowhere"), local).run("-c", Reactor.goal("custody"), "-Dimage=" + application.coordinates(),
        remote.asSource());
  }

  /** Changes one byte and what a repository tells of the file, as whoever owns the repository can. */
  private static void change(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    for (String algorithm : List.of("SHA-1", "MD5")) {
      Path checksum = Path.of(file + "." + algorithm.replace("-", "").toLowerCase(java.util.Locale.ROOT));
      Files.writeString(checksum, Digests.of(algorithm, file));
    }
  }
}
