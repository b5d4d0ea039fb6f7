package io.github.vmimage.seal;

import java.util.List;
import java.util.stream.Stream;

/** That the disk holds nothing whose size, content or key belongs to one machine. */
final class DiskRules {

  /** The rule that a disk breaks of which a part cannot be read. */
  static final String AUDITED = "disk-audited";

  static final List<SealRule> RULES = List.of(
      SealRule.error(AUDITED,
          "What cannot be read cannot be audited, and what is not audited does not count as passed",
          "Keep everything on file systems that can be read without a key, in the partitions of one table, and write the disk anew where an "
              + "older use of it shows; a part that is to go out unaudited: waive the rule with the reason",
          i -> notAudited(i.missed(), i.beside()).forEach(part -> i.violation(part.path(), part.seen()))),
      SealRule.error("hidden-bytes",
          "What a disk image file keeps beside what its guest sees (snapshots, bitmaps, clusters that were given up) goes out with it, and no "
              + "other rule looks there: whoever has the file brings it back",
          "Write the disk anew from what the guest sees: qemu-img convert -f FORMAT -O qcow2 DISK NEW.qcow2",
          i -> i.beside().hidden().forEach(part -> i.violation(part.path(), part.seen()))),
      SealRule.error("swap",
          "Swap made in the build may hold its secrets, costs space in every copy, and clouds such as Azure want it on the machine's "
              + "own disk",
          "Remove the swap file or partition, and its line in /etc/fstab",
          DiskRules::swap),
      SealRule.error("luks",
          "A volume that was encrypted in the build has one and the same key in every machine",
          "Encrypt at first boot, and remove the line from /etc/crypttab",
          i -> fields(i, "/etc/crypttab").forEach(f -> i.violation("/etc/crypttab", "a mapping " + Inspection.quoted(f[0])))),
      SealRule.error("package-caches",
          "Packages and lists are old when the image starts, cost space in every copy, and differ from build to build",
          "Empty the caches: apt-get clean && rm -rf /var/lib/apt/lists/*",
          DiskRules::packageCaches));

  private DiskRules() {}

  /** What breaks the rule {@link #AUDITED}. */
  static List<Violation> notAudited(List<Violation> missed, BesideTheRoot beside) {
    return Stream.concat(missed.stream().map(part -> new Violation(part.path(), "not audited: " + part.seen())), beside.faults().stream())
        .toList();
  }

  private static void swap(Inspection i) {
    fields(i, "/etc/fstab").filter(f -> f.length > 2 && f[2].equals("swap"))
        .forEach(f -> i.violation("/etc/fstab", "swap on " + Inspection.quoted(f[0])));
    i.beside().swap().forEach(part -> i.violation(part, "a swap partition"));
    i.absent("/swapfile", "/swap.img", "/swap/swapfile", "/var/swap", "/var/swapfile", "/etc/systemd/system/*.swap");
  }

  private static void packageCaches(Inspection i) {
    i.noDataBelow("/var/cache/apt/archives", "/var/lib/apt/lists", "/var/cache/dnf", "/var/cache/libdnf5",
        "/var/cache/yum", "/var/cache/zypp", "/var/cache/PackageKit");
    i.absentOrEmpty("/var/cache/apt/*.bin");
  }

  private static Stream<String[]> fields(Inspection i, String file) {
    return i.tree().read(file).lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(line -> line.split("\\s+"));
  }
}
