package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code vmimage:upgrade-test} on real guests. Two older releases stand in a repository: 1.0.0, and 0.9.0, on which somebody has edited a
 * file. Both are copies of the base image, changed offline, so that only the upgrades themselves boot.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(Integer.MAX_VALUE - 1)
class OlderReleasesBecomeThisOneIT {
  private static final String NAME = "demo";
  private static final String SETTINGS = "/etc/demo.conf";
  private static final String LEFTOVER = """

      Package: leftover
      Status: install ok installed
      Priority: optional
      Section: misc
      Maintainer: Nobody <nobody@example.com>
      Architecture: all
      Version: 1.0-1
      Description: a package that the newer playbook does not know

      """;

  private static final String SET_COLOUR = """
      - name: Set the colour
        ansible.builtin.copy:
          content: |
            colour = blue
          dest: /etc/demo.conf
          owner: root
          group: root
          mode: "0644"
      """;
  private static final String READ_COLOUR = """
      - name: Read the colour
        ansible.builtin.command: grep "^colour = " /etc/demo.conf
        changed_when: false
      """;
  private static final String NOTE_THE_TIME = """
      - name: Note the time
        ansible.builtin.command: touch /var/lib/demo-time
        changed_when: true
      """;
  private static final String PLAYBOOK = """
      ---
      - name: Configure the image
        hosts: all
        become: true
        gather_facts: false
        roles:
          - role: demo
          - role: vmimage_stamp
          - role: vmimage_seal
      """;
  private static final String VERIFY = """
      ---
      - name: Verify the image
        hosts: all
        gather_facts: false
        tasks:
          - name: The colour is blue
            ansible.builtin.command: grep -x "colour = blue" /etc/demo.conf
            changed_when: false
      """;
  private static final String ACCEPTED = """
      <upgradeDifferences>
        <difference>
          <package>left*</package>
          <reason>It is of no use and does no harm.</reason>
        </difference>
      </upgradeDifferences>
      """;

  @RegisterExtension
  static final Bench BENCH = new Bench();

  private static Path base;
  private static FileRepository remote;

  @BeforeAll
  static void releaseTwoOlderVersions() {
    SharedBaseImage shared = SharedBaseImage.released();
    base = shared.repository().file(shared.project(), "qcow2");
    remote = BENCH.newFileRepository("remote");
    Run first = release("0.9.0", EditedDisk.of(base).brief().stamped(NAME, "0.9.0").with(SETTINGS, "# by hand\ncolor: green\n"),
        "<upgradeFrom>all</upgradeFrom>");
    first.says("is older than 0.9.0: nothing to upgrade");
    Run second = release("1.0.0", EditedDisk.of(base).brief().stamped(NAME, "1.0.0").with(SETTINGS, "colour = red\n")
        .edit("/var/lib/dpkg/status", status -> status.stripTrailing() + "\n" + LEFTOVER), "");
    assertThat(Table.of(first).column("stage")).contains("upgrade-test");
    assertThat(Table.of(second).column("stage")).doesNotContain("upgrade-test");
    assertThat(remote.manifest(demo("0.9.0")).at("/tests").toString()).doesNotContain("upgrade");
  }

  private static ImageProject demo(String version) {
    return new ImageProject(BENCH.folder("demo-" + version), GuestlessProject.GROUP, NAME, version, BENCH.home());
  }

  /** A project whose disk is a changed copy of the base image. */
  private static GuestlessProject project(String version, EditedDisk disk) {
    return GuestlessProject.at(BENCH.folder("demo-" + version), BENCH, NAME).version(version).from(remote)
        .on(disk.in(BENCH.folder("disks/" + version))).configured("<notTested>Only clones of older releases boot here.</notTested>");
  }

  private static Run release(String version, EditedDisk disk, String configuration) {
    ImageProject project = project(version, disk).configured(configuration).withHcl().tagged();
    Run run = deploy(project).succeeded().leftNothing();
    remote.holdsRelease(project);
    return run;
  }

  private static Run deploy(ImageProject project) {
    return BENCH.maven(project).within(Duration.ofMinutes(25)).run("deploy", remote.asTarget(), "-Dvmimage.accelerator=tcg");
  }

  private static ImageProject withPlaybook(ImageProject project, String... tasks) {
    return project.write("src/main/ansible/playbook.yml", PLAYBOOK)
        .write("src/main/ansible/roles/demo/tasks/main.yml", "---\n" + String.join("\n", tasks))
        .write("src/test/ansible/verify.yml", VERIFY);
  }

