package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The real AWS CLI, asked by the real plugin, against moto. */
class AmiIsProvenByItsOwnerIT {
  /** Copies a disk that is an upstream, too, since no instance can be started here, and tells what it got for the other one. */
  private static final String TEMPLATE = """
      variable "upstream_disk" {
        type = string
      }

      variable "upstream_disk_checksum" {
        type = string
      }

      variable "upstream_copied" {
        type = string
      }

      variable "image_name" {
        type = string
      }

      variable "output_directory" {
        type = string
      }

      source "file" "disk" {
        source = var.upstream_copied
        target = "${var.output_directory}/${var.image_name}.qcow2"
      }

      build {
        sources = ["source.file.disk"]

        post-processor "shell-local" {
          inline = ["echo 'got upstream=[${var.upstream_disk}] checksum=[${var.upstream_disk_checksum}]'"]
        }
      }
      """;
  private static final String NAME = "debian-12-amd64-20240717-1811";

  @RegisterExtension
  static final Bench BENCH = new Bench();

  private static Moto moto;
  private static String image;
  private static Path disk;

  @BeforeAll
  static void startMoto() {
    moto = Moto.in(BENCH.folder("moto"));
    image = moto.register(NAME, "x86_64");
    disk = PreparedDisk.ofRelease("cloudy", "1.0.0").in(BENCH.folder("disks"));
  }

  @AfterAll
  static void stopMoto() {
    if (moto != null) {
      moto.close();
    }
  }

  private static String ami(String id, String owner, String name) {
    return "<ami><region>" + Moto.REGION + "</region><id>" + id + "</id><owner>" + owner + "</owner><name>" + name + "</name></ami>";
  }

  private static ImageProject project(String folder, String upstream) {
    return project(folder, upstream, "1.0.0");
  }

  /** Of a release only the tag's tree is built; a snapshot's POM may change. */
  private static ImageProject snapshot(String folder, String upstream) {
    return project(folder, upstream, "1.0.0-SNAPSHOT").committed();
  }

  private static ImageProject project(String folder, String upstream, String version) {
    return GuestlessProject.at(BENCH.folder(folder), BENCH, "cloudy").version(version).upstream(upstream).with(TEMPLATE);
  }

  /** The second upstream, which the template copies: a template of a release reads every one that it declares. */
  private static String andTheDisk() {
    return "</upstream><upstream><id>copied</id><url>" + disk.toUri() + "</url><sha256>" + Digests.of("SHA-256", disk) + "</sha256>";
  }

  private static Maven maven(ImageProject project) {
    return moto.maven(BENCH.maven(project));
  }

