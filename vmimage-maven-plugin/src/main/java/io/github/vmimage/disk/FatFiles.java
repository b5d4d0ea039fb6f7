package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The files of a FAT12, FAT16 or FAT32 file system: names and sizes, not their content. That is enough to tell what must not be on an EFI
 * system partition. Every number is checked against the format's own limits (Microsoft's FAT specification of 2000): a folder has at most
 * 65,536 entries, a long name 20 parts. Clusters that are met twice, too many names and too deep folders are damage. A folder is read
 * cluster by cluster, to the entry that ends it.
 */
final class FatFiles {
  static final int MAX_NAMES = 20_000;
  static final int MAX_DEPTH = 32;
  private static final int ENTRY = 32;
  private static final int MAX_ENTRIES = 65_536;
  /** Entries of all folders, deleted ones too: bounds the time, whatever the partition's size. */
  private static final int MAX_ENTRIES_READ = 1_000_000;
  private static final int LONG_NAME_PARTS = 20;
  private static final int LONG_NAME = 0x0F;
  private static final int LABEL = 0x08;
  private static final int FOLDER = 0x10;
  private static final int[] LONG_NAME_PLACES = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};

  private final String place;
  private final DiskBytes disk;
  private final int sector;
  private final int clusterSize;
  private final long fatAt;
  private final int rootEntries;
  private final long rootAt;
  private final long dataAt;
  private final long clusters;
  private final long rootCluster;
  private final List<FirmwareFile> files = new ArrayList<>();
  private final Set<Long> seen = new HashSet<>();
  private int names;
  private int entriesRead;

  private FatFiles(String place, DiskBytes disk) throws IOException {
    this.place = place;
    this.disk = disk;
    ByteBuffer boot = disk.read(0, 64);
    sector = boot.getShort(11) & 0xFFFF;
    int each = boot.get(13) & 0xFF;
    int reserved = boot.getShort(14) & 0xFFFF;
    int tables = boot.get(16) & 0xFF;
    rootEntries = boot.getShort(17) & 0xFFFF;
    long sectors = boot.getShort(19) != 0 ? boot.getShort(19) & 0xFFFF : Integer.toUnsignedLong(boot.getInt(32));
    long tableSize = boot.getShort(22) != 0 ? boot.getShort(22) & 0xFFFF : Integer.toUnsignedLong(boot.getInt(36));
    require(Integer.bitCount(sector) == 1 && sector >= 512 && sector <= 4096 && Integer.bitCount(each) == 1 && reserved > 0
        && tables >= 1 && tables <= 4 && tableSize > 0, "boot sector");
    clusterSize = each * sector;
    fatAt = (long) reserved * sector;
    rootAt = fatAt + tables * tableSize * sector;
    dataAt = rootAt + ((long) rootEntries * ENTRY + sector - 1) / sector * sector;
    clusters = (sectors * sector - dataAt) / clusterSize;
    rootCluster = Integer.toUnsignedLong(boot.getInt(44));
    require(clusters > 0 && disk.holds(0, sectors * sector), "sizes");
  }

  /** All files, in the order of the folders; a {@link DamagedFatException} where a number cannot be right. */
  static List<FirmwareFile> in(String place, DiskBytes disk) throws IOException {
    FatFiles fat = new FatFiles(place, disk);
    if (fat.isFat32()) {
      fat.lookFrom(fat.rootCluster, "", 0);
    } else {
      fat.look(disk.read(fat.rootAt, fat.rootEntries * ENTRY), new Folder("", 0));
    }
    return fat.files;
  }

  private boolean isFat32() {
    return clusters >= 65525;
  }

  private static void require(boolean right, String what) throws DamagedFatException {
    if (!right) {
      throw new DamagedFatException(what);
    }
  }

  /** A folder whose content begins in this cluster. */
  private void lookFrom(long first, String path, int depth) throws IOException {
    require(depth <= MAX_DEPTH, "folders, which are nested more than " + MAX_DEPTH + " deep");
    Folder folder = new Folder(path, depth);
    for (long cluster = first; !isEnd(cluster) && !folder.ended; cluster = next(cluster)) {
      require(cluster >= 2 && cluster < clusters + 2 && seen.add(cluster), "clusters of a folder");
      look(disk.read(dataAt + (cluster - 2) * clusterSize, clusterSize), folder);
    }
  }

  private boolean isEnd(long cluster) {
    return cluster >= (isFat32() ? 0x0FFFFFF8L : clusters < 4085 ? 0xFF8 : 0xFFF8);
  }

  private long next(long cluster) throws IOException {
    if (isFat32()) {
      return disk.read(fatAt + cluster * 4, 4).getInt() & 0x0FFFFFFF;
    }
    if (clusters >= 4085) {
      return disk.read(fatAt + cluster * 2, 2).getShort() & 0xFFFF;
    }
    // One and a half bytes each.
    int pair = disk.read(fatAt + cluster * 3 / 2, 2).getShort() & 0xFFFF;
    return cluster % 2 == 0 ? pair & 0xFFF : pair >> 4;
  }

  /** Where the reading of one folder is. */
  private static final class Folder {
    private final String path;
    private final int depth;
    private final StringBuilder longName = new StringBuilder();
    private int entries;
    private int parts;
    private boolean ended;

    Folder(String path, int depth) {
      this.path = path;
      this.depth = depth;
    }

    void forgetName() {
      longName.setLength(0);
      parts = 0;
    }
  }

  private void look(ByteBuffer some, Folder folder) throws IOException {
    for (int at = 0; at + ENTRY <= some.limit() && !folder.ended; at += ENTRY) {
      folder.ended = some.get(at) == 0;
      if (!folder.ended) {
        require(++folder.entries <= MAX_ENTRIES && ++entriesRead <= MAX_ENTRIES_READ, "entries of a folder, of which there are too many");
        look(some, at, folder);
      }
    }
  }

  private void look(ByteBuffer some, int at, Folder folder) throws IOException {
    int attributes = some.get(at + 11) & 0x3F;
    if ((some.get(at) & 0xFF) == 0xE5) {
      folder.forgetName();
    } else if (attributes == LONG_NAME) {
      require(++folder.parts <= LONG_NAME_PARTS, "parts of a long name, of which there are more than " + LONG_NAME_PARTS);
      folder.longName.insert(0, part(some, at));
    } else if ((attributes & LABEL) == 0) {
      String name = folder.longName.length() > 0 ? folder.longName.toString() : shortName(some, at);
      folder.forgetName();
      if (!name.equals(".") && !name.equals("..")) {
        require(++names <= MAX_NAMES, "names, of which there are more than " + MAX_NAMES);
        entry(some, at, folder.path + "/" + name, (attributes & FOLDER) != 0, folder.depth);
      }
    }
  }

  private void entry(ByteBuffer folder, int at, String path, boolean isFolder, int depth) throws IOException {
    long cluster = (folder.getShort(at + 26) & 0xFFFF) | (isFat32() ? (folder.getShort(at + 20) & 0xFFFFL) << 16 : 0);
    if (isFolder) {
      lookFrom(cluster, path, depth + 1);
    } else {
      files.add(new FirmwareFile(place, path, Integer.toUnsignedLong(folder.getInt(at + 28))));
    }
  }

  /** Thirteen characters of a long name, whose last part comes first. */
  private static String part(ByteBuffer folder, int at) {
    StringBuilder part = new StringBuilder();
    for (int place : LONG_NAME_PLACES) {
      char letter = (char) folder.getShort(at + place);
      if (letter == 0) {
        break;
      }
      part.append(letter);
    }
    return part.toString();
  }

  private static String shortName(ByteBuffer folder, int at) {
    byte[] bytes = new byte[11];
    folder.get(at, bytes);
    String base = new String(bytes, 0, 8, StandardCharsets.ISO_8859_1).stripTrailing();
    String end = new String(bytes, 8, 3, StandardCharsets.ISO_8859_1).stripTrailing();
    int small = folder.get(at + 12);
    base = (small & 0x08) != 0 ? base.toLowerCase(Locale.ROOT) : base;
    end = (small & 0x10) != 0 ? end.toLowerCase(Locale.ROOT) : end;
    return end.isEmpty() ? base : base + "." + end;
  }
}
