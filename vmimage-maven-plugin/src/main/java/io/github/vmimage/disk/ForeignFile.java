package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of somebody else's that goes to a program which may take it for a disk, whether it is one or not. Such a program probes: the check
 * goes by what a probe would find.
 *
 * @param content what it is, for a person: {@code qcow2}, {@code ISO 9660, no disk}
 */
public record ForeignFile(String content) {
  private static final int ISO_MARK = 16 * 2048 + 1;

  /**
   * Looks at a file.
   *
   * @param file the file
   * @param name what its maker calls it, which may say that it is raw; empty where that says nothing
   * @return what it is
   * @throws io.github.vmimage.report.ProblemException where a program that opens it would open other files, too, or could not tell what it is
   */
  public static ForeignFile of(Path file, String name) {
    if (!Files.isRegularFile(file)) {
      throw DiskProblems.absent(file, Files.exists(file) ? "not a regular file" : "no such file").asException();
    }
    try (FileChannel channel = FileChannel.open(file)) {
      DiskBytes all = DiskBytes.of(file, channel);
      DiskFormat format = DiskHeader.formatOf(file, name, all);
      if (format != DiskFormat.RAW) {
        return new ForeignFile(format.driver());
      }
      if (OpenVirtualAppliance.is(all)) {
        return new ForeignFile(archive(file, all, channel));
      }
      return new ForeignFile(all.spells(ISO_MARK, "CD001") ? "ISO 9660, no disk" : "raw");
    } catch (IOException e) {
      throw DiskProblems.unreadable(file, e.toString()).because(e);
    }
  }

  /**
   * The same, where a manifest says which format the disk has.
   *
   * @param file the file
   * @param format as the manifest says
   * @return what it is
   * @throws io.github.vmimage.report.ProblemException as {@link StandaloneDisk#of(Path, DiskFormat)}
   */
  public static ForeignFile of(Path file, DiskFormat format) {
    return new ForeignFile(StandaloneDisk.of(file, format).format().driver());
  }

  /** An appliance has any number of disks; each has to stand by itself. Any other tar has none. */
  private static String archive(Path file, DiskBytes all, FileChannel channel) throws IOException {
    int disks = 0;
    for (OpenVirtualAppliance disk : OpenVirtualAppliance.disksOf(all)) {
      DiskHeader.formatOf(file, "", new DiskBytes(all.place(), channel, disk.start(), disk.size()));
      disks++;
    }
    return disks == 0 ? "a tar, no disk" : "OVA with " + disks + (disks == 1 ? " disk" : " disks");
  }
}