  @Test
  void deployedManifestNamesTheAmiAndItsOwner() {
    ImageProject project = project("deployed", ami(image, Moto.ACCOUNT, NAME) + andTheDisk()).tagged();
    FileRepository remote = BENCH.newFileRepository("remote");
    maven(project).run("deploy", remote.asTarget()).succeeded().says(image + " in " + Moto.REGION + " is proven: " + Moto.ACCOUNT);

    JsonNode upstream = project.installedManifest(BENCH.repository()).path("upstreams").path(0);
    assertThat(upstream.path("kind").asText()).isEqualTo("ami");
    assertThat(upstream.path("location").asText()).isEqualTo(image + " in " + Moto.REGION);
    assertThat(upstream.path("sha256").asText()).isEmpty();
    assertThat(upstream.path("size").asLong()).isZero();
    JsonNode proof = upstream.path("proof");
    assertThat(proof.path("method").asText()).isEqualTo("cloud-owner");
    assertThat(proof.path("provider").asText()).isEqualTo("aws");
    assertThat(proof.path("id").asText()).isEqualTo(image);
    assertThat(proof.path("owner").asText()).isEqualTo(Moto.ACCOUNT);
    assertThat(proof.path("name").asText()).isEqualTo(NAME);
    assertThat(proof.path("architecture").asText()).isEqualTo("x86_64");
    assertThat(proof.path("created").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(Folders.read(project.work().resolve("logs/packer.log"))).contains("got upstream=[" + image + "] checksum=[]");
    BENCH.maven(project).run(Reactor.goal("resolve"), "-Dimage=" + project.coordinates()).succeeded()
        .says("owned by " + Moto.ACCOUNT + " as its cloud says (aws)");
  }

  @Test
  void anotherOwnerNeverReachesPacker() {
    ImageProject project = project("owner", ami(image, "136693071363", NAME) + andTheDisk()).tagged();
    FileRepository remote = BENCH.newFileRepository("remote-owner");
    maven(project).run("deploy", remote.asTarget())
        .failedOnceWith("The image does not belong to the owner that is pinned", "seen:     " + Moto.ACCOUNT, "accepted: 136693071363")
        .neverReached("build").changedNothing(project, remote);
  }

  @Test
  void anotherNameAndArchitectureAreToldTogether() {
    String arm = moto.register("debian-12-arm64-20240717-1811", "arm64");
    ImageProject project = snapshot("name", ami(arm, Moto.ACCOUNT, NAME));
    maven(project).run("vmimage:verify-upstream").failedOnceWith("The image does not have the name that is pinned",
        "The image is of another architecture", "seen:     arm64", "accepted: x86_64");
  }

  @Test
  void anImageThatIsNotThereIsToldWithHowToFindOne() {
    ImageProject project = snapshot("absent", ami("ami-0123456789abcdef0", Moto.ACCOUNT, NAME));
    maven(project).run("vmimage:verify-upstream").failedOnceWith("The image does not exist in that cloud")
        .saysNext("aws ec2 describe-images --region " + Moto.REGION + " --owners " + Moto.ACCOUNT);
  }

  @Test
  void noCredentialsAreToldWithHowToLogIn() {
    ImageProject project = snapshot("login", ami(image, Moto.ACCOUNT, NAME));
    maven(project).with("AWS_ACCESS_KEY_ID", "").with("AWS_SECRET_ACCESS_KEY", "").run("vmimage:verify-upstream")
        .failedOnceWith("The program aws has no valid credentials").saysNext("aws sso login, or aws configure");
  }

  @Test
  void aMissingCliIsToldWithItsPackage() {
    ImageProject project = snapshot("program", ami(image, Moto.ACCOUNT, NAME));
    Path path = StandIn.pathWithout(BENCH.folder("path"), java.util.Set.of("aws"));
    moto.maven(BENCH.maven(project)).with("PATH", path.toString()).run("vmimage:verify-upstream")
        .failedOnceWith("The goal verify-upstream needs a program that is missing", "aws: not found").saysNext("awscli");
  }

  @Test
  void anAliasIsRefusedBeforeAnythingIsAsked() {
    ImageProject project = snapshot("alias", ami(image, "self", NAME));
    BENCH.maven(project).run("validate").failedOnceWith("The owner of an AMI is not the ID of an account", "seen:     self")
        .saysNext("aws ec2 describe-images --region " + Moto.REGION + " --image-ids " + image);
  }

  @Test
  void outdatedFindsTheNextOneAndPinWritesItAndNothingElse() {
    String series = "tiny-13-amd64-";
    String old = moto.register(series + "20250101-1", "x86_64");
    String newer = moto.registerAfter(old, series + "20250201-2", "x86_64");
    moto.registerAfter(newer, "tiny-14-amd64-20250301-3", "x86_64");
    ImageProject project = snapshot("fresh", "<!-- kept -->" + ami(old, Moto.ACCOUNT, series + "20250101-1"));
    String before = Folders.read(project.folder().resolve("pom.xml"));

    Path answer = project.folder().resolve("target/outdated.json");
    maven(project).run("vmimage:outdated", "-Dformat=json", "-Doutput=" + answer).succeeded();
    JsonNode fresh = Json.read(answer).path("upstreams").path(0);
    assertThat(fresh.path("state").asText()).isEqualTo("newer");
    assertThat(fresh.path("newer").asText()).isEqualTo(newer);
    assertThat(Folders.read(project.folder().resolve("pom.xml"))).isEqualTo(before);

    maven(project).run("vmimage:pin", "-Dto=" + newer).succeeded().says(newer + " in " + Moto.REGION + " is proven");
    assertThat(Folders.read(project.folder().resolve("pom.xml")))
        .isEqualTo(before.replace(old, newer).replace(series + "20250101-1", series + "20250201-2"));
    maven(project).run("vmimage:verify-upstream", "vmimage:outdated").succeeded().says("disk: current");
  }
}
