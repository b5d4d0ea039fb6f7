package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The geometry of a FAT16 that no tool would make. Its file is sparse, so that clusters may be large and many.
 *
 * @param sector bytes of a sector
 * @param each sectors of a cluster
 * @param clusters how many
 */
record HostileFat(int sector, int each, int clusters) {
  private static final int ROOT_ENTRIES = 512;

  int clusterSize() {
    return sector * each;
  }

  private int tableSectors() {
    return (clusters * 2 + 4 + sector - 1) / sector;
  }

  /** Where the table has the entry of a cluster. */
  long entry(int cluster) {
    return sector + cluster * 2L;
  }

  /** Where the root folder begins. */
  long root() {
    return (1L + tableSectors()) * sector;
  }

  long cluster(int number) {
    return root() + ROOT_ENTRIES * 32L + (number - 2L) * clusterSize();
  }

  /** Writes the boot sector into a file as long as the file system. */
  Path write(Path file) throws IOException {
    long size = cluster(clusters + 2);
    ByteBuffer boot = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN).putShort(11, (short) sector).put(13, (byte) each)
        .putShort(14, (short) 1).put(16, (byte) 1).putShort(17, (short) ROOT_ENTRIES).putInt(32, (int) (size / sector))
        .putShort(22, (short) tableSectors());
    boot.put(54, "FAT16   ".getBytes(StandardCharsets.US_ASCII)).putShort(510, (short) 0xAA55);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE)) {
      channel.write(boot, 0);
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
    return file;
  }

  static byte[] number(int value) {
    return ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) value).array();
  }

  /** Entries of the table that each lead to the next. */
  static byte[] chain(int from, int to) {
    ByteBuffer chain = ByteBuffer.allocate((to - from) * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (int cluster = from; cluster < to; cluster++) {
      chain.putShort((short) cluster);
    }
    return chain.array();
  }

  /** An entry for a folder that begins in a cluster. */
  static byte[] folder(String name, int cluster) {
    ByteBuffer entry = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    entry.put(String.format("%-11s", name).getBytes(StandardCharsets.US_ASCII)).put((byte) 0x10).putShort(26, (short) cluster);
    return entry.array();
  }
}
