package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A GPT (UEFI 2.10, section 5.3) by one of its two headers. It holds where the kernel's {@code is_gpt_valid} says so; every number is checked.
 *
 * @param table what it shows; without partitions where it does not hold
 * @param fault why it does not hold; empty where it does
 * @param alternate the sector of the other header
 */
record GuidTable(PartitionTable table, String fault, long alternate) {
  private static final int MAX_ENTRIES = 1024;
  private static final int ENTRY = 128;
  private static final String UNUSED = "00000000-0000-0000-0000-000000000000";

  /** The table whose header is in a sector; empty where there is no header at all. */
  static Optional<GuidTable> at(DiskBytes disk, long sector, int sectorSize) throws IOException {
    if (sector < 1 || sector >= disk.size() / sectorSize || !disk.spells(sector * sectorSize, "EFI PART")) {
      return Optional.empty();
    }
    PartitionTable.Reading reading = new PartitionTable.Reading(disk,
        "GPT at sector " + sector + (sectorSize == 512 ? "" : " of " + sectorSize + " bytes"), sectorSize);
    reading.owns(sector, 1);
    ByteBuffer header = disk.read(sector * sectorSize, sectorSize);
    String fault = read(disk, sector, sectorSize, header, reading);
    return Optional.of(new GuidTable(reading.table(), fault, header.getLong(32)));
  }

  boolean holds() {
    return fault.isEmpty();
  }

  private static String read(DiskBytes disk, long sector, int sectorSize, ByteBuffer header, PartitionTable.Reading reading)
      throws IOException {
    long sectors = disk.size() / sectorSize;
    int headerSize = header.getInt(12);
    long entriesAt = header.getLong(72);
    int count = header.getInt(80);
    int entrySize = header.getInt(84);
    if (headerSize < 92 || headerSize > sectorSize || count < 0 || count > MAX_ENTRIES || entrySize < ENTRY || entrySize > 4096
        || entrySize % 8 != 0 || entriesAt < 2 || entriesAt > sectors) {
      return "a GPT header whose numbers are out of range";
    }
    int told = header.getInt(16);
    header.putInt(16, 0);
    if (told != crc(header.array(), headerSize)) {
      return "a GPT header with a wrong checksum";
    }
    if (header.getLong(24) != sector || isOutside(header.getLong(40), sectors) || isOutside(header.getLong(48), sectors)) {
      return "a GPT header of another place or disk";
    }
    if (!disk.holds(entriesAt * sectorSize, (long) count * entrySize)) {
      return "GPT entries beyond the end: the disk ends before them";
    }
    ByteBuffer entries = disk.read(entriesAt * sectorSize, count * entrySize);
    if (header.getInt(88) != crc(entries.array(), count * entrySize)) {
      return "GPT entries with a wrong checksum";
    }
    reading.owns(entriesAt, ((long) count * entrySize + sectorSize - 1) / sectorSize);
    if (entrySize != ENTRY) {
      reading.fault("entries of " + entrySize + " bytes, of which Linux shows none");
    }
    for (int i = 0; i < count; i++) {
      String type = guid(entries, i * entrySize);
      if (!type.equals(UNUSED)) {
        reading.add(i + 1, entries.getLong(i * entrySize + 32), entries.getLong(i * entrySize + 40), type);
      }
    }
    return "";
  }

  private static boolean isOutside(long sector, long sectors) {
    return sector < 0 || sector >= sectors;
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
}
