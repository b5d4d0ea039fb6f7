package io.github.vmimage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskHeaderTest {
  @TempDir
  Path dir;

  private void assertRefuses(Path disk, String seen) {
    assertThatThrownBy(() -> StandaloneDisk.of(disk)).isInstanceOf(ProblemException.class).hasMessageContaining(seen);
  }

  private Path qcow2() throws IOException {
    return TestDisk.convert(TestDisk.raw(dir.resolve("disk"), 1), "qcow2");
  }

  @Test
  void refusesImagesThatToolsMadeOfOtherFiles() throws IOException {
    Path base = qcow2();
    Path overlay = dir.resolve("overlay.qcow2");
    TestDisk.shell("qemu-img", "create", "-q", "-f", "qcow2", "-b", base, "-F", "qcow2", overlay);
    assertRefuses(overlay, "backing file");
    Path split = dir.resolve("split.qcow2");
    TestDisk.shell("qemu-img", "create", "-q", "-f", "qcow2", "-o", "data_file=" + dir.resolve("data"), split, "1M");
    assertRefuses(split, "data lies in another file");
    Path encrypted = dir.resolve("encrypted.qcow2");
    // qemu-img first times its key derivation, and gives up where that took less than a tick of the clock.
    TestDisk.shell("sh", "-c", "for i in 1 2 3 4 5 6 7 8; do qemu-img create -q --object secret,id=s,data=x -f qcow2"
        + " -o encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10 " + encrypted + " 1M && exit; done; exit 1");
    assertRefuses(encrypted, "encrypted");
    Path flat = dir.resolve("flat.vmdk");
    TestDisk.shell("qemu-img", "create", "-q", "-f", "vmdk", "-o", "subformat=monolithicFlat", flat, "1M");
    assertRefuses(flat, "data lies in other files");
    Path sparse = dir.resolve("sparse.vmdk");
    TestDisk.shell("qemu-img", "create", "-q", "-f", "vmdk", sparse, "1M");
    assertThat(StandaloneDisk.of(sparse).format()).isEqualTo(DiskFormat.VMDK);
    Path child = dir.resolve("child.vmdk");
    TestDisk.shell("qemu-img", "create", "-q", "-f", "vmdk", "-b", sparse, "-F", "vmdk", child);
    assertRefuses(child, "backing file");
  }

  @ParameterizedTest
  @CsvSource({"4, 9, unknown version", "79, 1, marked dirty", "79, 2, marked corrupt", "78, 1, unknown features (bits 0x100)"})
  void refusesADamagedQcow2(int offset, byte value, String seen) throws IOException {
    Path disk = qcow2();
    TestDisk.poke(disk, offset, value);
    assertRefuses(disk, seen);
  }

  @Test
  void refusesAHeaderThatIsCutOff() throws IOException {
    assertRefuses(Files.write(dir.resolve("short"), new byte[] {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 3}), "disk ends before");
    assertRefuses(Files.writeString(dir.resolve("vmdk"), "KDMV"), "disk ends before");
  }

  @Test
  void refusesAVhdThatNeedsItsParent() throws IOException {
    byte[] footer = new byte[512];
    System.arraycopy("conectix".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, footer, 0, 8);
    footer[63] = 4;
    assertRefuses(Files.write(dir.resolve("a.vhd"), footer), "VHD with a backing file");
  }

  @Test
  void takesAFooterForgedInsideARawDiskForContent() throws IOException {
    Path raw = TestDisk.raw(dir.resolve("disk.raw"), 1);
    TestDisk.poke(raw, TestDisk.MIB - 512, "conectix".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    TestDisk.poke(raw, TestDisk.MIB - 512 + 63, (byte) 2);
    assertThat(StandaloneDisk.of(raw).format()).isEqualTo(DiskFormat.RAW);
    assertThat(StandaloneDisk.of(Files.copy(raw, dir.resolve("disk.vhd"))).format()).isEqualTo(DiskFormat.VHD);
  }

  @Test
  void refusesAFolder() {
    assertRefuses(dir, "not a regular file");
  }
}
