package io.github.vmimage.disk;

import static io.github.vmimage.disk.TestDisk.MIB;
import static io.github.vmimage.disk.TestDisk.PROCESSES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskConversionTest {
  @TempDir
  Path dir;
  private Path raw;

  @BeforeEach
  void makeADisk() throws IOException {
    raw = TestDisk.raw(dir.resolve("disk"), 24);
    byte[] noise = new byte[5 * MIB];
    new Random(7).nextBytes(noise);
    TestDisk.poke(raw, 3 * MIB, noise);
    TestDisk.poke(raw, 12 * MIB, new byte[MIB]);
  }

  private Path target() {
    return dir.resolve("out/release.qcow2");
  }

  @Test
  void givesTheSameBytesForTheSameContentInWhateverForm() throws IOException {
    DiskInfo info = DiskConversion.toQcow2(raw, target(), PROCESSES);
    FileDigest first = FileDigest.of(target());
    assertThat(info.format()).isEqualTo("qcow2");
    assertThat(info.virtualSize()).isEqualTo(24L * MIB);
    for (Path source : new Path[] {raw, TestDisk.convert(raw, "qcow2"), TestDisk.convert(raw, "vmdk"), Files.copy(target(),
        dir.resolve("copy"))}) {
      DiskConversion.toQcow2(source, target(), PROCESSES);
      assertThat(FileDigest.of(target())).as(source.toString()).isEqualTo(first);
    }
    TestDisk.shell("qemu-img", "compare", "-q", "-f", "raw", "-F", "qcow2", raw, target());
    try (Stream<Path> files = Files.list(target().getParent())) {
      assertThat(files).containsExactly(target());
    }
  }

  @Test
  void leavesNoTargetAndNoRestWhenItFails() throws IOException {
    Path broken = TestDisk.convert(raw, "qcow2");
    TestDisk.poke(broken, 36, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
    assertThatThrownBy(() -> DiskConversion.toQcow2(broken, target(), PROCESSES)).isInstanceOf(ProblemException.class)
        .hasMessageContaining("qemu-img");
    try (Stream<Path> files = Files.list(target().getParent())) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void tellsFormatAndSizes() {
    assertThat(DiskInfo.read(raw, PROCESSES)).satisfies(i -> {
      assertThat(i.format()).isEqualTo("raw");
      assertThat(i.virtualSize()).isEqualTo(24L * MIB);
      assertThat(i.actualSize()).isBetween(5L * MIB, 10L * MIB);
    });
  }

  @Test
  void refusesAnAnswerOfTheToolThatIsNone() {
    Path disk = Path.of("disk.qcow2");
    assertThatThrownBy(() -> DiskInfo.parse(disk, "not json")).hasMessageContaining("not understood");
    assertThatThrownBy(() -> DiskInfo.parse(disk, "{\"format\":\"qcow2\"}")).hasMessageContaining("not understood");
    assertThatThrownBy(() -> DiskInfo.parse(disk, "{\"format\":\"qcow2\",\"virtual-size\":1,\"backing-filename\":\"/etc/shadow\"}"))
        .hasMessageContaining("does not stand by itself");
  }

  @Test
  void digestsAFileOfSeveralBuffersInOnePass() throws Exception {
    byte[] content = Files.readAllBytes(raw);
    assertThat(FileDigest.of(raw)).isEqualTo(new FileDigest(
        HexFormat.of().formatHex(FileDigest.digest("SHA-256").digest(content)),
        HexFormat.of().formatHex(FileDigest.digest("SHA-512").digest(content)), content.length));
    assertThat(FileDigest.of(Files.createFile(dir.resolve("empty"))).sha256()).startsWith("e3b0c442");
    assertThatThrownBy(() -> FileDigest.of(dir.resolve("none"))).isInstanceOf(ProblemException.class);
  }

  @Test
  void tellsHowFarItHasCome() throws Exception {
    List<Long> percents = new ArrayList<>();
    Progress progress = new Progress() {
      @Override
      public void info(String line) {}

      @Override
      public void warn(String line) {}

      @Override
      public void debug(String line) {}

      @Override
      public void step(String what, long done, long total) {
        if (!what.isEmpty()) {
          assertThat(total).isEqualTo(100);
          percents.add(done);
        }
      }
    };
    Path raw = dir.resolve("percent.raw");
    byte[] noise = new byte[16 << 20];
    new Random(1).nextBytes(noise);
    Files.write(raw, noise);
    DiskConversion.toQcow2(raw, target(), PROCESSES, progress);
    assertThat(percents).isSorted().hasSizeGreaterThan(5).endsWith(100L);
    assertThat(DiskConversion.percent("Formatting 'x'")).isEmpty();
  }
}
