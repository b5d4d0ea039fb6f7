package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A base image from the signed archive of this machine's distribution, a hardened and an application image on it, released and signed
 * from one reactor that lists them the wrong way round; and a shop on the application, in a project of its own that asks for the signature.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(Integer.MAX_VALUE - 2)
class ChainOfCustodyIsWalkedToItsRootIT {
  /** Every run reads whole disks. */
  private static final Duration LIMIT = Duration.ofMinutes(6);

  @RegisterExtension
  static final Bench BENCH = new Bench();

  private static final String ARCHIVE = "/upstreams/0/proof/upstreams/0/proof/upstreams/0";

  private static ImageProject base;
  private static ImageProject hardened;
  private static ImageProject application;
  private static ImageProject shop;
  private static SigningKey key;
  private static FileRepository remote;

  @BeforeAll
  static void release() {
    key = SigningKey.in(BENCH.folder("key"));
    Path top = BENCH.folder("reactor");
    base = GuestlessProject.at(top.resolve("base"), BENCH, "base").onOwnDistribution().withHcl();
    hardened = GuestlessProject.at(top.resolve("hardened"), BENCH, "hardened").builtOn(base).copyingAnUnsealedDisk().withHcl();
    application = GuestlessProject.at(top.resolve("application"), BENCH, "application").builtOn(hardened).copyingAnUnsealedDisk()
        .withHcl();
    List.of(base, hardened, application).forEach(m -> m.edit("pom.xml", key::signing));
    ImageModules.of(top, BENCH, "application", "hardened", "base").tagged();
    remote = BENCH.newFileRepository("remote");
    BENCH.maven(top).within(Duration.ofMinutes(16)).run("deploy", remote.asTarget()).succeeded().leftNothing();

    shop = GuestlessProject.in(BENCH, "shop").builtOn(application, key.trusted("src/main/keys/images.asc")).copyingAnUnsealedDisk()
        .from(remote).withHcl().write("src/main/keys/images.asc", key.armoured()).tagged();
    BENCH.maven(shop.folder(), LocalRepository.in(BENCH.folder("shops-own"))).within(LIMIT).run("deploy", remote.asTarget()).succeeded()
        .leftNothing();
  }

  @Test
  @Order(1)
  void dependenciesOrderTheModules() {
    List.of(base, hardened, application, shop).forEach(remote::holdsRelease);
    assertThat(remote.manifest(application).at("/upstreams/0").toString())
        .contains(Digests.of("SHA-256", remote.file(hardened, "json"))).contains(Digests.of("SHA-256", remote.file(hardened, "qcow2")));
  }

  @Test
  @Order(2)
  void eachManifestHoldsTheWholeChain() {
    JsonNode above = remote.manifest(application).at("/upstreams/0/proof/upstreams/0");
    assertThat(above).isEqualTo(remote.manifest(hardened).at("/upstreams/0"));
    assertThat(above.at("/proof/upstreams/0")).isEqualTo(remote.manifest(base).at("/upstreams/0"));
    assertThat(remote.manifest(application).at(ARCHIVE + "/proof/releaseFiles/0/signers")).isNotEmpty();
    assertThat(remote.manifest(shop).at("/upstreams/0/proof/signers/0").asText()).isEqualTo(key.fingerprint());
    assertThat(remote.manifest(shop).at("/upstreams/0/proof/signatureSha256").asText())
        .isEqualTo(Digests.of("SHA-256", remote.file(application, "json.asc")));
  }

