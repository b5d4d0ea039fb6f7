package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Finds the root file system of a disk, and refuses a disk of which an audit of that file system would miss a part. */
final class RootSearch {
  private final DiskBytes disk;
  private final Function<Partition, OpenDisk.Mounted> mount;
  private final List<String> seen = new ArrayList<>();
  private final List<String> roots = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();
  private Path root;

  RootSearch(DiskBytes disk, Function<Partition, OpenDisk.Mounted> mount) {
    this.disk = disk;
    this.mount = mount;
  }

  /** The mounted root file system; no other stays mounted. */
  Path root() throws IOException {
    for (Partition partition : PartitionTable.of(disk)) {
      DiskBytes bytes = disk.part(partition);
      FileSystemKind kind = FileSystemKind.of(partition, bytes);
      seen.add(partition + ": " + kind.name());
      if (kind.role() == FileSystemKind.Role.OPAQUE) {
        missed.add(partition + ": " + kind.name());
      } else if (kind.role() == FileSystemKind.Role.READABLE) {
        ExtSuperblock.check(bytes);
        look(partition);
      }
    }
    if (roots.isEmpty()) {
      throw DiskProblems.noRoot(disk.place(), String.join("\n", seen)).asException();
    }
    if (roots.size() > 1) {
      throw DiskProblems.severalRoots(disk.place(), String.join("\n", roots)).asException();
    }
    if (!missed.isEmpty()) {
      throw DiskProblems.missedPart(disk.place(), String.join("\n", missed)).asException();
    }
    return root;
  }

  private void look(Partition partition) throws IOException {
    OpenDisk.Mounted mounted = mount.apply(partition);
    switch (contentOf(mounted.root())) {
      case ROOT -> {
        roots.add(partition.toString());
        root = mounted.root();
        return;
      }
      case OTHER -> missed.add(partition + ": an ext file system that is neither root nor boot");
      case BOOT, NOTHING -> { }
    }
    mounted.release().run();
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
