package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The checks on an ext2, ext3 or ext4 superblock before it is mounted; field offsets as in the kernel's {@code ext4.h}. */
final class ExtSuperblock {
  private static final int RECOVER = 0x4;
  private static final int CLEAN = 1;
  private static final int ERRORS = 2;

  private ExtSuperblock() {}

  /** Whether what may be a superblock has numbers that fit together, so that its signature of two bytes is none by chance. */
  static boolean isLikely(byte[] bytes, int at) {
    if (at < 0 || at > bytes.length - 1024) {
      return false;
    }
    ByteBuffer block = ByteBuffer.wrap(bytes, at, 1024).slice().order(ByteOrder.LITTLE_ENDIAN);
    int sizeBits = block.getInt(0x18);
    return sizeBits >= 0 && sizeBits <= 6 && block.getInt(0x14) >= 0 && block.getInt(0x14) <= 1 && block.getInt(0) != 0
        && block.getInt(0x04) != 0 && block.getInt(0x20) > 0 && block.getInt(0x28) > 0 && block.getInt(0x28) <= 8 * (1024 << sizeBits);
  }

  /** Returns when the file system is whole and was unmounted; a problem otherwise. */
  static void check(DiskBytes bytes) throws IOException {
    ByteBuffer block = bytes.read(1024, 1024);
    int sizeBits = block.getInt(0x18);
    int incompatible = block.getInt(0x60);
    long blocks = Integer.toUnsignedLong(block.getInt(0x04)) | ((incompatible & 0x80) != 0 ? (long) block.getInt(0x150) << 32 : 0);
    if (sizeBits < 0 || sizeBits > 6 || blocks <= 0 || blocks > bytes.size() >> (10 + sizeBits)) {
      throw DiskProblems.damagedFileSystem(bytes.place(), Long.toUnsignedString(blocks) + " blocks of 2^" + (10L + sizeBits)
          + " bytes in " + bytes.size() + " bytes").asException();
    }
    int state = block.getShort(0x3A);
    if ((incompatible & RECOVER) != 0 || (state & CLEAN) == 0) {
      throw DiskProblems.guestCutOff(bytes.place(),
          (incompatible & RECOVER) != 0 ? "ext file system with a journal to replay" : "ext file system not marked clean").asException();
    }
    if ((state & ERRORS) != 0) {
      throw DiskProblems.errorsInFileSystem(bytes.place()).asException();
    }
  }
}
