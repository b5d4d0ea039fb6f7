package io.github.vmimage.disk;

import static io.github.vmimage.disk.TestDisk.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionTableTest {
  private static final String LINUX = "0FC63DAF-8483-4772-8E79-3D69D8477DE4";

  @TempDir
  Path dir;

  private Path disk(String table) throws IOException {
    Path disk = TestDisk.raw(dir.resolve("disk"), 10);
    TestDisk.table(disk, table);
    return disk;
  }

  private static List<Partition> read(Path disk) throws IOException {
    try (FileChannel file = FileChannel.open(disk)) {
      return PartitionTable.of(DiskBytes.of(disk, file));
    }
  }

  @Test
  void readsGptWithGaps() throws IOException {
    assertThat(read(disk("label: gpt\n1: start=2048, size=2048\n3: start=6144, size=2048\n"))).containsExactly(
        new Partition(1, MIB, MIB, LINUX), new Partition(3, 3L * MIB, MIB, LINUX));
  }

  @Test
  void readsMbrWithLogicalPartitions() throws IOException {
    assertThat(read(disk("label: dos\nstart=2048, size=2048, type=83\nstart=4096, size=14000, type=5\nstart=6144, size=2048\n"
        + "start=10240, size=2048\n")))
        .containsExactly(new Partition(1, MIB, MIB, "83"), new Partition(5, 3L * MIB, MIB, "83"), new Partition(6, 5L * MIB, MIB, "83"));
  }

  @Test
  void takesADiskWithoutTableAsOne() throws IOException {
    assertThat(read(TestDisk.raw(dir.resolve("disk"), 1))).containsExactly(new Partition(0, 0, MIB, ""));
    assertThat(read(Files.createFile(dir.resolve("empty")))).containsExactly(new Partition(0, 0, 0, ""));
  }

  /** What is wrong, the field's offset in the header, its value; the header's checksum is made right again, unless it is the fault. */
  @ParameterizedTest
  @CsvSource({
      "header size 0, 12, 0, out of range",
      "header size huge, 12, 2147483647, out of range",
      "entries beyond the end, 72, 9000000, out of range",
      "entries at the end, 72, 20479, disk ends before",
      "negative count, 80, -1, out of range",
      "huge count, 80, 100000000, out of range",
      "tiny entries, 84, 8, out of range",
      "odd entries, 84, 129, out of range",
      "wrong checksum of entries, 88, 1, entries with a wrong checksum",
      "wrong checksum, 16, 1, header with a wrong checksum"})
  void refusesADamagedGptHeader(String fault, int offset, int value, String message) throws IOException {
    Path disk = disk("label: gpt\nstart=2048, size=2048\n");
    ByteBuffer header = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel file = FileChannel.open(disk)) {
      file.read(header, 512);
    }
    header.putInt(offset, value);
    if (offset != 16) {
      header.putInt(16, 0);
      CRC32 crc = new CRC32();
      crc.update(header.array(), 0, 92);
      header.putInt(16, (int) crc.getValue());
    }
    TestDisk.poke(disk, 512, header.array());
    assertThatThrownBy(() -> read(disk)).as(fault).isInstanceOf(ProblemException.class).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"8, 0", "8, -1", "12, -1", "12, 30000"})
  void refusesAnMbrEntryOutOfTheDisk(int field, int value) throws IOException {
    Path disk = disk("label: dos\nstart=2048, size=2048\n");
    TestDisk.poke(disk, 446 + field, ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    assertThatThrownBy(() -> read(disk)).isInstanceOf(ProblemException.class).hasMessageContaining("partition 1 in sectors");
  }

  @Test
  void refusesALoopOfLogicalPartitions() throws IOException {
    Path disk = disk("label: dos\nstart=2048, size=16000, type=5\nstart=4096, size=2048\n");
    // The second entry of the first table leads back to the first table.
    TestDisk.poke(disk, MIB + 446 + 16, new byte[] {0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0});
    assertThatThrownBy(() -> read(disk)).hasMessageContaining("loop of them");
  }

  @Test
  void endsWithAProblemOrATableWhateverTheBytes() throws IOException {
    Path disk = disk("label: gpt\nstart=2048, size=2048\n");
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      byte[] noise = new byte[1 + random.nextInt(8)];
      random.nextBytes(noise);
      TestDisk.poke(disk, i % 2 == 0 ? 446 + random.nextInt(60) : 512 + random.nextInt(1500), noise);
      if (i % 10 == 0) {
        TestDisk.poke(disk, 512, (byte) 'X');
      }
      try {
        assertThat(read(disk)).allSatisfy(p -> assertThat(p.start() + p.size()).isBetween(0L, 10L * MIB));
      } catch (ProblemException e) {
        assertThat(e.problems()).hasSize(1);
      }
    }
  }
}
