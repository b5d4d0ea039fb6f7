package io.github.vmimage.disk;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.fuzz.ForeignInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.io.TempDir;

/** Everything that is read of a disk before a tool may open it: header, partition table, signatures, the superblock. */
class DiskFuzzTest {
  private static final int SECTOR = 512;

  @TempDir
  static Path folder;

  @FuzzTest
  void givesPartitionsOrAProblem(byte[] input) throws Exception {
    byte[] bytes = ForeignInput.expanded(input);
    Path disk = folder.resolve(bytes.length % 2 == 0 ? "disk.vhd" : "disk");
    // Sparse, as disks are: numbers in a table may point far behind the bytes of the input.
    try (FileChannel file = FileChannel.open(disk, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(withChecksums(bytes)), 0);
      if (bytes.length % 3 == 0) {
        file.write(ByteBuffer.allocate(1), 64L << 20);
      }
      ForeignInput.check(() -> assertThat(HiddenBytes.of(StandaloneDisk.of(disk))).isNotNull());
      ForeignInput.check(() -> read(DiskBytes.of(disk, file)));
    }
  }

  private static void read(DiskBytes disk) throws Exception {
    PartitionTables tables = PartitionTables.of(disk);
    assertThat(new UnusedSpace(disk, DataMap.EVERYWHERE).faults(tables)).isNotNull();
    for (Partition partition : Stream.concat(tables.partitions().stream(), tables.others().stream()).toList()) {
      assertThat(disk.holds(partition.start(), partition.size())).as(partition.toString()).isTrue();
      DiskBytes content = disk.part(partition);
      ForeignInput.check(() -> {
        FileSystemKind.Role role = FileSystemKind.of(partition, content).role();
        if (role == FileSystemKind.Role.READABLE) {
          ExtSuperblock.check(content);
        } else if (role == FileSystemKind.Role.FIRMWARE) {
          filesOf(content);
        }
      });
    }
  }

  private static void filesOf(DiskBytes content) throws Exception {
    try {
      assertThat(FatFiles.in("partition 1", content)).hasSizeLessThanOrEqualTo(FatFiles.MAX_NAMES);
    } catch (DamagedFatException damaged) {
      assertThat(damaged).hasMessageStartingWith("its ");
    }
  }

  /** A GPT with a wrong checksum is refused at once, and a fuzzer does not guess the right one. */
  private static byte[] withChecksums(byte[] disk) {
    if (disk.length < 2 * SECTOR || disk[SECTOR] != 'E') {
      return disk;
    }
    ByteBuffer header = ByteBuffer.wrap(disk).order(ByteOrder.LITTLE_ENDIAN);
    long at = header.getLong(SECTOR + 72) * SECTOR;
    long length = (long) header.getInt(SECTOR + 80) * header.getInt(SECTOR + 84);
    if (at >= 2 * SECTOR && length >= 0 && at <= disk.length - length) {
      header.putInt(SECTOR + 88, crc(disk, (int) at, (int) length));
    }
    int size = header.getInt(SECTOR + 12);
    if (size >= 92 && size <= SECTOR) {
      header.putInt(SECTOR + 16, 0).putInt(SECTOR + 16, crc(disk, SECTOR, size));
    }
    return disk;
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
