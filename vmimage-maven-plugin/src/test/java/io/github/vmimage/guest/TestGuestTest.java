package io.github.vmimage.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks whose boot sector is all that they hold, under the real QEMU: what becomes of a guest that never comes up. */
class TestGuestTest {
  private static final int SECTOR = 512;
  private static final byte[] FOR_EVER = {(byte) 0xf4, (byte) 0xeb, (byte) 0xfd}; // hlt; jmp back to it
  /** SLP_EN to the ACPI register PM1a_CNT, which QEMU's firmware puts at port 0x604. */
  private static final byte[] POWER_OFF = {(byte) 0xba, 0x04, 0x06, (byte) 0xb8, 0x00, 0x20, (byte) 0xef};

  @TempDir
  private Path dir;
  private Path disk;
  private TestGuest guest;

  @BeforeEach
  void nameTheDisk() {
    disk = dir.resolve("disk.raw");
  }

  @AfterEach
  void end() {
    if (guest != null) {
      guest.close();
    }
    assertThat(dir.resolve("guest")).as("key and sockets").doesNotExist();
    assertThat(dir.resolve("clone, of it.qcow2")).as("overlay").doesNotExist();
  }

  /** A boot sector that writes a text to the first serial port, 0x3f8, and then runs some code. */
  private static byte[] saying(String text, byte[] then) {
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    byte[] loop = {(byte) 0xfc, (byte) 0xbe, 0, 0, // cld; mov si, text
        (byte) 0xac, (byte) 0x84, (byte) 0xc0, // again: lodsb; test al, al
        0x74, 0x06, // jz then
        (byte) 0xba, (byte) 0xf8, 0x03, (byte) 0xee, // mov dx, 0x3f8; out dx, al
        (byte) 0xeb, (byte) 0xf5}; // jmp again
    int at = 0x7c00 + loop.length + then.length + FOR_EVER.length;
    loop[2] = (byte) at;
    loop[3] = (byte) (at >> 8);
    for (byte[] part : new byte[][] {loop, then, FOR_EVER, text.getBytes(StandardCharsets.US_ASCII), {0}}) {
      code.writeBytes(part);
    }
    byte[] sector = Arrays.copyOf(code.toByteArray(), SECTOR);
    sector[SECTOR - 2] = 0x55;
    sector[SECTOR - 1] = (byte) 0xaa;
    return sector;
  }

  private TestGuest start(byte[] bootSector, Duration limit) throws IOException {
    Files.write(disk, Arrays.copyOf(bootSector, 1 << 20));
    guest = TestGuest.start(new TestGuestRequest("twin-x", new GuestDisk(disk.toString(), "raw"), "tcg", new GuestSize(1, 128),
        GuestNetwork.CLOSED, dir.resolve("guest"), dir.resolve("clone, of it.qcow2"), dir.resolve("console.log"), limit),
        new Processes(Secrets.NONE, Progress.SILENT));
    return guest;
  }

  private String refused(String says, byte[] then, Duration limit) throws IOException {
    byte[] sector = saying(says, then);
    // QEMU may have ended before anybody waits.
    ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> start(sector, limit).awaitSystem());
    assertThat(refusal).isNotNull();
    assertThat(Files.readAllBytes(disk)).as("the disk").startsWith(sector).hasSize(1 << 20);
    assertThat(refusal).hasMessageContaining("twin-x").hasMessageContaining("console.log");
    return refusal.getMessage();
  }

  @Test
  void aGuestThatSwitchesItselfOffIsToldAtOnce() throws IOException {
    assertThat(refused("so long\r\n", POWER_OFF, Duration.ofMinutes(2))).contains("QEMU").contains("so long");
  }

  @Test
  void aKernelThatPanickedIsNotWaitedFor() throws IOException {
    assertThat(refused("first\r\nKernel panic - not syncing: no init\r\n", FOR_EVER, Duration.ofMinutes(2))).contains("its kernel panicked")
        .contains("first");
    assertThat(guest.starts()).isEqualTo(1);
  }

  @Test
  void aKernelThatFoundItsTimerLateIsStartedAgainTwice() throws IOException {
    assertThat(refused("Kernel panic - not syncing: IO-APIC + timer doesn't work!\r\n", FOR_EVER, Duration.ofMinutes(2)))
        .contains("its kernel panicked");
    assertThat(guest.starts()).isEqualTo(3);
  }

  @Test
  void aGuestThatSaysNothingIsGivenUpAfterItsLimit() throws IOException {
    assertThat(refused("", FOR_EVER, Duration.ofSeconds(3))).contains("it says nothing on its serial console");
  }

  @Test
  void aDiskThatIsNoneIsRefusedAndLeavesNothing() throws IOException {
    Files.writeString(disk, "no qcow2");
    assertThatThrownBy(() -> TestGuest.start(new TestGuestRequest("twin-x", new GuestDisk(disk.toString(), "qcow2"), "tcg", new GuestSize(1, 128),
        GuestNetwork.CLOSED, dir.resolve("guest"), dir.resolve("clone, of it.qcow2"), dir.resolve("console.log"),
        Duration.ofMinutes(1)),
        new Processes(Secrets.NONE, Progress.SILENT))).isInstanceOf(ProblemException.class).hasMessageContaining("qemu-img");
  }
}
