package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The headers of a VHDX, as Microsoft's [MS-VHDX] lays them out: whether the disk has a parent, and whether its log holds writes that are
 * not in it yet.
 */
final class VhdxHeader {
  private static final int KIB = 1024;
  private static final int[] HEADERS = {64 * KIB, 128 * KIB};
  private static final int HEADER_LENGTH = 4 * KIB;
  private static final int REGIONS = 192 * KIB;
  private static final int MAX_ENTRIES = 2047;
  private static final int ENTRY = 32;
  static final String METADATA = "06a27c8b90479a4bb8fe575f050f886e";
  static final String FILE_PARAMETERS = "3767a1ca36fa434db3b633f0aa44e76b";
  private static final String PARENT_LOCATOR = "2d5fd3a80bb34d45abf7d3d84834ab0c";
  private static final int HAS_PARENT = 2;

  private final Path disk;
  private final DiskBytes bytes;

  VhdxHeader(Path disk, DiskBytes bytes) {
    this.disk = disk;
    this.bytes = bytes;
  }

  /** A problem where the disk has a parent, is damaged, or was not closed. */
  static void require(Path disk, DiskBytes bytes) throws IOException {
    VhdxHeader header = new VhdxHeader(disk, bytes);
    header.requireEmptyLog();
    header.requireNoParent();
  }

  /** Of the two headers the newer one counts, where it is whole. */
  private void requireEmptyLog() throws IOException {
    ByteBuffer newest = null;
    for (int offset : HEADERS) {
      ByteBuffer header = bytes.read(offset, HEADER_LENGTH);
      if (bytes.spells(offset, "head") && header.getInt(4) == checksum(header)
          && (newest == null || Long.compareUnsigned(header.getLong(8), newest.getLong(8)) > 0)) {
        newest = header;
      }
    }
    if (newest == null) {
      throw damaged("without a whole header");
    }
    if (newest.getLong(48) != 0 || newest.getLong(56) != 0) {
      throw DiskProblems.notClosed(disk, "VHDX with a log that is not written to the disk").asException();
    }
  }

  private static int checksum(ByteBuffer header) {
    CRC32C crc = new CRC32C();
    byte[] copy = header.array().clone();
    ByteBuffer.wrap(copy).putInt(4, 0);
    crc.update(copy);
    return (int) crc.getValue();
  }

  private void requireNoParent() throws IOException {
    boolean child = (item(FILE_PARAMETERS, 8).getInt(4) & HAS_PARENT) != 0;
    if (child || entry(region(METADATA).getLong(16), "metadata", 10, 2, ENTRY, PARENT_LOCATOR) != null) {
      throw DiskProblems.dependent(disk, "a VHDX with a parent").asException();
    }
  }

  /** The entry of a region: its place is at byte 16, its length at byte 24. */
  ByteBuffer region(String identifier) throws IOException {
    ByteBuffer region = entry(REGIONS, "regi", 8, 4, 16, identifier);
    if (region == null) {
      throw damaged("without one of its regions");
    }
    return region;
  }

  /** The first bytes of an item of the metadata. */
  ByteBuffer item(String identifier, int length) throws IOException {
    long metadata = region(METADATA).getLong(16);
    ByteBuffer entry = entry(metadata, "metadata", 10, 2, ENTRY, identifier);
    if (entry == null) {
      throw damaged("without a part of its metadata");
    }
    return bytes.read(metadata + Integer.toUnsignedLong(entry.getInt(16)), length);
  }

  /** An entry of a table; null where it has none of that identifier. */
  private ByteBuffer entry(long table, String signature, int countAt, int countLength, int first, String identifier) throws IOException {
    if (table < 0 || !bytes.spells(table, signature)) {
      throw damaged("without a table that begins with " + signature);
    }
    ByteBuffer header = bytes.read(table, first);
    int count = countLength == 2 ? Short.toUnsignedInt(header.getShort(countAt)) : header.getInt(countAt);
    if (count < 0 || count > MAX_ENTRIES) {
      throw damaged("with a table of " + Integer.toUnsignedString(count) + " entries");
    }
    for (int n = 0; n < count; n++) {
      ByteBuffer entry = bytes.read(table + first + (long) n * ENTRY, ENTRY);
      ByteBuffer name = entry.duplicate().order(ByteOrder.BIG_ENDIAN);
      if (String.format("%016x%016x", name.getLong(0), name.getLong(8)).equals(identifier)) {
        return entry;
      }
    }
    return null;
  }

  private io.github.vmimage.report.ProblemException damaged(String seen) {
    return DiskProblems.dependent(disk, "a damaged VHDX " + seen).asException();
  }
}
