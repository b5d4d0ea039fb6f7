package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** What a dynamic VHD keeps beside what its guest sees: blocks that its table does not lead to, and sectors that count as zeros. */
final class VhdContents {
  private static final int SECTOR = 512;
  private static final int HEADER = 1024;
  private static final int MAX_BLOCKS = 1 << 22;
  private static final int MAX_BLOCK = 256 << 20;
  private static final int NONE = -1;

  private VhdContents() {}

  /** The hidden parts; empty where the file holds what a guest sees and nothing else. A fixed VHD has no room for any. */
  static List<HiddenPart> hidden(DiskBytes bytes) throws IOException {
    if (!VhdFooter.isAt(0, bytes)) {
      return List.of();
    }
    UnseenBytes unseen = new UnseenBytes(bytes);
    long at = bytes.read(0, SECTOR).order(ByteOrder.BIG_ENDIAN).getLong(16);
    ByteBuffer header = bytes.read(at, HEADER).order(ByteOrder.BIG_ENDIAN);
    int blocks = header.getInt(28);
    int size = header.getInt(32);
    if (blocks < 0 || blocks > MAX_BLOCKS || size < SECTOR || size > MAX_BLOCK || size % SECTOR != 0) {
      throw DiskProblems.damagedContainer(bytes.place(), blocks + " blocks of " + size + " bytes").asException();
    }
    unseen.account(0, SECTOR);
    unseen.account(at, HEADER);
    unseen.account(bytes.size() - SECTOR, SECTOR);
    unseen.account(header.getLong(16), blocks * 4L);
    ByteBuffer table = bytes.read(header.getLong(16), blocks * 4).order(ByteOrder.BIG_ENDIAN);
    int sectors = size / SECTOR;
    int bitmap = (sectors / 8 + SECTOR - 1) / SECTOR * SECTOR;
    for (int n = 0; n < blocks; n++) {
      int sector = table.getInt(n * 4);
      if (sector != NONE) {
        block(unseen, bytes, Integer.toUnsignedLong(sector) * SECTOR, sectors, bitmap);
      }
    }
    return unseen.first().map(List::of).orElse(List.of());
  }

  private static void block(UnseenBytes unseen, DiskBytes bytes, long at, int sectors, int bitmap) throws IOException {
    ByteBuffer written = bytes.read(at, bitmap);
    unseen.accountPiece(at, bitmap);
    for (int n = 0; n < sectors; n++) {
      if ((written.get(n / 8) & 0x80 >> n % 8) != 0) {
        unseen.accountPiece(at + bitmap + (long) n * SECTOR, SECTOR);
      }
    }
  }
}
