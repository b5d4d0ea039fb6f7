package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs that are told to stop, that are killed, or whose programs are: what they say, and that nothing of them stays. */
class CutOffRunsLeaveNothingIT {
  private static final String GUEST = "qemu-system";
  private static final String WAITING = "Waiting for SSH to become available";
  /** Bytes in the guest's files: enough for the digest of its content to take seconds. */
  private static final int BULK = 512 << 20;

  @RegisterExtension
  static final Bench BENCH = new Bench();

  @RegisterExtension
  static final FaultTable TABLE = new FaultTable("Guests that do not answer, and programs killed");

  private StartedMaven waitingForItsGuest(ImageProject project) {
    return BENCH.maven(project).start("install").awaitText(WAITING).awaitProgram(GUEST);
  }

  private static void assertNoGuestAndNoHalfOutput(ImageProject project) {
    assertThat(project.work().resolve("output")).doesNotExist();
    assertThat(project.work().resolve("scratch")).doesNotExist();
    assertThat(project.work().resolve("images")).doesNotExist();
  }

  @Test
  void guestThatNeverAnswersIsEndedAtItsLimitWithItsLastWords() {
    ImageProject project = SilentGuest.project(BENCH, "silent").tagged();
    FileRepository remote = BENCH.newFileRepository("remote");
    Run run = BENCH.maven(project).run("deploy", remote.asTarget(), "-Dvmimage.bootTimeout=1");
    run.failedOnceWith("did not answer within 1 minute", "<bootTimeout> (vmimage.bootTimeout)", SilentGuest.WORDS, WAITING)
        .saysNext("-Dvmimage.bootTimeout=MINUTES").neverReached("audit").changedNothing(project, remote);
    TABLE.add("guest that never answers", run);
    assertThat(project.work().resolve("output")).doesNotExist();
  }

  @Test
  void ctrlCEndsTheGuestAndRemovesWhatWasHalfMade() {
    ImageProject project = SilentGuest.project(BENCH, "ctrl-c").tagged();
    Run run = waitingForItsGuest(project).interrupt().ended();
    assertThat(run.exitCode()).isEqualTo(130);
    run.leftNothing().installedNothing(project);
    assertNoGuestAndNoHalfOutput(project);
    // Packer had the time for its own clean-up.
    assertThat(Folders.read(project.work().resolve("logs/packer.log"))).contains("Cancelling").contains("Deleting output directory");
  }

  @Test
  void sigtermEndsTheGuestAndRemovesWhatWasHalfMade() {
    ImageProject project = SilentGuest.project(BENCH, "sigterm").tagged();
    Run run = waitingForItsGuest(project).signal("TERM").ended();
    assertThat(run.exitCode()).isEqualTo(143);
    run.leftNothing().installedNothing(project);
    assertNoGuestAndNoHalfOutput(project);
  }

  @Test
  void secondBuildOfAProjectSaysForWhomItWouldHaveToWait() {
    ImageProject project = SilentGuest.project(BENCH, "twice").tagged();
    StartedMaven first = waitingForItsGuest(project);
    BENCH.maven(project).run("install").failedOnceWith("Another run works on this project", "mvn install, process " + first.pid())
        .saysNext("kill " + first.pid());
    assertThat(first.leftovers().pids(GUEST)).as("the first build's guest").isNotEmpty();
    first.signal("TERM").ended().leftNothing();
  }

  @Test
  void nextRunRemovesTheGuestOfAKilledMavenAndNoOther() {
    ImageProject project = SilentGuest.project(BENCH, "killed").tagged();
    ImageProject neighbour = SilentGuest.project(BENCH, "neighbour").tagged();
    StartedMaven killed = waitingForItsGuest(project);
    StartedMaven other = waitingForItsGuest(neighbour);
    killed.signal("KILL").ended();
    assertThat(killed.leftovers().pids(GUEST)).as("what a killed Maven leaves").isNotEmpty();

    BENCH.maven(project).run("validate").succeeded().says("Removed what an earlier run left", "mvn install, process " + killed.pid());
    killed.leftovers().none();
    assertNoGuestAndNoHalfOutput(project);
    assertThat(other.leftovers().pids(GUEST)).as("the other project's guest").isNotEmpty();
    other.signal("TERM").ended().leftNothing();
  }

  @Test
  void nextRunRemovesTheMountsOfAMavenThatWasKilledWhileItReadADisk() {
    ImageProject project = GuestlessProject.in(BENCH, "mounted").on(bulkyDisk("mounted")).withHcl().tagged();
    StartedMaven killed = BENCH.maven(project).start("install").awaitText(":attach (");
    killed.await("mounts", () -> mounted(killed)).signal("KILL").ended();
    assertThat(killed.leftovers().pids("qemu-storage-daemon")).as("what a killed Maven leaves").isNotEmpty();

    // clean comes before any goal of ours, and must not stumble over a mount.
    BENCH.maven(project).run("clean", "validate").succeeded().says("Removed what an earlier run left");
    killed.leftovers().none();
  }

  @Test
  void deathOfADiskServerIsOneClearProblem() {
    ImageProject project = GuestlessProject.in(BENCH, "served").on(bulkyDisk("served")).withHcl().tagged();
    StartedMaven maven = BENCH.maven(project).start("install").awaitText(":attach (");
    Run run = maven.await("mounts", () -> mounted(maven)).kill("qemu-storage-daemon").ended();
    run.failedOnceWith("The disk could not be read to its end").saysNext("mvn ").leftNothing().installedNothing(project);
    TABLE.add("server of the disk killed while it is read", run);
  }

  @Test
  void deathOfPackerIsOneClearProblemAndEndsItsGuest() {
    ImageProject project = SilentGuest.project(BENCH, "packer-killed").tagged();
    Run run = waitingForItsGuest(project).kill("packer").ended();
    run.failedOnceWith("Packer was stopped from outside").saysNext("packer.log").leftNothing().installedNothing(project);
    TABLE.add("Packer killed while it waits for the guest", run);
    assertThat(project.work().resolve("scratch/ssh_key")).doesNotExist();
  }

  @Test
  void deathOfTheGuestIsOneClearProblem() {
    ImageProject project = SilentGuest.project(BENCH, "guest-killed").tagged();
    Run run = waitingForItsGuest(project).kill(GUEST).ended();
    run.failedOnceWith("The process of the guest ended", SilentGuest.WORDS).saysNext("serial.log").leftNothing().installedNothing(project);
    TABLE.add("QEMU killed while Packer waits for the guest", run);
  }

  private static Path bulkyDisk(String artifact) {
    return PreparedDisk.ofRelease(artifact, "1.0.0").withBulk(BULK).in(BENCH.folder("disks"));
  }

  /** Whether the disk that this run reads is there; other tests have mounts of their own. The daemon's command names the mount point. */
  private static boolean mounted(StartedMaven maven) {
    String mounts = Folders.read(Path.of("/proc/self/mountinfo"));
    return maven.leftovers().processes().stream().filter(p -> p.contains("qemu-storage-daemon") && p.contains("/manifest/"))
        .anyMatch(p -> mounts.contains(p.replaceFirst("(?s).*\"mountpoint\":\"([^\"]*)\".*", "$1")));
  }
}
