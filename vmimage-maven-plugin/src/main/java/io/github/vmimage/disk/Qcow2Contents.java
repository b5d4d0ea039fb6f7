package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a qcow2 keeps beside what its guest sees: snapshots, bitmaps, strings in its header, and clusters that nothing refers to any more.
 * Reference counts are not asked: a cluster that was freed, and one that was leaked, keep their bytes alike.
 */
final class Qcow2Contents {
  private static final long OFFSET = 0x00ff_ffff_ffff_fe00L;
  private static final long COMPRESSED = 1L << 62;
  private static final long ZEROS = 1;
  private static final int SUBCLUSTERS = 32;
  private static final String HEADER = "header";
  /** Type and length of an extension. */
  private static final int EXTENSION = 8;
  private static final int FEATURE_NAMES = 0x6803f857;
  private static final int BITMAPS = 0x23852875;
  /** As QEMU's own limits for a table of this level. */
  private static final int MAX_L1 = 32 << 20;
  private static final int MAX_REFCOUNTS = 8 << 20;
  /** Tables of eight TiB in clusters of 64 KiB. */
  private static final long MAX_L2 = 1L << 30;
  private static final int SHOWN_SNAPSHOTS = 10;
  private static final int SNAPSHOT_ENTRY = 40;

  private final DiskBytes bytes;
  private final Qcow2Header header;
  private final int cluster;
  private final List<HiddenPart> hidden = new ArrayList<>();

  private Qcow2Contents(DiskBytes bytes, Qcow2Header header) {
    this.bytes = bytes;
    this.header = header;
    this.cluster = 1 << header.clusterBits();
  }

  /** The hidden parts; empty where the file holds what a guest sees and nothing else. */
  static List<HiddenPart> hidden(DiskBytes bytes) throws IOException {
    Qcow2Header header = Qcow2Header.read(bytes);
    if (header.clusterBits() < 9 || header.clusterBits() > 21) {
      throw DiskProblems.damagedContainer(bytes.place(), "clusters of 2^" + header.clusterBits() + " bytes").asException();
    }
    Qcow2Contents contents = new Qcow2Contents(bytes, header);
    contents.lookAtHeader();
    contents.lookAtSnapshots();
    if (contents.hidden.isEmpty()) {
      // Whatever of these there is owns clusters of its own; told once, it is not told again by its bytes.
      contents.unseen().first().ifPresent(contents.hidden::add);
    }
    return contents.hidden;
  }

  private ByteBuffer read(long offset, long length) throws IOException {
    return bytes.read(offset, (int) length).order(ByteOrder.BIG_ENDIAN);
  }

  private void lookAtHeader() throws IOException {
    ByteBuffer first = read(0, Math.min(cluster, bytes.size()));
    int at = header.length();
    while (at >= 0 && at <= first.limit() - EXTENSION && first.getInt(at) != 0) {
      int type = first.getInt(at);
      int length = first.getInt(at + 4);
      at += EXTENSION;
      if (type == BITMAPS) {
        hidden.add(new HiddenPart(HEADER, "bitmaps of what was written since some backup"));
      } else if (type != FEATURE_NAMES) {
        hidden.add(new HiddenPart(HEADER, "an extension of type 0x" + Integer.toHexString(type)));
      }
      at = length < 0 || length > first.limit() - at ? -1 : at + (length + 7) / 8 * 8;
    }
    if (at < 0 || at > first.limit()) {
      hidden.add(new HiddenPart(HEADER, "extensions that do not fit into it"));
    } else if (UnseenBytes.notZero(first.position(at)) >= 0) {
      hidden.add(new HiddenPart(HEADER, "bytes behind its end"));
    }
  }

