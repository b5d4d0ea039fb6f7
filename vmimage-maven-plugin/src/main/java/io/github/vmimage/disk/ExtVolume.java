package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The geometry of an ext2, ext3 or ext4 file system, its inodes, and where their content lies. Checksums are not looked at: what is read
 * is used within bounds, whatever it says. Every number of the disk is checked, and what does not fit is an {@link IOException}.
 */
final class ExtVolume {
  static final int ROOT = 2;
  private static final int META_BG = 0x10;
  private static final int BITS_64 = 0x80;
  /** Compressed or encrypted content cannot be read, and dirdata and journal devices are nothing that a guest boots from. */
  private static final int UNREADABLE = ~(0x2 | META_BG | 0x40 | BITS_64 | 0x100 | 0x200 | 0x400 | 0x2000 | 0x4000 | 0x8000 | 0x20000);
  private static final int MAX_DEPTH = 5;
  private static final int MAX_LINK = 4096;

  private final ChunkCache disk;
  private final int blockSize;
  private final long blocks;
  private final int firstBlock;
  private final int blocksPerGroup;
  private final int inodesPerGroup;
  private final long inodes;
  private final int inodeSize;
  private final int descriptorSize;
  private final boolean metaGroups;
  private final int firstMetaGroup;
  private final boolean sparseSuper;
  private final long freeBlocks;

  /** A run of blocks of a file: where it lies, or 0 for a hole, and for how many blocks. */
  record Run(long block, long count) {}

  ExtVolume(DiskBytes bytes) throws IOException {
    disk = new ChunkCache(bytes);
    ByteBuffer block = disk.read(1024, 1024);
    int incompatible = block.getInt(0x60);
    int sizeBits = block.getInt(0x18);
    inodes = Integer.toUnsignedLong(block.getInt(0));
    boolean wide = (incompatible & BITS_64) != 0;
    blocks = Integer.toUnsignedLong(block.getInt(4)) | (wide ? (long) block.getInt(0x150) << 32 : 0);
    freeBlocks = Integer.toUnsignedLong(block.getInt(0xC)) | (wide ? (long) block.getInt(0x158) << 32 : 0);
    firstBlock = block.getInt(0x14);
    blocksPerGroup = block.getInt(0x20);
    inodesPerGroup = block.getInt(0x28);
    inodeSize = block.getInt(0x4C) == 0 ? 128 : block.getShort(0x58) & 0xFFFF;
    descriptorSize = wide ? block.getShort(0xFE) & 0xFFFF : 32;
    metaGroups = (incompatible & META_BG) != 0;
    firstMetaGroup = block.getInt(0x104);
    sparseSuper = (block.getInt(0x64) & 1) != 0;
    require(sizeBits >= 0 && sizeBits <= 6 && blocks > 0 && blocks <= bytes.size() >> (10 + sizeBits), "number of blocks");
    blockSize = 1024 << sizeBits;
    require(firstBlock == 0 || firstBlock == 1 && blockSize == 1024, "first block");
    require(blocksPerGroup > 0, "blocks of a group");
    require(inodesPerGroup > 0 && inodesPerGroup <= 8 * blockSize, "inodes of a group");
    require(inodeSize >= 128 && inodeSize <= blockSize && Integer.bitCount(inodeSize) == 1, "size of an inode");
    require(descriptorSize >= 32 && descriptorSize <= blockSize && descriptorSize % 8 == 0, "size of a group descriptor");
    require(inode(ROOT).type() == ExtInode.Type.FOLDER, "root folder");
  }

  /** Features that keep the content from being read, in words; empty where there are none. */
  static String unreadableFeatures(DiskBytes bytes) throws IOException {
    int features = bytes.read(1024 + 0x60, 4).getInt(0) & UNREADABLE;
    return features == 0 ? "" : String.format("features 0x%x (encryption, compression, or newer than this reader)", features);
  }

  private static void require(boolean holds, String what) throws IOException {
    if (!holds) {
      throw new DamagedExtException("the file system's " + what);
    }
  }

  long size() {
    return blocks * blockSize;
  }

  long free() {
    return Math.max(0, Math.min(freeBlocks, blocks)) * blockSize;
  }

