package io.github.vmimage.disk;

import io.github.vmimage.report.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * A stretch of a file that holds a disk, read within its bounds.
 *
 * @param file open for reading
 * @param start first byte of the stretch
 * @param size length in bytes
 */
record DiskBytes(FileChannel file, long start, long size) {

  /** All of a file. */
  static DiskBytes of(FileChannel file) throws IOException {
    return new DiskBytes(file, 0, file.size());
  }

  /** A stretch within this one; the caller has checked its bounds. */
  DiskBytes part(long offset, long length) {
    return new DiskBytes(file, start + offset, length);
  }

  boolean holds(long offset, long length) {
    return offset >= 0 && length >= 0 && offset <= size - length;
  }

  /** Exactly these bytes, little-endian; a problem when they lie beyond the end. */
  ByteBuffer read(long offset, int length) throws IOException {
    if (!holds(offset, length)) {
      throw Problem.project("The disk ends before the data that its own headers point to")
          .saw("bytes " + offset + " to " + (offset + length) + " of " + size)
          .next("build the disk again; a copy that was cut off looks like this").asException();
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
