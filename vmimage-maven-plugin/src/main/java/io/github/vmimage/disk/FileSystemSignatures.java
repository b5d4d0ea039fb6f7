package io.github.vmimage.disk;

import io.github.vmimage.disk.FileSystemKind.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The signatures by which the formats tell themselves, in the beginning of a partition. Where two are there, the first of this list is
 * told: what cannot be read here comes before what can, and what holds no files comes last, so that nothing hides behind an old signature.
 */
final class FileSystemSignatures {
  /** So much of a partition is looked at: the last of ZFS's labels in its front ends there. */
  static final int HEAD = 256 << 10;

  private static final int LVM_SECTORS = 4;
  private static final int ZFS_UBERBLOCKS = 128 << 10;

  /** The bytes of the text are those of the signature, one a character. */
  private record Signature(String name, long offset, String text, Role role) {}

  private static final List<Signature> ALL = all();

  private FileSystemSignatures() {}

  /** The first kind whose signature is in the beginning of a partition; null where none is. */
  static FileSystemKind in(byte[] head) {
    return first(head, 0, false);
  }

  /** The same for any place, where a signature of two bytes may be there by chance: the rest of its header has to fit. */
  static FileSystemKind at(byte[] bytes, int from) {
    return first(bytes, from, true);
  }

  private static FileSystemKind first(byte[] head, int from, boolean strict) {
    for (Signature signature : ALL) {
      if (spells(head, from + signature.offset(), signature.text())
          && (!strict || signature.role() != Role.READABLE || ExtSuperblock.isLikely(head, from + 1024))) {
        return new FileSystemKind(signature.name(), signature.role());
      }
    }
    return null;
  }

  static boolean spells(byte[] head, long offset, String text) {
    if (offset < 0 || offset > head.length - text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if ((head[(int) offset + i] & 0xFF) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static List<Signature> all() {
    List<Signature> all = new ArrayList<>(List.of(
        new Signature("LUKS encryption", 0, "LUKS\u00ba\u00be", Role.OPAQUE),
        new Signature("LUKS encryption", 16 << 10, "SKUL\u00ba\u00be", Role.OPAQUE),
        new Signature("BitLocker encryption", 3, "-FVE-FS-", Role.OPAQUE),
        new Signature("Linux software RAID", 4096, "\u00fc\u004e\u002b\u00a9", Role.OPAQUE),
        new Signature("Linux software RAID", 0, "\u00fc\u004e\u002b\u00a9", Role.OPAQUE),
        new Signature("xfs", 0, "XFSB", Role.OPAQUE),
        new Signature("btrfs", 0x10040, "_BHRfS_M", Role.OPAQUE),
        new Signature("bcache or bcachefs", 4096 + 24,
            "\u00c6\u0085\u0073\u00f6\u004e\u001a\u0045\u00ca\u0082\u0065\u00f5\u007f\u0048\u00ba\u006d\u0081", Role.OPAQUE),
        new Signature("bcachefs", 4096 + 24,
            "\u00c6\u0085\u0073\u00f6\u0066\u00ce\u0090\u00a9\u00d9\u006a\u0060\u00cf\u0080\u003d\u00f7\u00ef", Role.OPAQUE),
        new Signature("f2fs", 1024, "\u0010\u0020\u00f5\u00f2", Role.OPAQUE),
        new Signature("NTFS", 3, "NTFS    ", Role.OPAQUE),
        new Signature("exFAT", 3, "EXFAT   ", Role.OPAQUE),
        new Signature("squashfs", 0, "hsqs", Role.OPAQUE),
        new Signature("erofs", 1024, "\u00e2\u00e1\u00f5\u00e0", Role.OPAQUE),
        new Signature("JFS", 32 << 10, "JFS1", Role.OPAQUE),
        new Signature("ReiserFS", (64 << 10) + 52, "ReIsEr", Role.OPAQUE),
        new Signature("ISO 9660", (32 << 10) + 1, "CD001", Role.OPAQUE),
        new Signature("Stratis pool", 512, "!Stra0tis\u0086\u00ff", Role.UNKNOWN)));
    for (int sector = 0; sector < LVM_SECTORS; sector++) {
      all.add(new Signature("LVM physical volume", sector * 512L, "LABELONE", Role.OPAQUE));
    }
    for (int at = ZFS_UBERBLOCKS; at < HEAD; at += 1024) {
      all.add(new Signature("ZFS pool", at, "\u000c\u00b1\u00ba\u0000\u0000\u0000\u0000\u0000", Role.UNKNOWN));
      all.add(new Signature("ZFS pool", at, "\u0000\u0000\u0000\u0000\u0000\u00ba\u00b1\u000c", Role.UNKNOWN));
    }
    all.add(new Signature("ext", 1024 + 0x38, "\u0053\u00ef", Role.READABLE));
    for (int page = 4096; page <= 64 << 10; page *= 2) {
      for (String text : List.of("SWAPSPACE2", "SWAP-SPACE", "S1SUSPEND", "S2SUSPEND", "ULSUSPEND", "LINHIB0001")) {
        all.add(new Signature(text.startsWith("SWAP") ? "swap" : "swap with a hibernated machine", page - 10L, text, Role.SWAP));
      }
    }
    all.add(new Signature("FAT", 54, "FAT", Role.FIRMWARE));
    all.add(new Signature("FAT", 82, "FAT32", Role.FIRMWARE));
    all.add(new Signature(DmVerity.NAME, 0, DmVerity.SIGNATURE, Role.NO_FILES));
    return List.copyOf(all);
  }

  /** A part of a disk up to its end, at most {@link #HEAD} bytes. */
  static byte[] head(DiskBytes bytes) throws IOException {
    return bytes.read(0, (int) Math.min(bytes.size(), HEAD)).array();
  }
}
