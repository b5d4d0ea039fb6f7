package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code vmimage:test} on real clones of disks that have one thing wrong. The disks are copies of the base image, changed offline, so
 * that only the clones boot.
 */
@Order(4)
class TwinsTellWhatIsWrongIT {
  private static final String NAME = "twins";
  private static final String VERSION = "1.0.0";
  private static final String TASKS = "src/main/ansible/roles/clock/tasks/main.yml";
  private static final String PLAYBOOK = """
      ---
      - name: Configure the image
        hosts: all
        become: true
        gather_facts: false
        roles:
          - role: notes
          - role: clock
          - role: vmimage_stamp
          - role: vmimage_seal
      """;
  private static final String NOTES = """
      ---
      - name: Take a note
        ansible.builtin.command: touch /var/lib/notes
        changed_when: true
      """;
  private static final String CLOCK = """
      ---
      - name: Make its folder
        ansible.builtin.file:
          path: /var/lib/clock
          state: directory
          mode: "0755"

      - name: Close the homes
        ansible.builtin.file:
          path: /home/{{ item }}
          state: directory
          mode: "0711"
        loop: ["{{ ansible_user }}"]

      - name: Note the time
        ansible.builtin.command: touch /var/lib/clock/time
        changed_when: true
      """;
  /** The first run of a build makes the file, which is here on the disk already. */
  private static final String ONLY_ONCE = """
      ---
      - name: Begin once
        ansible.builtin.shell: test ! -e /etc/begun && touch /etc/begun
        args:
          creates: /etc/never
      """;
  private static final String VERIFY = """
      ---
      - name: Verify the image
        hosts: all
        gather_facts: false
        tasks:
          # How QEMU's user network calls the machine that runs it.
          - name: Ring at this machine
            ansible.builtin.command: timeout 20 bash -c 'true > /dev/tcp/10.0.2.2/%d'
            changed_when: false
            failed_when: false

          - name: The clock is wound up
            ansible.builtin.command: test -e /etc/wound-up
            changed_when: false
      """;
  private static final String ALLOWED = """
      <nonIdempotent>
        <role>
          <name>notes</name>
          <reason>Notes are taken each time.</reason>
        </role>
      </nonIdempotent>
      """;

  @RegisterExtension
  static final Bench BENCH = new Bench();

  private static Path base;

  @BeforeAll
  static void takeTheBase() {
    SharedBaseImage shared = SharedBaseImage.released();
    base = shared.repository().file(shared.project(), "qcow2");
  }

  private static EditedDisk disk() {
    return EditedDisk.of(base).brief().stamped(NAME, VERSION);
  }

  private static GuestlessProject project(String folder, EditedDisk disk) {
    return GuestlessProject.at(BENCH.folder(folder), BENCH, NAME).version(VERSION).on(disk.in(BENCH.folder("disks/" + folder))).booted();
  }

  /** Builds and tests; the disk must be what it was, and no overlay may stay. */
  private static Run test(ImageProject project) {
    Run run = BENCH.maven(project).within(Duration.ofMinutes(16)).run("vmimage:verify-upstream", "vmimage:build", "vmimage:test",
        "-Dvmimage.accelerator=tcg");
    run.leftNothing();
    JsonNode built = Json.read(project.work().resolve("build.json"));
    assertThat(Digests.of("SHA-256", Path.of(built.at("/disk").asText()))).isEqualTo(built.at("/sha256").asText());
    assertThat(Folders.files(project.work().resolve("scratch"))).as("overlays").noneMatch(f -> f.endsWith(".qcow2"));
    assertThat(project.work().resolve("test.json")).doesNotExist();
    return run;
  }

  private static JsonNode result(ImageProject project, String test) {
    return StreamSupport.stream(Json.read(project.work().resolve("test-report.json")).at("/tests").spliterator(), false)
        .filter(t -> t.at("/id").asText().equals(test)).findFirst().orElseThrow();
  }

  private static ImageProject withPlaybook(GuestlessProject project, String clock, Doorbell bell) {
    return project.configured(ALLOWED).withHcl().write("src/main/ansible/playbook.yml", PLAYBOOK)
        .write("src/main/ansible/roles/notes/tasks/main.yml", NOTES).write(TASKS, clock).write("src/test/ansible/verify.yml", VERIFY.formatted(bell.port()));
  }

