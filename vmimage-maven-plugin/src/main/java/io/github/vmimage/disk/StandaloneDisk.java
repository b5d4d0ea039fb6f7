package io.github.vmimage.disk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file with one disk in it that has passed the check: its format is known, and it needs no other file. Nothing but the check makes one,
 * so whoever is given one need not ask again, and a tool is told to open nothing beside it.
 */
public final class StandaloneDisk {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;
  private final DiskFormat format;
  private final long start;
  private final long size;

  private StandaloneDisk(Path path, DiskFormat format, long start, long size) {
    this.path = path.toAbsolutePath();
    this.format = format;
    this.start = start;
    this.size = size;
  }

  /**
   * Looks at the headers of a file. Reads some kilobytes, and starts no tool.
   *
   * @param path a disk in any {@linkplain DiskFormat format}, or an OVA with one VMDK
   * @return the disk
   * @throws io.github.vmimage.report.ProblemException when there is no such file, or the disk needs other files, is encrypted, was not
   *     closed, or is of a format that is not read here
   */
  public static StandaloneDisk of(Path path) {
    if (!Files.isRegularFile(path)) {
      throw DiskProblems.absent(path, Files.exists(path) ? "not a regular file" : "no such file").asException();
    }
    try (FileChannel file = FileChannel.open(path)) {
      DiskBytes all = DiskBytes.of(path, file);
      DiskFormat format = DiskHeader.formatOf(path, path.toString(), all);
      if (format != DiskFormat.RAW || !OpenVirtualAppliance.is(all)) {
        return new StandaloneDisk(path, format, 0, all.size());
      }
      OpenVirtualAppliance disk = OpenVirtualAppliance.in(all);
      DiskFormat inside = DiskHeader.formatOf(path, "", new DiskBytes(all.place(), file, disk.start(), disk.size()));
      if (inside != DiskFormat.VMDK) {
        throw DiskProblems.damagedAppliance(all.place(), "a .vmdk that is none").asException();
      }
      return new StandaloneDisk(path, inside, disk.start(), disk.size());
    } catch (IOException e) {
      throw DiskProblems.unreadable(path, e.toString()).because(e);
    }
  }

  /**
   * The same, where something else says which format the disk has.
   *
   * @param path a disk
   * @param format as its manifest says
   * @return the disk
   * @throws io.github.vmimage.report.ProblemException as {@link #of(Path)}, and where the file has another format
   */
  public static StandaloneDisk of(Path path, DiskFormat format) {
    StandaloneDisk disk = of(path);
    if (disk.format != format) {
      throw DiskProblems.otherFormat(path, disk.format.driver(), format.driver()).asException();
    }
    return disk;
  }

  /**
   * The file.
   *
   * @return absolute path
   */
  public Path path() {
    return path;
  }

  /**
   * The format, as the headers tell it.
   *
   * @return that of the disk inside, for an OVA
   */
  public DiskFormat format() {
    return format;
  }

  /** Whether the file is more than the disk. */
  boolean isInside() {
    return start > 0;
  }

  /** First byte of the disk in the file; not 0 in an OVA only. */
  long start() {
    return start;
  }

  /** Length of the disk in the file, in bytes. */
  long size() {
    return size;
  }

  /**
   * What QEMU's tools take as a name: they open this file as this format, and nothing that it may name.
   *
   * @return {@code json:} and a node
   */
  public String image() {
    ObjectNode part = JSON.createObjectNode().put("driver", "file").put("filename", path.toString());
    if (isInside()) {
      part = JSON.createObjectNode().put("driver", "raw").put("offset", start).put("size", size).set("file", part);
    }
    return "json:" + layer().set("file", part);
  }

  /** What {@code qemu-storage-daemon} needs to know of the file, one node upon the other; the last is called {@code disk}. */
  String[] nodes() {
    String file = node("file").put("driver", "file").put("filename", path.toString()).toString();
    String part = node("part").put("driver", "raw").put("file", "file").put("offset", start).put("size", size).toString();
    ObjectNode image = layer().put("node-name", "disk").put("read-only", true).put("file", isInside() ? "part" : "file");
    return isInside() ? new String[] {"--blockdev", file, "--blockdev", part, "--blockdev", image.toString()}
        : new String[] {"--blockdev", file, "--blockdev", image.toString()};
  }

  private static ObjectNode node(String name) {
    return JSON.createObjectNode().put("node-name", name).put("read-only", true);
  }

  private ObjectNode layer() {
    ObjectNode layer = JSON.createObjectNode().put("driver", format.driver());
    // What a header may name is not opened even if the check had overlooked it; QEMU's other drivers know no such option.
    return format.mayHaveParent() ? layer.putNull("backing") : layer;
  }
}
