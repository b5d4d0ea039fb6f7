package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The one disk in an OVA: a tar (USTAR) that holds a description (.ovf) and a VMDK. Nothing is unpacked: the disk lies in the tar as one
 * piece, and its place is all that is asked. So no name in the tar ever becomes a path of this machine.
 *
 * @param start first byte of the disk in the file
 * @param size length in bytes
 */
record OpenVirtualAppliance(long start, long size) {
  private static final int BLOCK = 512;
  private static final int MAX_ENTRIES = 100;
  /** What an appliance is made of; the last one is what its firmware keeps. */
  private static final Pattern PARTS = Pattern.compile(".*\\.(?:ovf|mf|cert|vmdk|nvram)");

  static boolean is(DiskBytes file) throws IOException {
    return file.spells(257, "ustar") && !file.spells(BLOCK - 2, "\u0055\u00aa");
  }

  /** The place of the only VMDK; a problem where there is none, more than one, or the tar does not hold together. */
  static OpenVirtualAppliance in(DiskBytes file) throws IOException {
    Entries entries = entries(file);
    List<OpenVirtualAppliance> disks = entries.disks();
    if (entries.damaged() >= 0) {
      throw DiskProblems.damagedAppliance(file.place(), "the entry at byte " + entries.damaged()).asException();
    }
    if (!entries.described() || disks.size() != 1) {
      throw DiskProblems.damagedAppliance(file.place(), (entries.described() ? "" : "no .ovf, ") + disks.size() + " files .vmdk")
          .asException();
    }
    return disks.get(0);
  }

  /** The places of all VMDKs among the first entries of a tar, which need be no appliance and may not hold together. */
  static List<OpenVirtualAppliance> disksOf(DiskBytes file) throws IOException {
    return entries(file).disks();
  }

  /** What an appliance brings beside its description and its disk: other files, and bytes behind its end. */
  static List<HiddenPart> beside(DiskBytes file) throws IOException {
    Entries entries = entries(file);
    List<HiddenPart> beside = new ArrayList<>(entries.others());
    UnseenBytes behind = new UnseenBytes(file);
    behind.account(0, entries.end());
    behind.first().ifPresent(beside::add);
    return beside;
  }

  /**
   * What is in a tar.
   *
   * @param disks its VMDKs
   * @param described whether it has a description
   * @param others what no appliance needs
   * @param damaged byte of the first entry that does not hold together, or is one too many; -1 where there is none
   * @param end byte behind the last entry
   */
  private record Entries(List<OpenVirtualAppliance> disks, boolean described, List<HiddenPart> others, long damaged, long end) {}

  private static Entries entries(DiskBytes file) throws IOException {
    List<OpenVirtualAppliance> disks = new ArrayList<>();
    List<HiddenPart> others = new ArrayList<>();
    boolean described = false;
    long at = 0;
    for (int n = 0; file.holds(at, BLOCK) && file.read(at, 1).get(0) != 0; n++) {
      ByteBuffer header = file.read(at, BLOCK);
      long size = size(header);
      if (n >= MAX_ENTRIES || size < 0 || !file.holds(at + BLOCK, size) || !isSummed(header)) {
        return new Entries(disks, described, others, at, at);
      }
      String name = text(header, 0, 100).toLowerCase(Locale.ROOT);
      boolean regular = header.get(156) == '0' || header.get(156) == 0;
      described |= regular && name.endsWith(".ovf");
      if (regular && name.endsWith(".vmdk")) {
        disks.add(new OpenVirtualAppliance(at + BLOCK, size));
      } else if (!regular || !PARTS.matcher(name).matches()) {
        others.add(new HiddenPart("entry '" + text(header, 0, 100) + "' of the OVA", "a file of " + size + " bytes beside the disk"));
      }
      at += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
    }
    return new Entries(disks, described, others, -1, at);
  }

  /** Octal digits, or a number with its first bit set, as GNU tar writes sizes above 8 GiB. */
  private static long size(ByteBuffer header) {
    if (header.get(124) < 0) {
      long size = header.get(124) & 0x7F;
      for (int n = 125; n < 136; n++) {
        size = size >= 1L << 54 ? -1 : size << 8 | header.get(n) & 0xFF;
        if (size < 0) {
          return -1;
        }
      }
      return size;
    }
    String digits = text(header, 124, 12).strip();
    return digits.matches("[0-7]{1,12}") ? Long.parseLong(digits, 8) : -1;
  }

  private static boolean isSummed(ByteBuffer header) {
    String told = text(header, 148, 8).strip();
    int sum = 0;
    for (int n = 0; n < BLOCK; n++) {
      sum += n >= 148 && n < 156 ? ' ' : header.get(n) & 0xFF;
    }
    return told.matches("[0-7]{1,7}") && Integer.parseInt(told, 8) == sum;
  }

  private static String text(ByteBuffer header, int at, int length) {
    String text = new String(header.array(), at, length, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }
}
