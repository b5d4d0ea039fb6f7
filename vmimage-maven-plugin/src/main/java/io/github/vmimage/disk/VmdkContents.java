package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** What a sparse VMDK keeps beside what its guest sees: grains that no table leads to any more. */
final class VmdkContents {
  private static final int SECTOR = 512;
  private static final long AT_END = -1;
  private static final int COMPRESSED = 1 << 16;
  private static final int MARKERS = 1 << 17;
  private static final int SECOND_DIRECTORY = 2;
  /** A marker, the footer, and the end of the stream. */
  private static final int FOOTER = 3 * SECTOR;
  private static final int MAX_DIRECTORY = 4 << 20;
  /** As QEMU's. */
  private static final int MAX_PER_TABLE = 512;
  /** 12 bytes of a compressed grain: its sector, and the length of what follows. */
  private static final int GRAIN_HEADER = 12;

  private final DiskBytes bytes;
  private final ByteBuffer header;
  private final UnseenBytes unseen;
  private final long grain;
  private final int perTable;

  private VmdkContents(DiskBytes bytes, ByteBuffer header) {
    this.bytes = bytes;
    this.header = header;
    this.unseen = new UnseenBytes(bytes);
    this.grain = header.getLong(20);
    this.perTable = header.getInt(44);
  }

  /** The hidden parts; empty where the file holds what a guest sees and nothing else. */
  static List<HiddenPart> hidden(DiskBytes bytes) throws IOException {
    ByteBuffer header = bytes.read(0, SECTOR);
    if (header.getLong(56) == AT_END) {
      // The header could not know where the directory would be; the footer repeats it, and knows.
      header = bytes.read(bytes.size() - FOOTER + SECTOR, SECTOR);
    }
    VmdkContents contents = new VmdkContents(bytes, header);
    long capacity = header.getLong(12);
    if (contents.grain < 1 || contents.grain > 1 << 16 || contents.perTable < 1 || contents.perTable > MAX_PER_TABLE || capacity < 1) {
      throw DiskProblems.damagedContainer(bytes.place(), "grains of " + contents.grain + " sectors").asException();
    }
    contents.account(capacity);
    return contents.unseen.first().map(List::of).orElse(List.of());
  }

  private void account(long capacity) throws IOException {
    ByteBuffer first = bytes.read(0, SECTOR);
    unseen.account(0, SECTOR);
    unseen.account(SECTOR, first.getLong(36) * SECTOR);
    unseen.account(bytes.size() - FOOTER, first.getLong(56) == AT_END ? FOOTER : 0);
    long tables = (capacity - 1) / (grain * perTable) + 1;
    if (tables * 4 > MAX_DIRECTORY) {
      throw DiskProblems.damagedContainer(bytes.place(), tables + " tables").asException();
    }
    directory(header.getLong(56), tables, capacity);
    if ((header.getInt(8) & SECOND_DIRECTORY) != 0) {
      directory(header.getLong(48), tables, capacity);
    }
  }

  private void directory(long sector, long tables, long capacity) throws IOException {
    marker(sector * SECTOR);
    unseen.account(sector * SECTOR, tables * 4);
    ByteBuffer directory = bytes.read(sector * SECTOR, (int) tables * 4);
    for (int n = 0; n < tables; n++) {
      long table = Integer.toUnsignedLong(directory.getInt(n * 4)) * SECTOR;
      if (table != 0) {
        marker(table);
        unseen.accountPiece(table, perTable * 4L);
        table(bytes.read(table, perTable * 4), capacity - n * grain * perTable);
      }
    }
  }

  /** In a stream a sector before each table says that it comes: how long it is, no bytes of content, and its kind. */
  private void marker(long table) throws IOException {
    if ((header.getInt(8) & MARKERS) != 0 && table > SECTOR) {
      ByteBuffer marker = bytes.read(table - SECTOR, SECTOR);
      int kind = marker.getInt(12);
      boolean rest = marker.position(16).mismatch(ByteBuffer.allocate(SECTOR - 16)) < 0;
      unseen.account(table - SECTOR, marker.getInt(8) == 0 && kind > 0 && kind <= 3 && rest ? SECTOR : 0);
    }
  }

  private void table(ByteBuffer table, long left) throws IOException {
    for (int n = 0; n < perTable && n * grain < left; n++) {
      long sector = Integer.toUnsignedLong(table.getInt(n * 4));
      // 1 stands for a grain of zeros.
      if (sector > 1) {
        long length = (header.getInt(8) & COMPRESSED) == 0 ? Math.min(grain, left - n * grain) * SECTOR
            : GRAIN_HEADER + Integer.toUnsignedLong(bytes.read(sector * SECTOR, GRAIN_HEADER).getInt(8));
        unseen.accountPiece(sector * SECTOR, length);
      }
    }
  }
}
