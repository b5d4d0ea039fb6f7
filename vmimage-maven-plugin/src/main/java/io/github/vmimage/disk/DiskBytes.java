package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A stretch of a file that holds a disk, read within its bounds.
 *
 * @param place what it is, for messages
 * @param file open for reading
 * @param start first byte of the stretch
 * @param size length in bytes
 */
record DiskBytes(String place, FileChannel file, long start, long size) {

  /** All of a file, which may be another view of the disk that is named. */
  static DiskBytes of(Path disk, FileChannel file) throws IOException {
    return new DiskBytes(disk.toString(), file, 0, file.size());
  }

  /** One partition of this disk; the caller has checked its bounds. */
  DiskBytes part(Partition partition) {
    return new DiskBytes(place + ", " + partition, file, start + partition.start(), partition.size());
  }

  boolean holds(long offset, long length) {
    return offset >= 0 && length >= 0 && offset <= size - length;
  }

  /** Exactly these bytes, little-endian; a problem when they lie beyond the end. */
  ByteBuffer read(long offset, int length) throws IOException {
    if (!holds(offset, length)) {
      throw DiskProblems.cutOff(place, "bytes " + offset + " to " + (offset + length) + " of " + size).asException();
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, start + offset + bytes.position()) < 0) {
        throw new IOException("unexpected end of the disk");
      }
    }
    return bytes.flip();
  }

  /** Whether these bytes are there and spell a text, one byte a character. */
  boolean spells(long offset, String text) throws IOException {
    return holds(offset, text.length()) && StandardCharsets.ISO_8859_1.decode(read(offset, text.length())).toString().equals(text);
  }
}