  @Test
  @Order(1)
  void aReleaseHoldsTheProofThatEveryOlderOneBecomesIt() {
    ImageProject project = withPlaybook(project("2.0.0", EditedDisk.of(base).stamped(NAME, "2.0.0").with(SETTINGS, "colour = blue\n"))
        .configured("<upgradeFrom>all</upgradeFrom>" + ACCEPTED).withHcl(), SET_COLOUR).tagged();
    String before = Digests.of("SHA-256", remote.file(demo("0.9.0"), "qcow2"));
    Run run = deploy(project).succeeded().leftNothing();
    // The edited file is set right, and then there is nothing left to do.
    run.says("0.9.0 ", "1.0.0 ", "changed=0", "leftover", "1.0-1", "It is of no use and does no harm.");
    assertThat(Table.of(run).column("stage")).containsSubsequence("audit", "upgrade-test", "attach");
    assertThat(Digests.of("SHA-256", remote.file(demo("0.9.0"), "qcow2"))).as("the older disk").isEqualTo(before);

    JsonNode record = Json.read(project.work().resolve("upgrade-test.json"));
    assertThat(record.at("/upgrades")).hasSize(2);
    assertThat(record.at("/upgrades/0/from").asText()).isEqualTo("0.9.0");
    assertThat(record.at("/upgrades/0/changed").toString()).contains("Set the colour", "roles/demo/tasks/main.yml:2", "vmimage_stamp");
    for (JsonNode upgrade : record.at("/upgrades")) {
      assertThat(upgrade.at("/changedAgain")).isEmpty();
      assertThat(upgrade.at("/verify").asText()).isEqualTo("passed");
      assertThat(upgrade.at("/stamp").asText()).isEqualTo("release-2.0.0");
      assertThat(upgrade.at("/problems")).isEmpty();
    }
    JsonNode tests = remote.holdsRelease(project).manifest(project).at("/tests");
    assertThat(tests).filteredOn(t -> t.at("/id").asText().startsWith("upgrade-from-")).extracting(t -> t.at("/id").asText())
        .containsExactly("upgrade-from-0.9.0", "upgrade-from-1.0.0");
    assertThat(tests).filteredOn(t -> t.at("/id").asText().equals("upgrade-from-1.0.0")).singleElement().satisfies(t -> {
      assertThat(t.at("/facts/sha256").asText()).isEqualTo(Digests.of("SHA-256", remote.file(demo("1.0.0"), "qcow2")));
      assertThat(t.at("/facts/package.leftover").asText()).isEqualTo("1.0-1, fresh absent: It is of no use and does no harm.");
      assertThat(t.toString()).doesNotContain("seconds");
    });
  }

  @Test
  @Order(2)
  void everyUpgradeThatFailsIsToldOnceWithItsTaskAndLeavesNothing() {
    ImageProject project = withPlaybook(project("2.1.0-SNAPSHOT", EditedDisk.of(base).stamped(NAME, "2.1.0")).withHcl(),
        READ_COLOUR, SET_COLOUR, NOTE_THE_TIME).committed();
    Run run = BENCH.maven(project).within(Duration.ofMinutes(25)).run("vmimage:verify-upstream", "vmimage:build", "vmimage:upgrade-test",
        "-Dfrom=0.9.0,1.0.0", "-Dvmimage.accelerator=tcg");
    run.failedOnceWith("Upgrade from 0.9.0: ", "demo : Read the colour", "roles/demo/tasks/main.yml:2",
        "Upgrade from 1.0.0: the playbook changes something again", "demo : Note the time", "roles/demo/tasks/main.yml:15",
        "Upgrade from 1.0.0: 1 package is not as in a fresh image", "leftover: 1.0-1, fresh absent").leftNothing();
    JsonNode upgrades = Json.read(project.work().resolve("upgrade-test.json")).at("/upgrades");
    assertThat(upgrades).extracting(u -> u.at("/from").asText()).containsExactly("0.9.0", "1.0.0");
    assertThat(upgrades.get(1).at("/verify").asText()).isEqualTo("passed");
    assertThat(Folders.files(project.work())).as("overlays").noneMatch(f -> f.endsWith("clone.qcow2") || f.contains("overlay"));
  }

  @Test
  @Order(3)
  void whatNamesNoOlderReleaseIsToldBeforeAnythingBoots() {
    ImageProject project = withPlaybook(project("0.9.5-SNAPSHOT", EditedDisk.of(base).stamped(NAME, "0.9.5")).withHcl(), SET_COLOUR)
        .committed();
    BENCH.maven(project).run("vmimage:upgrade-test", "-Dfrom=0.8.0,0.9.0-SNAPSHOT,1.0.0")
        .failedOnceWith("The version to upgrade from is not released", "0.8.0", "An upgrade starts from a release, not from a SNAPSHOT",
            "An upgrade starts from an older version",
            "releases of com.example.images:demo that are older than 0.9.5-SNAPSHOT: 0.9.0")
        .leftNothing();
    BENCH.maven(project).run("vmimage:upgrade-test").failedOnceWith("It is not said which versions are to be upgraded", "-Dfrom=all");
    BENCH.maven(project).run("vmimage:upgrade-test", "-Dfrom=all").failedOnceWith("There is no fresh image of this version to compare with",
        "mvn install");
    BENCH.maven(project).run("vmimage:upgrade-test", "-Dfrom=all", "-Dvmimage.dryRun").succeeded()
        .says("would: boot every older release of demo and apply the playbook of 0.9.5-SNAPSHOT");
  }
}
