package io.github.vmimage.disk;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * What a partition holds, told by the signatures that the formats themselves define.
 *
 * @param name for people
 * @param role what that means for looking into the disk
 */
record FileSystemKind(String name, Role role) {

  enum Role {
    /** ext2, ext3 or ext4: can be read here. */
    READABLE,
    /** Holds no files of the running guest: boot code, nothing. */
    NO_FILES,
    /** What the guest had no room for in its memory. */
    SWAP,
    /** Boot loader files only. */
    FIRMWARE,
    /** Holds files that cannot be read here. */
    OPAQUE,
    /** Holds something, and nothing tells what. */
    UNKNOWN
  }

  /** What libguestfs cannot read either: it has no key, and Windows has none of the files that rules are about. */
  private static final Set<String> CLOSED = Set.of("LUKS encryption", "BitLocker encryption", "NTFS");

  private record Signature(String name, long offset, String text, Role role) {}

  private static final List<Signature> SIGNATURES = List.of(
      new Signature("LUKS encryption", 0, "LUKS\u00ba\u00be", Role.OPAQUE),
      new Signature("BitLocker encryption", 3, "-FVE-FS-", Role.OPAQUE),
      new Signature("LVM physical volume", 512, "LABELONE", Role.OPAQUE),
      new Signature("Linux software RAID", 4096, "\u00fc\u004e\u002b\u00a9", Role.OPAQUE),
      new Signature("xfs", 0, "XFSB", Role.OPAQUE),
      new Signature("btrfs", 0x10040, "_BHRfS_M", Role.OPAQUE),
      new Signature("bcachefs", 4096 + 24,
          "\u00c6\u0085\u0073\u00f6\u004e\u001a\u0045\u00ca\u0082\u0065\u00f5\u007f\u0048\u00ba\u006d\u0081",
          Role.OPAQUE),
      new Signature("f2fs", 1024, "\u0010\u0020\u00f5\u00f2", Role.OPAQUE),
      new Signature("NTFS", 3, "NTFS    ", Role.OPAQUE),
      new Signature("exFAT", 3, "EXFAT   ", Role.OPAQUE),
      new Signature("squashfs", 0, "hsqs", Role.OPAQUE),
      new Signature("erofs", 1024, "\u00e2\u00e1\u00f5\u00e0", Role.OPAQUE),
      new Signature("ext", 1024 + 0x38, "\u0053\u00ef", Role.READABLE),
      new Signature("swap", 4086, "SWAPSPACE2", Role.SWAP),
      new Signature("FAT", 54, "FAT", Role.FIRMWARE),
      new Signature("FAT", 82, "FAT32", Role.FIRMWARE));

  /** BIOS boot and PReP: code without a file system. */
  private static final Set<String> BOOT_CODE = Set.of("21686148-6449-6E6F-744E-656564454649", "9E1A2D38-C612-4316-AA26-8B49521E5A8B", "41");

  boolean isClosed() {
    return CLOSED.contains(name);
  }

  /** Tells by the partition's bytes; a partition type alone never makes content readable. */
  static FileSystemKind of(Partition partition, DiskBytes bytes) throws IOException {
    for (Signature signature : SIGNATURES) {
      if (bytes.spells(signature.offset(), signature.text())) {
        return new FileSystemKind(signature.name(), signature.role());
      }
    }
    if (BOOT_CODE.contains(partition.type())) {
      return new FileSystemKind("boot code", Role.NO_FILES);
    }
    return new FileSystemKind("unknown content (partition type " + (partition.type().isEmpty() ? "none" : partition.type()) + ")",
        blank(bytes) ? Role.NO_FILES : Role.UNKNOWN);
  }

  /** Every format known to mount as a root writes something into its first 64 KiB and a bit; all zeros there is a partition never used. */
  private static boolean blank(DiskBytes bytes) throws IOException {
    java.nio.ByteBuffer head = bytes.read(0, (int) Math.min(bytes.size(), 128 * 1024));
    while (head.hasRemaining()) {
      if (head.get() != 0) {
        return false;
      }
    }
    return true;
  }
}