  @Test
  void aTaskThatAlwaysChangesAndAnAssertionThatDoesNotHoldAreNamedWithTheirPlaces() {
    Doorbell bell = new Doorbell();
    ImageProject project = withPlaybook(project("always", disk()), CLOCK, bell).tagged();
    Run run;
    try (bell) {
      run = test(project);
      assertThat(bell.rings()).as("clones that reached this machine").isZero();
    }
    // The longer playbook goes to the clone that is up first.
    Path accepted = Stream.of("twin-a", "twin-b").map(n -> project.work().resolve("logs/" + n + "-verify.log")).filter(Files::exists)
        .findFirst().orElseThrow();
    assertThat(Folders.read(accepted)).as("the try").contains("Ring at this machine", "Connection refused");
    run.says("Network of the clones: closed (no task asks for more)",
        "Applied again, not counted as a change: " + TASKS + ":8: it concerns only what the test brought");
    assertThat(run.error()).doesNotContain("Close the homes");
    run.failedOnceWith("Applied again, the playbook changes a machine made from the image", TASKS + ":2: clock : Make its folder",
        TASKS + ":15: clock : Note the time", "The clock is wound up", "src/test/ansible/verify.yml:12");
    assertThat(run.error()).as("a role that may, and roles that do nothing here").doesNotContain("Take a note", "vmimage_stamp : ",
        "vmimage_seal : ");
    assertThat(result(project, "acceptance").at("/outcome").asText()).isEqualTo("FAILED");
    assertThat(result(project, "first-boot").at("/outcome").asText()).isEqualTo("PASSED");
    assertThat(Folders.read(project.work().resolve("logs/twin-b-journal.log"))).as("journal").contains("systemd");
    assertThat(Folders.read(project.work().resolve("logs/twin-a-console.log"))).as("console").contains("login:");
  }

  @Test
  void aPlaybookThatBreaksWhenItIsAppliedAgainIsToldWithItsTask() {
    Doorbell bell = new Doorbell();
    ImageProject project = withPlaybook(project("once", disk().with("/etc/begun", "").with("/etc/wound-up", ""))
        .configured("<testNetwork>open</testNetwork>"), ONLY_ONCE, bell).tagged();
    Run run;
    try (bell) {
      run = test(project);
      assertThat(bell.rings()).as("an open clone that reached this machine").isPositive();
    }
    run.says("Network of the clones: open, they reach what this machine reaches (as configured)");
    run.failedOnceWith("Applied again: The Ansible task \"clock : Begin once\" failed in the guest", TASKS + ":2");
    assertThat(result(project, "acceptance").at("/outcome").asText()).isEqualTo("PASSED");
    assertThat(result(project, "idempotence").at("/outcome").asText()).isEqualTo("FAILED");
  }

  @Test
  void aCloneInEmergencyModeIsNotWaitedFor() {
    ImageProject project = project("emergency", disk().edit("/etc/fstab", table -> table
        + "UUID=11111111-2222-3333-4444-555555555555 /srv ext4 x-systemd.device-timeout=2s 0 2\n"))
        .configured(limit(8)).withHcl().tagged();
    Run run = test(project);
    neverUp(run, project, "emergency mode");
    run.says("Dependency failed for srv.mount");
    assertThat(run.time()).isLessThan(Duration.ofMinutes(8));
  }

  /** Where the file is empty, the first boot makes an id; where it is absent, there is nowhere to put one, and so no network. */
  @Test
  void anOverSealedDiskWithoutMachineIdIsNotWaitedFor() {
    ImageProject project = project("oversealed", disk().without("/etc/machine-id")).configured(limit(8)).withHcl().tagged();
    Run run = test(project);
    neverUp(run, project, "it has no /etc/machine-id");
    assertThat(run.time()).isLessThan(Duration.ofMinutes(8));
  }

  @Test
  void aCloneWithoutNetworkIsGivenUpAfterItsLimit() {
    ImageProject project = project("alone", disk().with("/etc/systemd/network/00-none.network", "[Match]\nName=*\n\n[Link]\nUnmanaged=yes\n"))
        .configured(limit(2)).withHcl().tagged();
    Run run = test(project);
    neverUp(run, project, "no SSH server answers");
    run.says("systemd-networkd-wait-online");
  }

  @Test
  void aFirstBootThatNeverEndsIsToldWithTheUnitThatItWaitsFor() {
    // In place of a unit that the base image starts.
    ImageProject project = project("endless", disk()
        .with("/etc/systemd/system/e2scrub_reap.service", "[Service]\nType=oneshot\nExecStart=sleep infinity\n"))
        .configured(limit(3)).withHcl().tagged();
    neverUp(test(project), project, "somebody got in, but not everything is started: e2scrub_reap.service");
  }

  private static String limit(int minutes) {
    return "<bootTimeout>" + minutes + "</bootTimeout>";
  }

  private static void neverUp(Run run, ImageProject project, String seen) {
    run.failedOnceWith("The guest twin-", seen, "target/vmimage/logs/twin-");
    assertThat(result(project, "first-boot").at("/outcome").asText()).isEqualTo("FAILED");
    assertThat(result(project, "idempotence").at("/outcome").asText()).isEqualTo("NOT_RUN");
    assertThat(project.work().resolve("logs/twin-a-console.log")).isNotEmptyFile();
  }
}
