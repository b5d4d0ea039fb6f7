package io.github.vmimage.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.guest.BootTimeline.Milestone;
import io.github.vmimage.report.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootWatchTest {
  @TempDir
  private Path folder;

  private BootWatch watch() {
    return new BootWatch(new TestGuestRequest("twin-a", new GuestDisk(folder.resolve("disk.qcow2").toString(), "qcow2"), "tcg", new GuestSize(1, 1024),
        GuestNetwork.CLOSED, folder, folder.resolve("overlay"), folder.resolve("console.log"), Duration.ofMinutes(3)));
  }

  private void console(String text) throws Exception {
    Files.writeString(folder.resolve("console.log"), text);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "You are in emergency mode. After logging in, type journalctl | it is in emergency mode",
      "Cannot open access to console, the root account is locked. | it is in emergency mode",
      "[   10.348561] systemd[1]: System cannot boot: Missing /etc/machine-id and /etc is mounted read-only. | it has no /etc/machine-id",
      "[    1.0] Kernel panic - not syncing: VFS: Unable to mount root fs | its kernel panicked",
      "Gave up waiting for root file system device. | its initramfs does not find the root file system",
      "Boot failed: not a bootable disk | its disk cannot be booted"})
  void whatWillNeverComeUpIsToldAtOnce(String said, String fault) throws Exception {
    console("Booting\r\n\u001b[0;1;31m" + said + "\r\n");
    assertThat(watch().verdict()).map(Problem::text).hasValueSatisfying(text -> assertThat(text)
        .startsWith("The guest twin-a does not come up: " + fault).contains(folder + "/console.log", said));
  }

  @Test
  void aGuestThatIsOnlyOnItsWayIsLeftAlone() throws Exception {
    BootWatch watch = watch();
    assertThat(watch.verdict()).isEmpty();
    console("Linux version 6\n[  OK  ] Reached target basic.target\n");
    assertThat(watch.verdict()).isEmpty();
    assertThat(watch.timeline().milestones()).extracting(Milestone::name).containsExactly(Milestone.STARTED, Milestone.CONSOLE);
    assertThat(watch.isLate()).isFalse();
  }

  /** As a kernel of Debian 12 said it under TCG on a machine with other work. */
  @Test
  void aKernelThatFoundItsTimerLateIsStartedAgainTwice() throws Exception {
    BootWatch watch = watch();
    String late = "Kernel panic - not syncing: IO-APIC + timer doesn't work!  Boot with apic=debug and send a report.\n";
    console(late);
    assertThat(watch.mayStartAgain()).isTrue();
    assertThat(watch.mayStartAgain()).isFalse();
    assertThat(watch.verdict()).isEmpty();
    console(late + late);
    assertThat(watch.mayStartAgain()).isTrue();
    assertThat(watch.starts()).isEqualTo(3);
    console(late + late + late);
    assertThat(watch.mayStartAgain()).isFalse();
    assertThat(watch.verdict()).map(Problem::what).hasValue("The guest twin-a does not come up: its kernel panicked");
  }

  @Test
  void anyOtherPanicIsTheDisks() throws Exception {
    BootWatch watch = watch();
    console("Kernel panic - not syncing: VFS: Unable to mount root fs\n");
    assertThat(watch.mayStartAgain()).isFalse();
    assertThat(watch.verdict()).isPresent();
  }

  @Test
  void sayHowFarItGot() throws Exception {
    BootWatch watch = watch();
    assertThat(watch.late("").what()).contains("within 3 minutes: it says nothing on its serial console");
    console("Linux version 6\n");
    assertThat(watch.late("").what()).contains("neither a login prompt nor a fault");
    console("Linux version 6\r\n\u001bM\r\r\u001b[K[\u001b[0;31m*\u001b[0m     ] Job systemd-networkd-wait-online.se (1min / no limit)\r\r\n");
    assertThat(watch.late("").what()).endsWith("no SSH server answers: [*     ] Job systemd-networkd-wait-online.se (1min / no limit)");
    console("Debian GNU/Linux 12 twin-a ttyS0\n\ntwin-a login: ");
    assertThat(watch.late("").what()).contains("a login prompt, but no SSH server answers: it has no network");
    watch.reached(Milestone.SSH);
    assertThat(watch.late("Permission denied (publickey).").what()).contains("the new user is refused: Permission denied (publickey).");
    watch.reached(Milestone.LOGIN);
    assertThat(watch.late("").what()).endsWith("somebody got in, but not everything is started");
    assertThat(watch.late("page.service").what()).endsWith("somebody got in, but not everything is started: page.service");
  }

  @Test
  void findsThePortThatQemuChose() {
    assertThat(QmpSocket.port("Hub -1 (n):\r\n  Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ\r\n"
        + "  TCP[HOST_FORWARD]   8       127.0.0.1 39345       10.0.2.15    22     0     0\r\n")).hasValue(39345);
    assertThat(QmpSocket.port("nothing")).isEmpty();
  }
}