  ExtInode inode(long number) throws IOException {
    require(number >= 1 && number <= inodes, "inode " + number);
    long group = (number - 1) / inodesPerGroup;
    ByteBuffer descriptor = disk.read(descriptorAt(group), descriptorSize);
    long table = Integer.toUnsignedLong(descriptor.getInt(8)) | (descriptorSize >= 64 ? (long) descriptor.getInt(0x28) << 32 : 0);
    require(table > 0 && table < blocks, "table of inodes");
    return new ExtInode((int) number, disk.read(table * blockSize + (number - 1) % inodesPerGroup * inodeSize, inodeSize));
  }

  private long descriptorAt(long group) {
    int each = blockSize / descriptorSize;
    long table = group / each;
    if (!metaGroups || table < firstMetaGroup) {
      return (superBlock() + 1L) * blockSize + group * descriptorSize;
    }
    long first = table * each;
    long start = first == 0 ? superBlock() : first * blocksPerGroup + firstBlock;
    return (start + (hasSuper(first) ? 1 : 0)) * blockSize + group % each * descriptorSize;
  }

  /** Blocks of 1 KiB with clusters are counted from 0, and the superblock is in the second all the same. */
  private int superBlock() {
    return blockSize == 1024 ? 1 : 0;
  }

  private boolean hasSuper(long group) {
    return !sparseSuper || group <= 1 || isPower(group, 3) || isPower(group, 5) || isPower(group, 7);
  }

  private static boolean isPower(long number, int base) {
    long power = base;
    while (power < number) {
      power *= base;
    }
    return power == number;
  }

  /** Some bytes of a file's content, up to its end; -1 where there are no more. */
  int read(ExtInode inode, long offset, byte[] to, int at, int length) throws IOException {
    long size = inode.size();
    require(size >= 0, "size of inode " + inode.number());
    if (offset >= size || length == 0) {
      return offset >= size ? -1 : 0;
    }
    if (inode.isInline()) {
      byte[] content = inline(inode);
      int some = (int) Math.min(length, size - offset);
      for (int n = 0; n < some; n++) {
        to[at + n] = offset + n < content.length ? content[(int) offset + n] : 0;
      }
      return some;
    }
    Run run = run(inode, offset / blockSize);
    int inside = (int) (offset % blockSize);
    long run1 = Math.min(run.count(), Integer.MAX_VALUE / blockSize - 1L) * blockSize - inside;
    int some = (int) Math.min(Math.min(length, size - offset), run1);
    // Entries that are not sorted give runs of nothing.
    require(some > 0, "blocks of inode " + inode.number());
    if (run.block() == 0) {
      java.util.Arrays.fill(to, at, at + some, (byte) 0);
    } else {
      require(run.block() + run.count() <= blocks, "blocks of inode " + inode.number());
      disk.read(run.block() * blockSize + inside, to, at, some);
    }
    return some;
  }

  private Run run(ExtInode inode, long block) throws IOException {
    return inode.hasExtents() ? extent(inode, inode.block(), block, -1) : mapped(inode, block);
  }

  /** A node of the tree of extents: 12 bytes of header, then entries of 12 bytes, sorted. */
  private Run extent(ExtInode inode, ByteBuffer node, long block, int expectedDepth) throws IOException {
    String what = "extents of inode " + inode.number();
    int entries = node.getShort(2) & 0xFFFF;
    int depth = node.getShort(6) & 0xFFFF;
    require((node.getShort(0) & 0xFFFF) == 0xF30A && entries <= (node.capacity() - 12) / 12 && depth <= MAX_DEPTH
        && (expectedDepth < 0 || depth == expectedDepth), what);
    int at = -1;
    for (int n = 0; n < entries && Integer.toUnsignedLong(node.getInt(12 + 12 * n)) <= block; n++) {
      at = n;
    }
    long next = at + 1 < entries ? Integer.toUnsignedLong(node.getInt(12 + 12 * (at + 1))) : Long.MAX_VALUE;
    if (at < 0) {
      return new Run(0, next - block);
    }
    int entry = 12 + 12 * at;
    if (depth > 0) {
      long child = Integer.toUnsignedLong(node.getInt(entry + 4)) | (long) (node.getShort(entry + 8) & 0xFFFF) << 32;
      require(child > 0 && child < blocks, what);
      Run run = extent(inode, disk.read(child * blockSize, blockSize), block, depth - 1);
      return new Run(run.block(), Math.min(run.count(), next - block));
    }
    int length = node.getShort(entry + 4) & 0xFFFF;
    boolean unwritten = length > 32768;
    length = unwritten ? length - 32768 : length;
    long inside = block - Integer.toUnsignedLong(node.getInt(entry));
    if (inside >= length) {
      return new Run(0, next - block);
    }
    long start = Integer.toUnsignedLong(node.getInt(entry + 8)) | (long) (node.getShort(entry + 6) & 0xFFFF) << 32;
    require(start > 0 && start + length <= blocks, what);
    return new Run(unwritten ? 0 : start + inside, length - inside);
  }

