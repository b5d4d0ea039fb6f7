package io.github.vmimage.disk;

import java.io.IOException;
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
    /** Holds no files: boot code, hashes of what lies elsewhere. */
    NO_FILES,
    /** Begins with zeros only. */
    BLANK,
    /** What the guest had no room for in its memory. */
    SWAP,
    /** Boot loader files only. */
    FIRMWARE,
    /** Holds files that cannot be read here. */
    OPAQUE,
    /** Holds something that no tool here can tell more of. */
    UNKNOWN
  }

  /** What libguestfs cannot read either: it has no key, and Windows has none of the files that rules are about. */
  private static final Set<String> CLOSED = Set.of("LUKS encryption", "BitLocker encryption", "NTFS");

  /** BIOS boot and PReP: code without a file system. */
  private static final Set<String> BOOT_CODE = Set.of("21686148-6449-6E6F-744E-656564454649", "9E1A2D38-C612-4316-AA26-8B49521E5A8B", "41");

  /** MBR types in which Linux looks for a table of their own, and how such a table begins in its second sector: BSD's and Solaris'. */
  private static final Set<String> BSD = Set.of("A5", "A6", "A9");
  private static final Set<String> SOLARIS = Set.of("82", "BF");

  /** Where the superblock of a RAID whose file system comes first lies before the end: formats 1.0 and 0.90. */
  private static final String RAID = "\u00fc\u004e\u002b\u00a9";

  boolean isClosed() {
    return CLOSED.contains(name);
  }

  /** Tells by the partition's bytes; a partition type alone never makes content readable. */
  static FileSystemKind of(Partition partition, DiskBytes bytes) throws IOException {
    byte[] head = FileSystemSignatures.head(bytes);
    if (hasOwnTable(partition, head)) {
      return new FileSystemKind("a partition table of its own", Role.UNKNOWN);
    }
    FileSystemKind kind = FileSystemSignatures.in(head);
    if (kind != null) {
      return kind;
    }
    if (endsAsRaid(bytes)) {
      return new FileSystemKind("Linux software RAID", Role.OPAQUE);
    }
    if (BOOT_CODE.contains(partition.type())) {
      return new FileSystemKind("boot code", Role.NO_FILES);
    }
    return isBlank(head) ? new FileSystemKind("nothing", Role.BLANK) : new FileSystemKind(
        "unknown content (partition type " + (partition.type().isEmpty() ? "none" : partition.type()) + ")", Role.UNKNOWN);
  }

  /** Whether a disk as a whole has the signature of a file system or of a container of such, whatever its partition tables say. */
  static boolean isOnBareDisk(DiskBytes disk) throws IOException {
    return FileSystemSignatures.at(FileSystemSignatures.head(disk), 0) != null;
  }

  private static boolean hasOwnTable(Partition partition, byte[] head) {
    return BSD.contains(partition.type()) && FileSystemSignatures.spells(head, 512, "WEV\u0082")
        || SOLARIS.contains(partition.type()) && FileSystemSignatures.spells(head, 512 + 12, "\u00ee\u00de\r`");
  }

  private static boolean endsAsRaid(DiskBytes bytes) throws IOException {
    long sectors = bytes.size() / 512;
    return bytes.spells((sectors - 16 & ~7L) * 512, RAID) || bytes.spells((bytes.size() & ~0xFFFFL) - 0x10000, RAID);
  }

  private static boolean isBlank(byte[] head) {
    for (byte each : head) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }
}
