package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a sparse VMDK and the text behind it, its descriptor. The header says where the descriptor lies, and readers differ in
 * whether they believe it: QEMU always searches 10 KiB from byte 512 for the name of a parent. So the descriptor must lie there, and all of
 * these bytes are searched.
 */
final class VmdkHeader {
  private static final int SECTOR = 512;
  private static final int SEARCHED = 20 * SECTOR;
  private static final int MAX_DESCRIPTOR = 128 * SECTOR;
  private static final Pattern PARENT_ID = Pattern.compile("(?mi)^\\s*parentCID\\s*=\\s*\"?([0-9a-f]+)");
  private static final Pattern EXTENT = Pattern.compile("(?m)^\\s*(?:RW|RDONLY|NOACCESS)\\s+\\d+\\s+(\\w+)");
  private static final String NO_PARENT = "ffffffff";
  private static final String ELSEWHERE = "a VMDK whose data lies in other files";

  private VmdkHeader() {}

  /** What it needs beside itself, for a person; empty where it stands by itself. */
  static String reference(DiskBytes bytes) throws IOException {
    ByteBuffer header = bytes.read(0, SECTOR);
    if (header.getLong(12) == 0) {
      return ELSEWHERE;
    }
    long sector = header.getLong(28);
    long sectors = header.getLong(36);
    if (sector != 1 || sectors < 1 || sectors > MAX_DESCRIPTOR / SECTOR) {
      return "a VMDK whose descriptor is not at its second sector";
    }
    int length = (int) Math.min(Math.max(SEARCHED, sectors * SECTOR), bytes.size() - SECTOR);
    return ofText(StandardCharsets.ISO_8859_1.decode(bytes.read(SECTOR, length)).toString(), (int) Math.min(length, sectors * SECTOR));
  }

  private static String ofText(String all, int described) {
    if (all.toLowerCase(Locale.ROOT).contains("parentfilenamehint")) {
      return "a VMDK with a backing file";
    }
    String descriptor = all.substring(0, described);
    Matcher parent = PARENT_ID.matcher(descriptor);
    while (parent.find()) {
      if (!parent.group(1).toLowerCase(Locale.ROOT).equals(NO_PARENT)) {
        return "a VMDK with the parent " + parent.group(1);
      }
    }
    int extents = 0;
    for (Matcher extent = EXTENT.matcher(descriptor); extent.find();) {
      extents++;
      if (extents > 1 || !extent.group(1).equals("SPARSE")) {
        return ELSEWHERE;
      }
    }
    return "";
  }
}