  /** The older way: twelve blocks, then blocks of block numbers, of those, and of those. */
  private Run mapped(ExtInode inode, long block) throws IOException {
    long each = blockSize / 4;
    if (block < 12) {
      return one(Integer.toUnsignedLong(inode.block().getInt((int) block * 4)), inode);
    }
    long rest = block - 12;
    long spanned = each;
    for (int level = 1; level <= 3; level++) {
      if (rest < spanned) {
        long number = Integer.toUnsignedLong(inode.block().getInt((11 + level) * 4));
        for (long span = spanned / each; ; span /= each) {
          if (one(number, inode).block() == 0) {
            return new Run(0, Math.max(1, span * each - rest));
          }
          number = Integer.toUnsignedLong(disk.read(number * blockSize + rest / span * 4, 4).getInt(0));
          rest %= span;
          if (span == 1) {
            return one(number, inode);
          }
        }
      }
      rest -= spanned;
      spanned *= each;
    }
    throw new DamagedExtException("the file system's size of inode " + inode.number());
  }

  private Run one(long block, ExtInode inode) throws IOException {
    require(block < blocks, "blocks of inode " + inode.number());
    return new Run(block, 1);
  }

  /** Short content: in the place of the block numbers, and going on in the inode's own attribute {@code system.data}. */
  byte[] inline(ExtInode inode) throws IOException {
    ByteBuffer raw = inode.raw();
    byte[] rest = new byte[0];
    int attributes = inodeSize > 128 ? 128 + (raw.getShort(0x80) & 0xFFFF) : inodeSize;
    if (attributes + 8 <= inodeSize && raw.getInt(attributes) == 0xEA020000) {
      int first = attributes + 4;
      for (int at = first; at + 16 <= inodeSize && raw.getInt(at) != 0; at += 16 + ((raw.get(at) & 0xFF) + 3 & ~3)) {
        int value = first + (raw.getShort(at + 2) & 0xFFFF);
        int size = raw.getInt(at + 8);
        boolean data = raw.get(at) == 4 && raw.get(at + 1) == 7 && at + 20 <= inodeSize && raw.getInt(at + 16) == 0x61746164;
        if (data) {
          require(size >= 0 && size <= inodeSize && value + size <= inodeSize, "short content of inode " + inode.number());
          rest = new byte[size];
          raw.get(value, rest);
        }
      }
    }
    byte[] content = new byte[ExtInode.BLOCK_SIZE + rest.length];
    raw.get(ExtInode.BLOCK_AT, content, 0, ExtInode.BLOCK_SIZE);
    System.arraycopy(rest, 0, content, ExtInode.BLOCK_SIZE, rest.length);
    return content;
  }

  /** Where a symbolic link leads to, as the bytes it is. */
  byte[] target(ExtInode inode) throws IOException {
    long size = inode.size();
    require(size >= 0 && size <= MAX_LINK, "link in inode " + inode.number());
    byte[] target = new byte[(int) size];
    if (!inode.hasExtents() && !inode.isInline() && size < ExtInode.BLOCK_SIZE) {
      inode.raw().get(ExtInode.BLOCK_AT, target);
      return target;
    }
    for (int done = 0; done < target.length;) {
      done += read(inode, done, target, done, target.length - done);
    }
    return target;
  }

  int blockSize() {
    return blockSize;
  }
}
