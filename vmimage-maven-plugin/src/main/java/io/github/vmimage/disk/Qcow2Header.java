package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The header of a qcow2, as QEMU's docs/interop/qcow2.txt lays it out.
 *
 * @param version 2 or 3, or one that nobody knows
 * @param backing whether it names a backing file
 * @param clusterBits a cluster has two to this power of bytes
 * @param size bytes of the disk that a guest sees
 * @param encrypted whether its content is encrypted
 * @param l1Entries entries of the table that leads to everything
 * @param l1Offset where that table is
 * @param refcountOffset where the table of reference counts is
 * @param refcountClusters clusters of that table
 * @param snapshots how many snapshots it holds
 * @param snapshotOffset where their table is
 * @param incompatible features that a reader must know
 * @param length of the header, in bytes
 */
record Qcow2Header(int version, boolean backing, int clusterBits, long size, boolean encrypted, int l1Entries, long l1Offset,
    long refcountOffset, int refcountClusters, int snapshots, long snapshotOffset, long incompatible, int length) {
  private static final long DIRTY = 1;
  private static final long CORRUPT = 2;
  private static final long DATA_FILE = 4;
  private static final long COMPRESSION = 8;
  private static final long EXTENDED_L2 = 16;
  private static final int LENGTH_OF_2 = 72;
  private static final int SHORTEST_OF_3 = 104;

  static boolean is(DiskBytes bytes) throws IOException {
    return bytes.spells(0, "QFI\u00fb");
  }

  static Qcow2Header read(DiskBytes bytes) throws IOException {
    ByteBuffer header = bytes.read(0, LENGTH_OF_2).order(ByteOrder.BIG_ENDIAN);
    int version = header.getInt(4);
    ByteBuffer more = version == 3 ? bytes.read(LENGTH_OF_2, SHORTEST_OF_3 - LENGTH_OF_2).order(ByteOrder.BIG_ENDIAN) : null;
    return new Qcow2Header(version, header.getLong(8) != 0 || header.getInt(16) != 0, header.getInt(20), header.getLong(24),
        header.getInt(32) != 0, header.getInt(36), header.getLong(40), header.getLong(48), header.getInt(56), header.getInt(60),
        header.getLong(64), more == null ? 0 : more.getLong(0), more == null ? LENGTH_OF_2 : more.getInt(28));
  }

  boolean hasSubclusters() {
    return (incompatible & EXTENDED_L2) != 0;
  }

  /** A problem where the disk does not stand by itself or was not closed. */
  void require(Path disk) {
    String reference = reference();
    if (!reference.isEmpty()) {
      throw DiskProblems.dependent(disk, reference).asException();
    }
    if ((incompatible & (DIRTY | CORRUPT)) != 0) {
      throw DiskProblems.notClosed(disk, (incompatible & CORRUPT) != 0 ? "qcow2 marked corrupt" : "qcow2 marked dirty").asException();
    }
  }

  private String reference() {
    if (version != 2 && version != 3) {
      return "qcow2 of the unknown version " + version;
    }
    if (backing) {
      return "qcow2 with a backing file";
    }
    if ((incompatible & DATA_FILE) != 0) {
      return "qcow2 whose data lies in another file";
    }
    if (encrypted) {
      return "qcow2 that is encrypted";
    }
    long unknown = incompatible & ~(DIRTY | CORRUPT | COMPRESSION | EXTENDED_L2);
    return unknown == 0 ? "" : "qcow2 with unknown features (bits 0x" + Long.toHexString(unknown) + ")";
  }
}