  private void lookAtSnapshots() throws IOException {
    long at = header.snapshotOffset();
    int count = header.snapshots();
    if (count < 0 || count > SHOWN_SNAPSHOTS) {
      hidden.add(new HiddenPart("snapshots", Integer.toUnsignedString(count) + " of them"));
    }
    for (int n = 0; n < Math.min(count, SHOWN_SNAPSHOTS); n++) {
      ByteBuffer entry = read(at, SNAPSHOT_ENTRY);
      int id = Short.toUnsignedInt(entry.getShort(12));
      int name = Short.toUnsignedInt(entry.getShort(14));
      long extra = Integer.toUnsignedLong(entry.getInt(36));
      String text = StandardCharsets.UTF_8.decode(read(at + SNAPSHOT_ENTRY + extra + id, name)).toString();
      boolean memory = entry.getInt(32) != 0;
      hidden.add(new HiddenPart("snapshot '" + text + "'", memory ? "an older state of the disk, and the guest's memory"
          : "an older state of the disk"));
      at += (SNAPSHOT_ENTRY + extra + id + name + 7) / 8 * 8;
    }
  }

  private UnseenBytes unseen() throws IOException {
    UnseenBytes unseen = new UnseenBytes(bytes);
    unseen.account(0, cluster);
    refcounts(unseen);
    int entry = header.hasSubclusters() ? 16 : 8;
    long perTable = cluster / entry;
    long clusters = header.size() / cluster + (header.size() % cluster == 0 ? 0 : 1);
    long tables = (clusters + perTable - 1) / perTable;
    if (header.size() < 0 || tables * 8 > MAX_L1 || tables > Integer.toUnsignedLong(header.l1Entries())) {
      throw DiskProblems.damagedContainer(bytes.place(), tables + " tables for " + header.size() + " bytes").asException();
    }
    unseen.account(header.l1Offset(), tables * 8);
    ByteBuffer l1 = read(header.l1Offset(), tables * 8);
    Set<Long> walked = new HashSet<>();
    for (int n = 0; n < tables; n++) {
      long table = l1.getLong(n * 8) & OFFSET;
      if (table != 0 && walked.add(table)) {
        if ((long) walked.size() * cluster > MAX_L2) {
          throw DiskProblems.damagedContainer(bytes.place(), "more than " + MAX_L2 + " bytes of tables").asException();
        }
        unseen.account(table, cluster);
        walk(unseen, read(table, cluster), entry, n * perTable);
      }
    }
    return unseen;
  }

  private void refcounts(UnseenBytes unseen) throws IOException {
    long length = Integer.toUnsignedLong(header.refcountClusters()) * cluster;
    if (length > MAX_REFCOUNTS) {
      throw DiskProblems.damagedContainer(bytes.place(), "reference counts of " + length + " bytes").asException();
    }
    unseen.account(header.refcountOffset(), length);
    ByteBuffer table = read(header.refcountOffset(), length);
    while (table.hasRemaining()) {
      unseen.account(table.getLong() & OFFSET, cluster);
    }
  }

  private void walk(UnseenBytes unseen, ByteBuffer table, int entry, long first) {
    for (int n = 0; n < cluster / entry; n++) {
      long value = table.getLong(n * entry);
      long left = header.size() - ((first + n) << header.clusterBits());
      if (value == 0 || left <= 0) {
        continue;
      }
      if ((value & COMPRESSED) != 0) {
        int shift = 62 - (header.clusterBits() - 8);
        long offset = value & (1L << shift) - 1;
        long sectors = (value >> shift & (1L << header.clusterBits() - 8) - 1) + 1;
        unseen.account(offset & ~511, sectors * 512);
      } else if (entry == 16) {
        subclusters(unseen, value & OFFSET, table.getLong(n * entry + 8));
      } else if ((value & ZEROS) == 0) {
        // A cluster that reads as zeros may keep its old bytes: it is not accounted for.
        unseen.account(value & OFFSET, Math.min(cluster, left));
      }
    }
  }

  private void subclusters(UnseenBytes unseen, long offset, long allocated) {
    int size = cluster / SUBCLUSTERS;
    for (int n = 0; n < SUBCLUSTERS; n++) {
      if ((allocated >> n & 1) != 0) {
        unseen.account(offset + (long) n * size, size);
      }
    }
  }
}
