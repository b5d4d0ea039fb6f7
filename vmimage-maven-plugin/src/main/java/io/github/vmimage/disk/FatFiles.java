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
 * system partition. Every number is checked; clusters that are met twice, too many names and too deep folders are damage.
 */
final class FatFiles {
  static final int MAX_NAMES = 20_000;
  static final int MAX_DEPTH = 32;
  private static final int MAX_CLUSTERS = 4096;
  private static final int ENTRY = 32;
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
      fat.look(fat.chain(fat.rootCluster), "", 0);
    } else {
      fat.look(disk.read(fat.rootAt, fat.rootEntries * ENTRY), "", 0);
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

  /** All content of a folder that begins in this cluster. */
  private ByteBuffer chain(long first) throws IOException {
    List<Long> chain = new ArrayList<>();
    for (long cluster = first; !isEnd(cluster); cluster = next(cluster)) {
      require(cluster >= 2 && cluster < clusters + 2 && seen.add(cluster) && chain.size() < MAX_CLUSTERS, "clusters of a folder");
      chain.add(cluster);
    }
    ByteBuffer content = ByteBuffer.allocate(chain.size() * clusterSize).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    for (long cluster : chain) {
      content.put(disk.read(dataAt + (cluster - 2) * clusterSize, clusterSize));
    }
    return content.flip();
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

  private void look(ByteBuffer folder, String path, int depth) throws IOException {
    require(depth <= MAX_DEPTH, "folders, which are nested more than " + MAX_DEPTH + " deep");
    StringBuilder longName = new StringBuilder();
    for (int at = 0; at + ENTRY <= folder.limit() && folder.get(at) != 0; at += ENTRY) {
      int attributes = folder.get(at + 11) & 0x3F;
      if ((folder.get(at) & 0xFF) == 0xE5) {
        longName.setLength(0);
      } else if (attributes == LONG_NAME) {
        longName.insert(0, part(folder, at));
      } else if ((attributes & LABEL) == 0) {
        String name = longName.length() > 0 ? longName.toString() : shortName(folder, at);
        longName.setLength(0);
        if (!name.equals(".") && !name.equals("..")) {
          require(++names <= MAX_NAMES, "names, of which there are more than " + MAX_NAMES);
          entry(folder, at, path + "/" + name, (attributes & FOLDER) != 0, depth);
        }
      }
    }
  }

  private void entry(ByteBuffer folder, int at, String path, boolean isFolder, int depth) throws IOException {
    long cluster = (folder.getShort(at + 26) & 0xFFFF) | (isFat32() ? (folder.getShort(at + 20) & 0xFFFFL) << 16 : 0);
    if (isFolder) {
      look(chain(cluster), path, depth + 1);
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
