package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * An MBR, read as the kernel's {@code msdos_partition} and {@code parse_extended} do it, with sectors of 512 bytes.
 *
 * @param table what it shows, without the entries that only protect a GPT
 * @param announcesGpt whether one of its entries has the type of a protective MBR: then its other entries do not count
 * @param announcesItRightly whether that entry begins at sector 1: the kernel and UEFI ask for it
 */
record MbrTable(PartitionTable table, boolean announcesGpt, boolean announcesItRightly) {
  static final int SECTOR = 512;
  private static final int PROTECTIVE = 0xEE;
  /** The kernel numbers no more. */
  private static final int MAX_NUMBER = 255;
  private static final int FIRST_LOGICAL = 5;

  /**
   * The table in the first sector; empty where that is none: there is no signature, or a boot indicator that is neither 0 nor 0x80, as in
   * the boot sector of a file system on the bare disk.
   */
  static Optional<MbrTable> of(DiskBytes disk) throws IOException {
    if (!disk.spells(SECTOR - 2, "\u0055\u00aa")) {
      return Optional.empty();
    }
    ByteBuffer sector = disk.read(0, SECTOR);
    boolean announces = false;
    boolean rightly = false;
    for (int i = 0; i < 4; i++) {
      Entry entry = Entry.at(sector, i);
      if ((entry.indicator() & 0x7F) != 0) {
        return Optional.empty();
      }
      announces |= entry.type() == PROTECTIVE;
      rightly |= entry.type() == PROTECTIVE && entry.first() == 1;
    }
    PartitionTable.Reading reading = new PartitionTable.Reading(disk, "MBR", SECTOR);
    reading.owns(0, 1);
    Logical logical = new Logical(disk, reading);
    for (int i = 0; i < 4; i++) {
      Entry entry = Entry.at(sector, i);
      // Beside a GPT an entry of type 0 is no partition to anybody; to the kernel it is one where there is no GPT.
      if (entry.sectors() == 0 || entry.type() == PROTECTIVE || announces && entry.type() == 0) {
        continue;
      }
      if (entry.isExtended()) {
        logical.follow(entry);
      } else {
        reading.add(i + 1, entry.first(), entry.first() + entry.sectors() - 1, entry.typeText());
      }
    }
    return Optional.of(new MbrTable(reading.table(), announces, rightly));
  }

  /** Logical partitions form a chain of tables, each with a partition, seldom more, and the place of the next table. */
  private static final class Logical {
    private final DiskBytes disk;
    private final PartitionTable.Reading reading;
    private final Set<Long> tables = new HashSet<>();
    private int number = FIRST_LOGICAL;

    Logical(DiskBytes disk, PartitionTable.Reading reading) {
      this.disk = disk;
      this.reading = reading;
    }

    void follow(Entry extended) throws IOException {
      long table = extended.first();
      long length = extended.sectors();
      while (true) {
        if (!tables.add(table)) {
          reading.fault("a chain of logical partitions with a loop at sector " + table);
          return;
        }
        if (!disk.spells(table * SECTOR + SECTOR - 2, "\u0055\u00aa")) {
          reading.fault("an extended partition without its table at sector " + table);
          return;
        }
        reading.owns(table, 1);
        ByteBuffer sector = disk.read(table * SECTOR, SECTOR);
        Entry next = null;
        for (int i = 0; i < 4; i++) {
          Entry entry = Entry.at(sector, i);
          if (entry.isExtended()) {
            next = next == null && entry.sectors() > 0 ? entry : next;
          } else if (entry.sectors() > 0 && (i < 2 || isInside(entry, table, length, extended))) {
            if (number > MAX_NUMBER) {
              reading.fault("more than " + MAX_NUMBER + " partitions");
              return;
            }
            reading.add(number++, table + entry.first(), table + entry.first() + entry.sectors() - 1, entry.typeText());
          }
        }
        if (next == null) {
          return;
        }
        table = extended.first() + next.first();
        length = next.sectors();
      }
    }

    /** The third and the fourth entry may be garbage: they count where they fit. */
    private static boolean isInside(Entry entry, long table, long length, Entry extended) {
      return entry.first() + entry.sectors() <= length
          && table + entry.first() + entry.sectors() <= extended.first() + extended.sectors();
    }
  }

  /** One of the four entries of an MBR sector; numbers are unsigned and in sectors. */
  private record Entry(int indicator, int type, long first, long sectors) {
    static Entry at(ByteBuffer sector, int index) {
      int at = 446 + 16 * index;
      return new Entry(sector.get(at) & 0xFF, sector.get(at + 4) & 0xFF, Integer.toUnsignedLong(sector.getInt(at + 8)),
          Integer.toUnsignedLong(sector.getInt(at + 12)));
    }

    boolean isExtended() {
      return type == 0x05 || type == 0x0F || type == 0x85;
    }

    String typeText() {
      return String.format("%02X", type);
    }
  }
}
