package io.github.vmimage.disk;

import io.github.vmimage.report.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The checks on an ext2, ext3 or ext4 superblock before it is mounted; field offsets as in the kernel's {@code ext4.h}. */
final class ExtSuperblock {
  private static final int RECOVER = 0x4;
  private static final int CLEAN = 1;
  private static final int ERRORS = 2;

  private ExtSuperblock() {}

  /** Returns when the file system is whole and was unmounted; a problem otherwise. */
  static void check(Partition partition, DiskBytes bytes) throws IOException {
    ByteBuffer block = bytes.read(1024, 1024);
    int sizeBits = block.getInt(0x18);
    int incompatible = block.getInt(0x60);
    long blocks = Integer.toUnsignedLong(block.getInt(0x04)) | ((incompatible & 0x80) != 0 ? (long) block.getInt(0x150) << 32 : 0);
    if (sizeBits < 0 || sizeBits > 6 || blocks <= 0 || blocks > bytes.size() >> (10 + sizeBits)) {
      throw Problem.project("The root file system is damaged").at(partition).saw(Long.toUnsignedString(blocks) + " blocks of 2^"
          + (10L + sizeBits) + " bytes in " + bytes.size() + " bytes").accepts("a file system that fits its partition")
          .next("build the image again").asException();
    }
    int state = block.getShort(0x3A);
    if ((incompatible & RECOVER) != 0 || (state & CLEAN) == 0) {
      throw Problem.project("The guest was cut off, not shut down gracefully: its last writes are missing from the disk").at(partition)
          .saw((incompatible & RECOVER) != 0 ? "ext file system with a journal to replay" : "ext file system not marked clean")
          .accepts("a guest that was shut down before its disk was taken")
          .next("set shutdown_command in the Packer template, such as \"sudo shutdown -P now\", and build again").asException();
    }
    if ((state & ERRORS) != 0) {
      throw Problem.project("The guest found errors in its root file system").at(partition).saw("ext file system marked with errors")
          .next("build the image again, and look at the guest's console for the first error").asException();
    }
  }
}
