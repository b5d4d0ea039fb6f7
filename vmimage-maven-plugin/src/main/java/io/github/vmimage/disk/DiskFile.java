package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file with a disk in it: what format the disk has, and where in the file it lies.
 *
 * @param path the file
 * @param format of the disk
 * @param start first byte of the disk in the file; not 0 in an OVA only
 * @param size length in the file, in bytes
 */
record DiskFile(Path path, DiskFormat format, long start, long size) {

  /** Looks at the headers; a problem when the disk does not stand by itself. */
  static DiskFile of(Path path) {
    if (!Files.isRegularFile(path)) {
      throw DiskProblems.absent(path, Files.exists(path) ? "not a regular file" : "no such file").asException();
    }
    try (FileChannel file = FileChannel.open(path)) {
      DiskBytes all = DiskBytes.of(path, file);
      if (!OpenVirtualAppliance.is(all)) {
        return new DiskFile(path, DiskHeader.formatOf(path, all), 0, all.size());
      }
      OpenVirtualAppliance disk = OpenVirtualAppliance.in(all);
      DiskBytes bytes = new DiskBytes(all.place(), file, disk.start(), disk.size());
      DiskFormat format = DiskHeader.formatOf(path, bytes);
      if (format != DiskFormat.VMDK) {
        throw DiskProblems.damagedAppliance(all.place(), "a .vmdk that is none").asException();
      }
      return new DiskFile(path, format, disk.start(), disk.size());
    } catch (IOException e) {
      throw DiskProblems.unreadable(path, e.toString()).because(e);
    }
  }

  /** What {@code qemu-storage-daemon} needs to know of the file, one node upon the other; the last is called {@code disk}. */
  String[] nodes() {
    String name = com.fasterxml.jackson.databind.node.TextNode.valueOf(path.toAbsolutePath().toString()).toString();
    String file = "{\"driver\":\"file\",\"node-name\":\"file\",\"read-only\":true,\"filename\":" + name + "}";
    String part = "{\"driver\":\"raw\",\"node-name\":\"part\",\"read-only\":true,\"file\":\"file\",\"offset\":" + start
        + ",\"size\":" + size + "}";
    String image = "{\"driver\":\"" + format.driver() + "\",\"node-name\":\"disk\",\"read-only\":true,\"file\":\""
        + (start > 0 ? "part" : "file") + "\"" + (format == DiskFormat.QCOW2 ? ",\"backing\":null" : "") + "}";
    return start > 0 ? new String[] {"--blockdev", file, "--blockdev", part, "--blockdev", image}
        : new String[] {"--blockdev", file, "--blockdev", image};
  }
}
