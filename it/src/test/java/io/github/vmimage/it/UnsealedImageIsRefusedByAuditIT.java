package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnsealedImageIsRefusedByAuditIT {
  private static final String HOST_KEY = "etc/ssh/ssh_host_ed25519_key";
  private static final String REASON = "This image is a museum piece that never runs.";

  @RegisterExtension
  static final Bench BENCH = new Bench();

  @Test
  void everythingThatIsUnsealedIsNamedWithItsRuleReasonAndRemedy() {
    Path disk = PreparedDisk.ofRelease("tiny", "1.0.0")
        .with(HOST_KEY, "not a real key\n")
        .with("etc/machine-id", "0123456789abcdef0123456789abcdef\n")
        .with("root/.ssh/authorized_keys", "ssh-ed25519 AAAA somebody\n")
        .in(BENCH.folder("disks"));
    ImageProject project = GuestlessProject.in(BENCH, "tiny").on(disk).withHcl().tagged();
    FileRepository remote = BENCH.newFileRepository("remote");

    Run run = BENCH.maven(project).run("deploy", remote.asTarget());
    run.failedOnceWith("The image is not sealed: 3 of", "[ssh-host-keys] /" + HOST_KEY, "[machine-id] /etc/machine-id",
        "[authorized-keys] /root/.ssh/authorized_keys", "why: ", "fix: ", "rm /etc/ssh/ssh_host_*").neverReached("attach")
        .changedNothing(project, remote);
    assertThat(run.error()).doesNotContain("not a real key").doesNotContain("AAAA");
  }

  @Test
  void imageThatCarriesAnotherStampIsRefused() {
    Path disk = PreparedDisk.ofRelease("tiny", "0.9.0").in(BENCH.folder("disks"));
    ImageProject project = GuestlessProject.at(BENCH.folder("stamped-elsewhere"), BENCH, "tiny").on(disk).waivingNothing().withHcl()
        .tagged();
    FileRepository remote = BENCH.newFileRepository("remote");
    BENCH.maven(project).run("deploy", remote.asTarget())
        .failedOnceWith("The image is not sealed: 2 of", "[stamp-release] /etc/release", "[stamp-os-release] /etc/os-release",
            "release-0.9.0",
            "release-1.0.0").neverReached("attach").changedNothing(project, remote);
  }

  @Test
  void diskThatCannotBeOpenedIsRefused() {
    Path garbage = BENCH.folder("disks").resolve("garbage.qcow2");
    Folders.write(garbage, "this is no disk\n".repeat(100_000));
    ImageProject project = GuestlessProject.at(BENCH.folder("garbage"), BENCH, "tiny").on(garbage).withHcl().tagged();
    FileRepository remote = BENCH.newFileRepository("remote");
    BENCH.maven(project).run("deploy", remote.asTarget()).failedOnceWith("No root file system was found on the disk")
        .neverReached("attach").changedNothing(project, remote);
  }

  @Test
  void ruleIsWaivedWithAReasonThatTheManifestKeeps() {
    Path disk = PreparedDisk.ofRelease("museum", "1.0.0").with(HOST_KEY, "not a real key\n").in(BENCH.folder("disks"));
    ImageProject project = GuestlessProject.in(BENCH, "museum").on(disk).waiving("ssh-host-keys", REASON).withHcl().tagged();
    FileRepository remote = BENCH.newFileRepository("museum-remote");
    BENCH.maven(project).run("deploy", remote.asTarget()).succeeded().leftNothing();
    JsonNode rules = remote.holdsRelease(project).manifest(project).at("/seal/rules");
    assertThat(rules).filteredOn(r -> r.at("/outcome").asText().equals("waived")).hasSize(2)
        .anyMatch(r -> r.at("/id").asText().equals("ssh-host-keys") && r.at("/reason").asText().equals(REASON));
    assertThat(rules).filteredOn(r -> r.at("/outcome").asText().equals("passed")).isNotEmpty();
  }

  @Test
  void waiverWithoutAReasonAndOfAnUnknownRuleIsRefusedBeforeTheBuild() {
    Path disk = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
    FileRepository remote = BENCH.newFileRepository("remote");
    ImageProject project = GuestlessProject.at(BENCH.folder("bad-waivers"), BENCH, "tiny").on(disk).waiving("ssh-host-keys", " ")
        .waiving("no-such-rule", "because").withHcl().tagged();
    BENCH.maven(project).run("deploy", remote.asTarget())
        .failedOnceWith("A waiver names a rule that does not exist", "no-such-rule", "A waiver gives no reason", "ssh-host-keys")
        .neverReached("build").changedNothing(project, remote);
  }
}
