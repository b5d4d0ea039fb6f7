package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;

/**
 * Which sectors of a disk image file hold something that a guest sees or that leads to it. What is left must be zeros: anything else is what
 * a guest saw once and still goes out with the file.
 */
final class UnseenBytes {
  /** Bounds the memory: one bit for each sector, 64 MiB. */
  static final long MAX_FILE = 256L << 30;
  private static final int SECTOR = 512;
  private static final int CHUNK = 1 << 20;

  private final DiskBytes file;
  private final BitSet seen;
  private long pieces;

  /** A file of at most {@link #MAX_FILE} bytes. */
  UnseenBytes(DiskBytes file) {
    this.file = file;
    this.seen = new BitSet(sector(file.size() + SECTOR - 1));
  }

  /** These bytes are accounted for, and the rest of the sectors that they touch; what lies beyond the end is passed over. */
  void account(long offset, long length) {
    if (offset >= 0 && length > 0 && offset < file.size()) {
      long end = length > file.size() - offset ? file.size() : offset + length;
      seen.set(sector(offset), sector(end + SECTOR - 1));
    }
  }

  /**
   * The same of a piece that has its place for itself. Pieces that overlap are a problem: a small file could otherwise keep its reader
   * busy for ever. A table and its copy may lead to the same ones.
   */
  void accountPiece(long offset, long length) {
    pieces += length;
    if (pieces < 0 || pieces > 2 * file.size()) {
      throw DiskProblems.damagedContainer(file.place(), "pieces that overlap").asException();
    }
    account(offset, length);
  }

  /** Where the first byte lies that is not zero and not accounted for. */
  Optional<HiddenPart> first() throws IOException {
    int sectors = sector(file.size() + SECTOR - 1);
    for (int from = seen.nextClearBit(0); from < sectors; from = seen.nextClearBit(from)) {
      int next = seen.nextSetBit(from);
      int end = next < 0 ? sectors : next;
      long last = Math.min((long) end * SECTOR, file.size());
      for (long at = (long) from * SECTOR; at < last; at += CHUNK) {
        int found = notZero(file.read(at, (int) Math.min(CHUNK, last - at)));
        if (found >= 0) {
          return Optional.of(new HiddenPart("byte " + (at + found) + " of the file", "bytes that no guest sees any more"));
        }
      }
      from = end;
    }
    return Optional.empty();
  }

  /** The index of the first byte that is not zero; -1 where there is none. */
  static int notZero(ByteBuffer bytes) {
    return bytes.mismatch(ByteBuffer.allocate(bytes.remaining()));
  }

  private static int sector(long offset) {
    return (int) (offset / SECTOR);
  }
}
