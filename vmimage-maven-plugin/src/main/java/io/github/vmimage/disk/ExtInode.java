package io.github.vmimage.disk;

import java.nio.ByteBuffer;

/**
 * What ext2, ext3 and ext4 keep of a file (the kernel's {@code struct ext4_inode}).
 *
 * @param number 1 or more
 * @param raw all its bytes, little-endian
 */
record ExtInode(int number, ByteBuffer raw) {
  private static final int EXTENTS = 0x80000;
  private static final int INLINE_DATA = 0x10000000;
  static final int BLOCK_AT = 0x28;
  static final int BLOCK_SIZE = 60;

  /** What kind of file it is; the bits of {@code st_mode}. */
  enum Type { FILE, FOLDER, LINK, OTHER }

  int mode() {
    return raw.getShort(0) & 0xFFFF;
  }

  Type type() {
    return switch (mode() & 0170000) {
      case 0100000 -> Type.FILE;
      case 0040000 -> Type.FOLDER;
      case 0120000 -> Type.LINK;
      default -> Type.OTHER;
    };
  }

  int uid() {
    return raw.getShort(2) & 0xFFFF | (raw.getShort(0x78) & 0xFFFF) << 16;
  }

  int gid() {
    return raw.getShort(0x18) & 0xFFFF | (raw.getShort(0x7A) & 0xFFFF) << 16;
  }

  /** In bytes; negative where a hostile disk says so. */
  long size() {
    long low = Integer.toUnsignedLong(raw.getInt(4));
    return type() == Type.FILE || type() == Type.FOLDER ? low | (long) raw.getInt(0x6C) << 32 : low;
  }

  int modified() {
    return raw.getInt(0x10);
  }

  boolean hasExtents() {
    return (raw.getInt(0x20) & EXTENTS) != 0;
  }

  boolean isInline() {
    return (raw.getInt(0x20) & INLINE_DATA) != 0;
  }

  /** The number of a device as the C library's {@code makedev} puts it together. */
  long device() {
    int old = raw.getInt(BLOCK_AT);
    int dev = raw.getInt(BLOCK_AT + 4);
    long major = old != 0 ? old >>> 8 & 0xFF : (dev & 0xFFF00) >>> 8;
    long minor = old != 0 ? old & 0xFF : dev & 0xFF | dev >>> 12 & 0xFFF00;
    return (major & 0xFFF) << 8 | minor & 0xFF | (minor & ~0xFFL) << 12 | (major & ~0xFFFL) << 32;
  }

  /** The 60 bytes in which block numbers, extents, a short link or short content stand. */
  ByteBuffer block() {
    return raw.slice(BLOCK_AT, BLOCK_SIZE).order(raw.order());
  }
}
