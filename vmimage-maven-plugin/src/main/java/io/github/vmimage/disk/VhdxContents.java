package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** What a VHDX keeps beside what its guest sees: blocks that its table does not lead to, or that count as zeros. */
final class VhdxContents {
  private static final int MIB = 1 << 20;
  private static final String BLOCKS = "6677c22d23f600429d64115e9bfd4a08";
  private static final String DISK_SIZE = "2442a52f1bcd7648b2115dbed83bf4b8";
  private static final String SECTOR_SIZE = "1dbf41816fa90947ba47f233a8faab5f";
  /** One sector of a bitmap of sectors stands for this many of them. */
  private static final long SECTORS_IN_BITMAP = 1 << 23;
  private static final int MAX_BLOCK = 256;
  private static final int MAX_TABLE = 64 * MIB;
  private static final int STATE = 7;
  private static final int FULL = 6;
  private static final int CURRENT_HEADER = 64 * 1024;

  private VhdxContents() {}

  /** The hidden parts; empty where the file holds what a guest sees and nothing else. */
  static List<HiddenPart> hidden(DiskBytes bytes) throws IOException {
    VhdxHeader header = new VhdxHeader(Path.of(bytes.place()), bytes);
    long size = Integer.toUnsignedLong(header.item(VhdxHeader.FILE_PARAMETERS, 8).getInt(0));
    long disk = header.item(DISK_SIZE, 8).getLong(0);
    long sector = Integer.toUnsignedLong(header.item(SECTOR_SIZE, 4).getInt(0));
    if (size < MIB || size > (long) MAX_BLOCK * MIB || sector != 512 && sector != 4096 || disk < 0) {
      throw DiskProblems.damagedContainer(bytes.place(), "blocks of " + size + " bytes, sectors of " + sector).asException();
    }
    UnseenBytes unseen = new UnseenBytes(bytes);
    unseen.account(0, MIB);
    ByteBuffer log = bytes.read(CURRENT_HEADER, 80);
    unseen.account(log.getLong(72), Integer.toUnsignedLong(log.getInt(68)));
    ByteBuffer metadata = header.region(VhdxHeader.METADATA);
    unseen.account(metadata.getLong(16), Integer.toUnsignedLong(metadata.getInt(24)));
    ByteBuffer region = header.region(BLOCKS);
    unseen.account(region.getLong(16), Integer.toUnsignedLong(region.getInt(24)));
    long blocks = disk / size + (disk % size == 0 ? 0 : 1);
    long chunk = SECTORS_IN_BITMAP * sector / size;
    long entries = blocks + (blocks - 1) / chunk;
    if (blocks < 1 || entries * 8 > MAX_TABLE) {
      throw DiskProblems.damagedContainer(bytes.place(), blocks + " blocks").asException();
    }
    ByteBuffer table = bytes.read(region.getLong(16), (int) entries * 8);
    for (long n = 0; n < entries; n++) {
      long entry = table.getLong((int) n * 8);
      // After each chunk of blocks comes the entry of a bitmap, which only a disk with a parent needs.
      if (n % (chunk + 1) != chunk && (entry & STATE) == FULL) {
        unseen.accountPiece((entry >>> 20) * MIB, size);
      }
    }
    return unseen.first().map(List::of).orElse(List.of());
  }
}
