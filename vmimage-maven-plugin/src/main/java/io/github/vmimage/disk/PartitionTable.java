package io.github.vmimage.disk;

import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Reads GPT (UEFI 2.10, section 5.3) and MBR partition tables with sectors of 512 bytes. Every number in them is checked. */
final class PartitionTable {
  private static final int SECTOR = 512;
  private static final int MAX_ENTRIES = 1024;
  private static final int MAX_LOGICAL = 64;
  private static final int PROTECTIVE = 0xEE;

  private final DiskBytes disk;

  private PartitionTable(DiskBytes disk) {
    this.disk = disk;
  }

  /** The partitions in the table's order; one that is the whole disk where there is no table. */
  static List<Partition> of(DiskBytes disk) throws IOException {
    PartitionTable table = new PartitionTable(disk);
    if (disk.spells(SECTOR, "EFI PART")) {
      return table.gpt();
    }
    if (disk.spells(510, "\u0055\u00aa")) {
      List<Partition> partitions = table.mbr();
      if (!partitions.isEmpty()) {
        return partitions;
      }
    }
    return List.of(new Partition(0, 0, disk.size(), ""));
  }

  private List<Partition> gpt() throws IOException {
    ByteBuffer header = disk.read(SECTOR, SECTOR);
    int headerSize = header.getInt(12);
    long entriesAt = header.getLong(72);
    int count = header.getInt(80);
    int entrySize = header.getInt(84);
    if (headerSize < 92 || headerSize > SECTOR || count < 0 || count > MAX_ENTRIES || entrySize < 128 || entrySize > 4096
        || entrySize % 8 != 0 || entriesAt < 2 || entriesAt > disk.size() / SECTOR) {
      throw damaged("a GPT header whose numbers are out of range");
    }
    int told = header.getInt(16);
    header.putInt(16, 0);
    if (told != crc(header.array(), headerSize)) {
      throw damaged("a GPT header with a wrong checksum");
    }
    ByteBuffer entries = disk.read(entriesAt * SECTOR, count * entrySize);
    if (header.getInt(88) != crc(entries.array(), count * entrySize)) {
      throw damaged("GPT entries with a wrong checksum");
    }
    List<Partition> partitions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = i * entrySize;
      String type = guid(entries, at);
      if (!type.equals("00000000-0000-0000-0000-000000000000")) {
        partitions.add(partition(i + 1, entries.getLong(at + 32), entries.getLong(at + 40), type));
      }
    }
    return partitions;
  }

  private static int crc(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /** The first three groups are little-endian numbers, the rest bytes. */
  private static String guid(ByteBuffer entries, int at) {
    return String.format("%08X-%04X-%04X-%02X%02X-%02X%02X%02X%02X%02X%02X", entries.getInt(at), entries.getShort(at + 4),
        entries.getShort(at + 6), entries.get(at + 8), entries.get(at + 9), entries.get(at + 10), entries.get(at + 11),
        entries.get(at + 12), entries.get(at + 13), entries.get(at + 14), entries.get(at + 15));
  }

  private List<Partition> mbr() throws IOException {
    ByteBuffer sector = disk.read(0, SECTOR);
    List<Partition> partitions = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Entry entry = Entry.at(sector, i);
      if (entry.type() == PROTECTIVE) {
        throw damaged("a protective MBR without a GPT");
      }
      if (entry.isExtended()) {
        partitions.addAll(logical(entry));
      } else if (entry.type() != 0) {
        partitions.add(partition(i + 1, entry.first(), entry.first() + entry.sectors() - 1, entry.typeText()));
      }
    }
    return partitions;
  }

  /** Logical partitions form a chain of tables, each with one partition and the place of the next table. */
  private List<Partition> logical(Entry extended) throws IOException {
    List<Partition> partitions = new ArrayList<>();
    long table = extended.first();
    for (int i = 0; i < MAX_LOGICAL; i++) {
      ByteBuffer sector = disk.read(table * SECTOR, SECTOR);
      if (sector.getShort(510) != (short) 0xAA55) {
        throw damaged("an extended partition without its table");
      }
      Entry entry = Entry.at(sector, 0);
      if (entry.type() != 0) {
        long first = table + entry.first();
        partitions.add(partition(5 + i, first, first + entry.sectors() - 1, entry.typeText()));
      }
      Entry next = Entry.at(sector, 1);
      if (next.type() == 0) {
        return partitions;
      }
      table = extended.first() + next.first();
    }
    throw damaged("more than " + MAX_LOGICAL + " logical partitions, or a loop of them");
  }

  private Partition partition(int number, long first, long last, String type) {
    if (first < 1 || last < first || last >= disk.size() / SECTOR) {
      throw damaged("partition " + number + " in sectors " + Long.toUnsignedString(first) + " to " + Long.toUnsignedString(last)
          + " of " + disk.size() / SECTOR);
    }
    return new Partition(number, first * SECTOR, (last - first + 1) * SECTOR, type);
  }

  private ProblemException damaged(String seen) {
    return DiskProblems.damagedPartitions(disk.place(), seen).asException();
  }

  /** One of the four entries of an MBR sector; numbers are unsigned and in sectors. */
  private record Entry(int type, long first, long sectors) {
    static Entry at(ByteBuffer sector, int index) {
      int at = 446 + 16 * index;
      int type = sector.get(at + 4) & 0xFF;
      long sectors = Integer.toUnsignedLong(sector.getInt(at + 12));
      return new Entry(sectors == 0 ? 0 : type, Integer.toUnsignedLong(sector.getInt(at + 8)), sectors);
    }

    boolean isExtended() {
      return type == 0x05 || type == 0x0F || type == 0x85;
    }

    String typeText() {
      return String.format("%02X", type);
    }
  }
}
