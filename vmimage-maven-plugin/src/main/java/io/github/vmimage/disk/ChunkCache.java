package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Reads a part of a disk in pieces of 64 KiB, the clusters of a compressed qcow2, and remembers the last {@value #CHUNKS}: the inodes of
 * one folder, and small files written one after the other, lie in the same piece. For several threads.
 */
final class ChunkCache {
  static final int SIZE = 64 << 10;
  private static final int CHUNKS = 384;

  private record Chunk(long number, byte[] bytes) {}

  private final DiskBytes disk;
  private final AtomicReferenceArray<Chunk> chunks = new AtomicReferenceArray<>(CHUNKS);

  ChunkCache(DiskBytes disk) {
    this.disk = disk;
  }

  /** Exactly these bytes, little-endian; an error when they lie beyond the end. */
  ByteBuffer read(long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    read(offset, bytes, 0, length);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  void read(long offset, byte[] to, int at, int length) throws IOException {
    if (!disk.holds(offset, length)) {
      throw new DamagedExtException("bytes " + offset + " to " + (offset + length) + " of a file system of " + disk.size());
    }
    int done = 0;
    while (done < length) {
      long number = (offset + done) / SIZE;
      int inside = (int) ((offset + done) % SIZE);
      byte[] chunk = chunk(number);
      int some = Math.min(length - done, chunk.length - inside);
      System.arraycopy(chunk, inside, to, at + done, some);
      done += some;
    }
  }

  private byte[] chunk(long number) throws IOException {
    int slot = (int) (number % CHUNKS);
    Chunk known = chunks.get(slot);
    if (known == null || known.number() != number) {
      long start = number * SIZE;
      known = new Chunk(number, disk.read(start, (int) Math.min(SIZE, disk.size() - start)).array());
      chunks.set(slot, known);
    }
    return known.bytes();
  }
}