  @Test
  @Order(3)
  void walksFromTheShopToTheKeysOfTheArchiveAlsoOffline() {
    String signer = remote.manifest(application).at(ARCHIVE + "/proof/releaseFiles/0/signers/0").asText();
    String packages = remote.manifest(application).at(ARCHIVE + "/proof/packagesSha256").asText();
    Run told = custody(LocalRepository.in(BENCH.folder("fresh"))).succeeded();
    told.says(shop.coordinates(), application.coordinates(), hardened.coordinates(), base.coordinates(),
        "verified    signature of the manifest: signed by " + key.fingerprint(), "verified    list of packages: sha256 " + packages,
        "not reached manifest asked for: ", " 1 not reached, 0 broken");
    told.says("InRelease, signed by " + signer);
    BENCH.maven(BENCH.folder("nowhere"), told.repository()).within(LIMIT)
        .run("-o", Reactor.goal("custody"), "-Dimage=" + shop.coordinates()).succeeded().says("5 links: ", ", 0 broken");

    Path keys = BENCH.folder("answer").resolve("images.asc");
    Folders.write(keys, key.armoured());
    BENCH.maven(BENCH.folder("nowhere"), LocalRepository.in(BENCH.folder("signed"))).within(LIMIT).run(Reactor.goal("custody"),
        "-Dimage=" + application.coordinates(), remote.asSource(), "-Dkeyring=" + keys, "-Dfingerprints=" + key.fingerprint()).succeeded()
        .says("4 links: ", " 0 not reached, 0 broken");

    Path answer = BENCH.folder("answer").resolve("custody.json");
    BENCH.maven(BENCH.folder("nowhere"), told.repository()).within(LIMIT).run("-o", "-q", Reactor.goal("custody"),
        "-Dimage=" + shop.coordinates(), "-Dformat=json", "-Doutput=" + answer).succeeded();
    assertThat(Json.read(answer).at("/upstreams/0/upstreams/0/upstreams/0/upstreams/0/kind").asText()).isEqualTo("debian-archive");
  }

  @Test
  @Order(4)
  void anImageWithItsEvidenceIsEnoughToReachTheKeys() {
    for (ImageProject gone : List.of(base, hardened, application)) {
      Folders.move(remote.file(gone, "json").getParent(), BENCH.folder("away").resolve(gone.artifact()));
    }
    custody(LocalRepository.in(BENCH.folder("alone"))).succeeded()
        .says("not reached disk: ", "verified    manifest: sha256 " + remote.manifest(shop).at("/upstreams/0/proof/manifestSha256")
        .asText(),
            "verified    signature of the manifest: ", "verified    signature: ", ", 0 broken");
    for (ImageProject back : List.of(base, hardened, application)) {
      Folders.move(BENCH.folder("away").resolve(back.artifact()), remote.file(back, "json").getParent());
    }
  }

  @Test
  @Order(5)
  void namesTheLinkWithAnotherByte() {
    broken("disk", remote.file(base, "qcow2"), base);
    broken("manifest", remote.file(hardened, "json"), hardened);
    broken("manifest", remote.file(application, "json"), application);
    broken("disk", remote.file(hardened, "qcow2"), hardened);
    broken("evidence", remote.evidence(shop), shop);
    // No other manifest names this one.
    broken("manifest", remote.file(shop, "json"), shop, "-DmanifestSha256=" + Digests.of("SHA-256", remote.file(shop, "json")));
  }

  @Test
  @Order(6)
  void aSignatureThatFitsNotIsNoStart() {
    Path signature = remote.file(application, "json.asc");
    byte[] before = Folders.bytes(signature);
    Folders.write(signature, Folders.read(remote.file(application, "qcow2.asc")));
    describe(signature);
    BENCH.maven(shop.folder(), LocalRepository.in(BENCH.folder("refused"))).within(LIMIT).run("install").failedOnceWith(
        "The manifest of a released image is not validly signed by a key that the project trusts", "where: ", application.coordinates())
        .neverReached("build").leftNothing();
    Folders.write(signature, before);
    describe(signature);
  }

  private static Run custody(LocalRepository local, String... more) {
    List<String> arguments = new ArrayList<>(List.of("-c", Reactor.goal("custody"), "-Dimage=" + shop.coordinates(), remote.asSource()));
    arguments.addAll(List.of(more));
    return BENCH.maven(BENCH.folder("nowhere"), local).within(LIMIT).run(arguments.toArray(String[]::new));
  }

  /** Changes one byte, and what the repository tells of the file, as whoever owns the repository can. */
  private static void broken(String what, Path file, ImageProject link, String... more) {
    UnaryOperator<byte[]> flip = bytes -> {
      bytes[bytes.length / 2] ^= 1;
      return bytes;
    };
    change(file, flip);
    custody(LocalRepository.in(BENCH.folder("broken")), more).failedOnceWith("The chain of custody is broken: " + what,
        "where: ", link.coordinates());
    Folders.delete(BENCH.folder("broken"));
    change(file, flip);
  }

  private static void change(Path file, UnaryOperator<byte[]> change) {
    Folders.write(file, change.apply(Folders.bytes(file)));
    describe(file);
  }

  private static void describe(Path file) {
    for (String algorithm : List.of("SHA-1", "MD5")) {
      Folders.write(Path.of(file + "." + algorithm.replace("-", "").toLowerCase(Locale.ROOT)), Digests.of(algorithm, file));
    }
  }
}
