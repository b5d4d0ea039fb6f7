package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the root file system of a disk, and tells which parts of the disk it cannot look into. */
final class RootSearch {
  private final DiskBytes disk;
  private final List<String> seen = new ArrayList<>();
  private final List<String> roots = new ArrayList<>();
  private final List<MissedPart> missed = new ArrayList<>();
  private final List<String> swap = new ArrayList<>();
  private final List<FirmwareFile> firmware = new ArrayList<>();
  private final List<MissedPart> unknown = new ArrayList<>();
  private Path root;

  private RootSearch(DiskBytes disk) {
    this.disk = disk;
  }

  /** Searches all partitions; a problem where a file system is damaged, was not unmounted, or there are several roots. */
  static RootSearch in(DiskBytes disk) throws IOException {
    RootSearch search = new RootSearch(disk);
    for (Partition partition : PartitionTable.of(disk)) {
      search.look(partition, disk.part(partition));
    }
    if (search.roots.size() > 1) {
      throw DiskProblems.severalRoots(disk.place(), String.join("\n", search.roots)).asException();
    }
    return search;
  }

  /** The root folder, or null. */
  Path root() {
    return root;
  }

  List<MissedPart> missed() {
    return missed;
  }

  /** Those of the missed parts of which nothing tells what they are: no tool can be asked for them. */
  List<MissedPart> unknown() {
    return unknown;
  }

  /** Whether libguestfs can tell more: there is a file system that it can mount, and none that nobody can. */
  boolean isForLibguestfs() {
    return missed.size() > unknown.size() && missed.stream().noneMatch(MissedPart::closed);
  }

  List<String> swap() {
    return swap;
  }

  List<FirmwareFile> firmware() {
    return firmware;
  }

  /** What each partition is, one a line. */
  String partitions() {
    return String.join("\n", seen);
  }

  private void look(Partition partition, DiskBytes bytes) throws IOException {
    FileSystemKind kind = FileSystemKind.of(partition, bytes);
    seen.add(partition + ": " + kind.name());
    if (kind.role() == FileSystemKind.Role.OPAQUE) {
      missed.add(new MissedPart(partition.toString(), kind.name(), kind.isClosed()));
    } else if (kind.role() == FileSystemKind.Role.UNKNOWN) {
      MissedPart part = new MissedPart(partition.toString(), kind.name(), false);
      unknown.add(part);
      missed.add(part);
    } else if (kind.role() == FileSystemKind.Role.SWAP) {
      swap.add(partition.toString());
    } else if (kind.role() == FileSystemKind.Role.FIRMWARE) {
      lookIntoFirmware(partition, bytes);
    } else if (kind.role() == FileSystemKind.Role.READABLE) {
      ExtSuperblock.check(bytes);
      String features = ExtVolume.unreadableFeatures(bytes);
      if (!features.isEmpty()) {
        missed.add(new MissedPart(partition.toString(), "ext with " + features, false));
        return;
      }
      try {
        lookInto(partition, new ExtFileSystem(bytes).root());
      } catch (DamagedExtException e) {
        throw DiskProblems.damagedFileSystem(bytes.place(), e.getMessage()).because(e);
      }
    }
  }

  private void lookIntoFirmware(Partition partition, DiskBytes bytes) throws IOException {
    try {
      firmware.addAll(FatFiles.in(partition.toString(), bytes));
    } catch (DamagedFatException e) {
      missed.add(new MissedPart(partition.toString(), "FAT, damaged: " + e.getMessage(), true));
    }
  }

  private void lookInto(Partition partition, Path top) throws IOException {
    switch (contentOf(top)) {
      case ROOT -> {
        roots.add(partition.toString());
        root = top;
      }
      case OTHER -> missed.add(new MissedPart(partition.toString(), "an ext file system that is neither root nor boot", false));
      case BOOT, NOTHING -> { }
    }
  }

  private enum Content { ROOT, BOOT, NOTHING, OTHER }

  private static Content contentOf(Path top) throws IOException {
    Path etc = top.resolve("etc");
    // A link in the place of etc would lead out of the disk.
    if (Files.isDirectory(etc, LinkOption.NOFOLLOW_LINKS) && (exists(etc.resolve("os-release")) || exists(etc.resolve("fstab")))) {
      return Content.ROOT;
    }
    boolean empty = true;
    try (DirectoryStream<Path> names = Files.newDirectoryStream(top)) {
      for (Path path : names) {
        String name = path.getFileName().toString();
        if (name.startsWith("vmlinuz") || name.equals("grub") || name.equals("grub2") || name.equals("loader")) {
          return Content.BOOT;
        }
        empty &= name.equals("lost+found");
      }
    }
    return empty ? Content.NOTHING : Content.OTHER;
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
