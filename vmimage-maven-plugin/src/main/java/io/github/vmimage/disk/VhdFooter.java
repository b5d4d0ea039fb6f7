package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;

/**
 * The footer of a VHD, and the header of a dynamic one, as Microsoft's "Virtual Hard Disk Image Format Specification" lays them out. QEMU
 * reads a differencing VHD as if it had no parent, so another disk is seen there than in Hyper-V.
 */
final class VhdFooter {
  private static final int LENGTH = 512;
  private static final int FIXED = 2;
  private static final int DYNAMIC = 3;
  private static final int DIFFERENCING = 4;
  private static final int DYNAMIC_LENGTH = 1024;
  /** Identifier and name of a parent, and the places where it may be; a time between them may be anything. */
  private static final int[][] PARENT = {{40, 56}, {64, 768}};
  /** Where the dynamic header is; size, geometry and type of the disk. */
  private static final int[][] DISK = {{16, 24}, {48, 64}};

  private VhdFooter() {}

  /** Where the last footer is; negative in a file that is too short. */
  static long last(DiskBytes bytes) {
    return bytes.size() - LENGTH;
  }

  static boolean isAt(long offset, DiskBytes bytes) throws IOException {
    return bytes.holds(offset, LENGTH) && bytes.spells(offset, "conectix");
  }

  /** What the disk needs beside itself, for a person; empty where it stands by itself. */
  static String reference(DiskBytes bytes, long offset) throws IOException {
    ByteBuffer footer = bytes.read(offset, LENGTH).order(ByteOrder.BIG_ENDIAN);
    int type = footer.getInt(60);
    if (type == DIFFERENCING) {
      return "a VHD with a backing file";
    }
    if (type != (offset == 0 ? DYNAMIC : FIXED)) {
      return "a VHD of the unknown type " + type;
    }
    if (type == FIXED) {
      return "";
    }
    // QEMU reads the copy at the beginning, Hyper-V the footer at the end.
    if (isAt(last(bytes), bytes) && !agrees(bytes.read(last(bytes), LENGTH), footer, DISK)) {
      return "a VHD with two different footers";
    }
    return agrees(bytes.read(footer.getLong(16), DYNAMIC_LENGTH), ByteBuffer.allocate(DYNAMIC_LENGTH), PARENT) ? ""
        : "a VHD that names a parent";
  }

  private static boolean agrees(ByteBuffer one, ByteBuffer other, int[][] parts) {
    return Stream.of(parts).allMatch(p -> one.slice(p[0], p[1] - p[0]).equals(other.slice(p[0], p[1] - p[0])));
  }
}
