package io.github.vmimage.pipeline;

import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;
import java.util.List;

/** The messages of the stages. */
public class PipelineMessagesTest extends MessagesContract {
  private static final Path PROJECT = Path.of("/home/ada/app-image");
  private static final Path WORK = PROJECT.resolve("target/vmimage");
  private static final Path DISK = WORK.resolve("images/app-image-0.1.0.qcow2");
  private static final Path LOG = WORK.resolve("logs/packer.log");
  private static final Coordinates IMAGE = new Coordinates("com.example.images", "app-image", "0.1.0");
  private static final Coordinates NEWER = new Coordinates("com.example.images", "app-image", "1.1.0");
  private static final List<String> OLDER = List.of("0.9.0", "1.0.0");
  private static final Path REPOSITORY = Path.of("/home/ada/.m2/repository/com/example/images/app-image");
  private static final String SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  private static final String OTHER = "486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7";

  PipelineMessagesTest() {
    super(messages());
  }

  /** With samples. */
  public static Messages messages() {
    return Messages.of("pipeline", "Stages: parameters, and what one stage hands the next")
        .from(StageProblems.class)
        .say("badReason", "<notTested> (vmimage.notTested)", "")
        .say("badPart", "<nonIdempotent><role[2]>", "role", "tuning")
        .say("badTestNetwork", "on", TestNetwork.ACCEPTED)
        .say("badImageName", "App Image")
        .say("timeLimitOutOfRange", "bootTimeout", 0L, 15)
        .say("noTemplate", PROJECT.resolve("packer"))
        .say("lintErrors", PROJECT,
            List.of("ansible/playbook.yml:3:7: error [seal-role] vmimage_seal is not the last role. Fix: Move it down"))
        .say("changedUpstream", "/home/ada/.cache/vmimage/sha256/2c/2cf24dba", "sha256:486ea462 (402653184 bytes)",
            "sha256:2cf24dba (402653184 bytes)")
        .say("noSignature", new Coordinates("com.example.images", "base-image", "0.2.0"), "Release not found")
        .say("lackingEvidence", new Coordinates("com.example.images", "base-image", "0.2.0"),
            Path.of("/home/ada/.m2/repository/com/example/images/base-image/0.2.0/base-image-0.2.0-evidence.zip"), "InRelease",
            "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
        .say("noDisk", LOG, "app-image-0.1.0")
        .say("severalDisks", LOG, List.of(WORK.resolve("images/packer/one.qcow2"), WORK.resolve("images/packer/two.qcow2")),
            "app-image-0.1.0")
        .say("unknownVersion", "qemu-img", "usage: qemu-img COMMAND", "apt-get install qemu-utils")
        .say("changedDisk", DISK, OTHER, SHA256)
        .say("otherVersion", WORK.resolve("images"), "com.example.images:app-image:0.1.0-SNAPSHOT", IMAGE)
        .say("notRun", WORK.resolve("build.json"), "build")
        .say("unreadableRecord", WORK.resolve("build.json"), "build", "Unexpected end-of-input")
        .say("unwritable", WORK.resolve("build.json"), "java.io.IOException: No space left on device")
        .say("unfitProject", "1 failed", "Project: parameters, failed", "correct the name in <template>")
        .say("unfitMachine", "2 missing", "Tools: packer, missing\nTools: qemu-img, missing", "apt-get install packer qemu-utils")
        .say("noSuchUpstream", "bases", List.of("base", "data"))
        .say("badCoordinates", "com.example.images:app-image")
        .say("brokenLink", "com.example.images:base-image:0.1.0", CustodyLink.Check.broken("manifest", "sha256 ab12", "sha256 cd34"))
        .say("badManifestDigest", "d41d8cd98f00b204e9800998ecf8427e")
        .say("noSuchKey", "0123456789ABCDEF0123456789ABCDEF01234567", List.of("A0ABAFDAF8C2CFAFEDD5E8C4D6D4B4CF4B6F2E77"))
        .say("badFormat", "yaml")
        .from(UpgradeProblems.class)
        .say("unreadable", "-Dfrom", "")
        .say("snapshot", "-Dfrom", "1.9.1-SNAPSHOT", NEWER, OLDER)
        .say("notOlder", "<upgradeFrom> (vmimage.upgradeFrom)", "2.0.0", NEWER, OLDER)
        .say("noSuchRelease", "-Dfrom", "1.0.1", NEWER, OLDER)
        .say("noSuchRelease", "-Dfrom", "1.0.1", NEWER, List.of())
        .say("noSignature", IMAGE, "The released image " + IMAGE + " cannot be resolved")
        .say("notAtHand", "-Dfrom", "1.0.1", NEWER, OLDER)
        .say("noDisk", IMAGE, REPOSITORY.resolve("0.1.0/app-image-0.1.0.json"), List.of("vmdk", "vhd"), NEWER, OLDER)
        .say("otherImage", REPOSITORY.resolve("0.1.0/app-image-0.1.0.json"), new Coordinates("com.example.images", "base-image", "0.1.0"),
            IMAGE)
        .say("noFreshImage", WORK.resolve("build.json"), NEWER,
            "The released image com.example.images:app-image:1.1.0 cannot be resolved")
        .say("during", "1.0.0", Problem.project("A task of the playbook failed: web : Check the settings")
            .at(WORK.resolve("source/src/main/ansible/roles/web/tasks/main.yml:7")).saw("nginx: [emerg] unknown directive")
            .next("mend the task, then run it again"))
        .say("notIdempotent", IMAGE, List.of("web : Install the page (roles/web/tasks/main.yml:3)"))
        .say("otherStamp", IMAGE, "release-1.0.0", "release-1.1.0")
        .say("otherPackages", IMAGE, List.of(new PackageDifference("linux-image-6.1.0-30-cloud-amd64", "6.1.124-1", "", ""),
            new PackageDifference("nginx", "1.22.1-9", "1.22.1-9+deb12u1", "")), DISK)
        .say("failed", NEWER, List.of("0.9.0", "1.0.0"))
        .say("noPlaybook", PROJECT.resolve("src/main/ansible/playbook.yml"))
        .say("noAnswer", "package manager", 127, "sh: 1: rpm: not found")
        .say("acceptedWithoutReason", "<upgradeDifferences><difference[1]>", "linux-image-*")
        .say("badAcceptedName", "<upgradeDifferences><difference[2]>", "*")
        .from(TestProblems.class)
        .say("noMachineId", "twin-a", "uninitialized")
        .say("noHostKey", "twin-a")
        .say("otherHostname", "twin-a", "localhost")
        .say("shared", "host-key", "SHA256:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg", "both twins")
        .say("buildUser", "twin-b")
        .say("buildKey", "twin-b", "/root/.ssh/authorized_keys")
        .say("buildKeyAccepted", "twin-a", "root")
        .say("buildKeyUndecided", "twin-a", "root", "Connection closed by 127.0.0.1 port 40001")
        .say("failedUnit", "twin-a", "page.service", "python3: can't open file '/srv/page.py'\nMain process exited, status=2")
        .say("cloudInitFailed", "twin-a")
        .say("otherVersion", "twin-a", "/etc/release", "IMAGE_VERSION=release-0.0.9", "IMAGE_VERSION=release-0.1.0")
        .say("noFacts", "twin-a", "sudo: a password is required")
        .say("notIdempotent", "src/main/ansible/playbook.yml",
            List.of("src/main/ansible/roles/web/tasks/main.yml:3: web : Write the time of the build"))
        .say("again", Problem.project("A task of the playbook failed: web : Check the settings")
            .at(WORK.resolve("source/src/main/ansible/roles/web/tasks/main.yml:7")).saw("nginx: [emerg] unknown directive")
            .next("mend the task, then run it again"))
        .say("closedNetwork", Problem.project("A task of the playbook failed: web : Check the settings")
            .at(WORK.resolve("source/src/main/ansible/roles/web/tasks/main.yml:7")).saw("nginx: [emerg] unknown directive")
            .next("mend the task, then run it again"))
        .say("diskWritten", DISK, OTHER, SHA256);
  }
}
