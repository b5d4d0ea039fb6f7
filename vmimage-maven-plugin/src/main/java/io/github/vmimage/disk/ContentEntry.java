package io.github.vmimage.disk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One line of a content listing.
 *
 * @param path its bytes, which decide the order
 * @param line the whole line with its line feed
 * @param size bytes of a regular file, 0 for anything else
 */
record ContentEntry(byte[] path, byte[] line, long size) implements Comparable<ContentEntry> {

  static ContentEntry of(RawName path, String fields, String detail, long size) {
    String line = fields + " " + detail + " " + path.escaped() + "\n";
    return new ContentEntry(path.bytes(), line.getBytes(StandardCharsets.US_ASCII), size);
  }

  @Override
  public int compareTo(ContentEntry other) {
    return Arrays.compareUnsigned(path, other.path);
  }
}
