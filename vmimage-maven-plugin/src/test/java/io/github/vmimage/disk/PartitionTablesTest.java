package io.github.vmimage.disk;

import static io.github.vmimage.disk.TestDisk.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionTablesTest {
  /** Where the second copy of a GPT has its header. */
  private static final long END = 10L * MIB - 512;
  private static final String LINUX = "0FC63DAF-8483-4772-8E79-3D69D8477DE4";

  @TempDir
  Path dir;

  private Path disk(String table) throws IOException {
    Path disk = TestDisk.raw(dir.resolve("disk"), 10);
    TestDisk.table(disk, table);
    return disk;
  }

  private static PartitionTables tables(Path disk) throws IOException {
    try (FileChannel file = FileChannel.open(disk)) {
      return PartitionTables.of(DiskBytes.of(disk, file));
    }
  }

  /** Of a disk of one table. */
  private static List<Partition> read(Path disk) throws IOException {
    PartitionTables tables = tables(disk);
    assertThat(tables.others()).isEmpty();
    assertThat(tables.faults()).isEmpty();
    return tables.partitions();
  }

  private static void number(Path disk, long offset, int value) throws IOException {
    TestDisk.poke(disk, offset, ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  /** An entry of an MBR, whose signature is made, too. */
  private static void entry(Path disk, int index, int type, int first, int sectors) throws IOException {
    TestDisk.poke(disk, 446 + 16 * index, ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putInt(4, type).putInt(8, first)
        .putInt(12, sectors).array());
    TestDisk.poke(disk, 510, (byte) 0x55, (byte) 0xAA);
  }

  private static void noHeader(Path disk, long offset) throws IOException {
    TestDisk.poke(disk, offset, (byte) 'X');
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
      "wrong checksum, 16, 1, header with a wrong checksum",
      "its own place, 24, 2, another place or disk",
      "first usable sector, 40, 20480, another place or disk",
      "last usable sector, 48, 20480, another place or disk"})
  void readsTheSecondCopyWhereTheFirstIsDamagedAndRefusesWhereBothAre(String fault, int offset, int value, String message)
      throws IOException {
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
    assertThat(tables(disk).partitions()).as(fault).containsExactly(new Partition(1, MIB, MIB, LINUX));
    assertThat(tables(disk).faults()).singleElement().asString().contains(message, "first copy cannot be used", "its second");
    noHeader(disk, END);
    assertThatThrownBy(() -> read(disk)).as(fault).isInstanceOf(ProblemException.class).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"8, -1, 0", "12, -1, 9", "12, 30000, 9"})
  void tellsAnMbrEntryOutOfTheDisk(int field, int value, int mib) throws IOException {
    Path disk = disk("label: dos\nstart=2048, size=2048\n");
    number(disk, 446 + field, value);
    // As Linux: what of it is on the disk.
    assertThat(tables(disk).partitions()).containsExactly(
        mib == 0 ? new Partition(0, 0, 10L * MIB, "") : new Partition(1, MIB, (long) mib * MIB, "83"));
    assertThat(tables(disk).faults()).singleElement().asString().contains("partition 1 in sectors");
  }

  @Test
  void tellsAnMbrEntryThatCoversTheTable() throws IOException {
    Path disk = disk("label: dos\nstart=2048, size=2048\n");
    number(disk, 446 + 8, 0);
    assertThat(tables(disk).partitions()).containsExactly(new Partition(1, 0, MIB, "83"));
    assertThat(tables(disk).faults()).singleElement().asString().contains("partition 1 in sectors 0 to 2047, which covers the table itself");
  }

  @Test
  void tellsALoopOfLogicalPartitions() throws IOException {
    Path disk = disk("label: dos\nstart=2048, size=16000, type=5\nstart=4096, size=2048\n");
    // The second entry of the first table leads back to the first table.
    TestDisk.poke(disk, MIB + 446 + 16, new byte[] {0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0});
    assertThat(tables(disk).faults()).singleElement().asString().contains("loop at sector 2048");
    assertThat(tables(disk).partitions()).containsExactly(new Partition(5, 2L * MIB, MIB, "83"));
  }

  @Test
  void tellsAnExtendedPartitionWithoutItsTable() throws IOException {
    Path disk = disk("label: dos\nstart=2048, size=2048, type=83\nstart=4096, size=8192, type=5\n");
    TestDisk.poke(disk, 2L * MIB + 510, (byte) 0);
    assertThat(tables(disk).faults()).singleElement().asString().contains("extended partition without its table at sector 4096");
    assertThat(tables(disk).partitions()).containsExactly(new Partition(1, MIB, MIB, "83"));
  }

  /** The GPT is still there, at its beginning and at its end, and nobody reads it. */
  @Test
  void theMbrCountsOnADiskThatOnceHadAGpt() throws IOException {
    Path disk = disk("label: gpt\nstart=2048, size=2048\n");
    entry(disk, 0, 0x83, 8192, 2048);
    PartitionTables tables = tables(disk);
    assertThat(tables.partitions()).containsExactly(new Partition(1, 4L * MIB, MIB, "83"));
    assertThat(tables.others()).containsExactly(new Partition(1, MIB, MIB, LINUX, "GPT at sector 1"));
    assertThat(tables.faults()).containsExactly("the MBR counts, and the GPT at sector 1 shows something else: "
        + "partition 1 of the GPT at sector 1 of 1048576 bytes from byte 1048576");
    noHeader(disk, 512);
    assertThat(tables(disk).others()).as("by its end").containsExactly(new Partition(1, MIB, MIB, LINUX, "GPT at sector 20479"));
    noHeader(disk, END);
    assertThat(tables(disk).others()).isEmpty();
  }

  @Test
  void aGptWithoutProtectiveMbrCountsNowhereAndIsLookedInto() throws IOException {
    Path disk = disk("label: gpt\nstart=2048, size=2048\n");
    TestDisk.poke(disk, 0, new byte[512]);
    PartitionTables tables = tables(disk);
    assertThat(tables.partitions()).containsExactly(new Partition(0, 0, 10L * MIB, ""));
    assertThat(tables.others()).containsExactly(new Partition(1, MIB, MIB, LINUX, "GPT at sector 1"));
  }

  @Test
  void aHybridMbrThatShowsWhatTheGptShowsIsNoFinding() throws IOException {
    Path disk = disk("label: gpt\nstart=2048, size=2048\nstart=4096, size=2048\n");
    entry(disk, 1, 0x83, 4096, 2048);
    entry(disk, 2, 0, 0, 1);
    assertThat(read(disk)).hasSize(2);
    entry(disk, 1, 0x83, 8192, 2048);
    assertThat(tables(disk).others()).containsExactly(new Partition(2, 4L * MIB, MIB, "83", "MBR"));
    assertThat(tables(disk).partitions()).containsExactly(new Partition(1, MIB, MIB, LINUX), new Partition(2, 2L * MIB, MIB, LINUX));
  }

  @Test
  void copiesThatDifferAreAFinding() throws IOException {
    Path disk = disk("label: gpt\nstart=2048, size=2048\n");
    Path other = TestDisk.raw(dir.resolve("other"), 10);
    TestDisk.table(other, "label: gpt\nstart=8192, size=2048\n");
    byte[] end = new byte[33 * 512];
    ByteBuffer copy = ByteBuffer.wrap(end);
    try (FileChannel file = FileChannel.open(other)) {
      file.read(copy, 10L * MIB - end.length);
    }
    TestDisk.poke(disk, 10L * MIB - end.length, end);
    assertThat(tables(disk).partitions()).containsExactly(new Partition(1, MIB, MIB, LINUX));
    assertThat(tables(disk).others()).containsExactly(new Partition(1, 4L * MIB, MIB, LINUX, "GPT at sector 20479"));
  }

  /** A disk that grew: the second copy is where the first says. */
  @Test
  void aDiskThatGrewIsNoFinding() throws IOException {
    Path disk = disk("label: gpt\nstart=2048, size=2048\n");
    TestDisk.poke(disk, 20L * MIB - 1, (byte) 0);
    assertThat(read(disk)).hasSize(1);
  }

  @Test
  void aDiskThatWasCutOffIsRefused() throws IOException {
    Path disk = disk("label: gpt\nstart=2048, size=2048\n");
    try (FileChannel file = FileChannel.open(disk, StandardOpenOption.WRITE)) {
      file.truncate(8L * MIB);
    }
    assertThatThrownBy(() -> read(disk)).isInstanceOf(ProblemException.class).hasMessageContaining("another place or disk");
  }

  @Test
  void aProtectiveEntryElsewhereIsAFinding() throws IOException {
    Path disk = disk("label: gpt\nstart=2048, size=2048\n");
    entry(disk, 0, 0xEE, 2, 20000);
    assertThat(tables(disk).partitions()).hasSize(1);
    assertThat(tables(disk).faults()).singleElement().asString().contains("does not begin at sector 1");
  }

  /** syslinux writes its code over what would be the entries. */
  @Test
  void aBootSectorWithCodeInThePlaceOfTheEntriesIsNoTable() throws IOException {
    Path disk = TestDisk.raw(dir.resolve("disk"), 10);
    entry(disk, 0, 0x83, 2048, 2048);
    assertThat(read(disk)).containsExactly(new Partition(1, MIB, MIB, "83"));
    TestDisk.poke(disk, 446 + 48, (byte) 0x0D);
    assertThat(read(disk)).containsExactly(new Partition(0, 0, 10L * MIB, ""));
  }

  @Test
  void anEntryOfNoTypeIsAPartitionToLinux() throws IOException {
    Path disk = TestDisk.raw(dir.resolve("disk"), 10);
    entry(disk, 0, 0, 2048, 2048);
    assertThat(read(disk)).containsExactly(new Partition(1, MIB, MIB, "00"));
  }

  @Test
  void aFileSystemOnTheBareDiskBesideATableIsAFinding() throws IOException {
    Path disk = disk("label: dos\nstart=2048, size=2048\n");
    TestDisk.poke(disk, 512, "LABELONE".getBytes(StandardCharsets.US_ASCII));
    assertThat(tables(disk).others()).containsExactly(new Partition(0, 0, 10L * MIB, "", "bare disk"));
    assertThat(tables(disk).faults()).singleElement().asString().contains("the MBR counts, and the bare disk shows something else: whole disk");
  }

  /** Boot loaders put code behind the MBR; two bytes of it are no file system. */
  @Test
  void theSignatureOfExtAloneIsNoFileSystemOnTheBareDisk() throws IOException {
    Path disk = disk("label: dos\nstart=2048, size=2048\n");
    TestDisk.poke(disk, 1024 + 0x38, (byte) 0x53, (byte) 0xEF);
    assertThat(read(disk)).hasSize(1);
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
        noHeader(disk, 512);
      }
      try {
        PartitionTables tables = tables(disk);
        assertThat(Stream.concat(tables.partitions().stream(), tables.others().stream()))
            .allSatisfy(p -> assertThat(p.start() + p.size()).isBetween(0L, 10L * MIB));
      } catch (ProblemException e) {
        assertThat(e.problems()).hasSize(1);
      }
    }
  }
}
