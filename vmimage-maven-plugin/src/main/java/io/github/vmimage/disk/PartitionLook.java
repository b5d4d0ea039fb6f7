package io.github.vmimage.disk;

import io.github.vmimage.disk.PartitionContent.Help;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Looks into one partition. Whatever goes wrong with what a hostile disk says makes the partition one that cannot be read. */
final class PartitionLook {
  private final Partition partition;
  private final DiskBytes bytes;
  private final FileSystemKind kind;

  PartitionLook(Partition partition, DiskBytes bytes) throws IOException {
    this.partition = partition;
    this.bytes = bytes;
    kind = FileSystemKind.of(partition, bytes);
  }

  /** The name of what is there. */
  String kind() {
    return kind.name();
  }

  /** A problem where an ext file system is damaged or was not unmounted. */
  PartitionContent content() throws IOException {
    try {
      return switch (kind.role()) {
        case READABLE -> ext();
        case FIRMWARE -> new PartitionContent.Firmware(FatFiles.in(partition.toString(), bytes));
        case SWAP -> new PartitionContent.Swap();
        case NO_FILES -> new PartitionContent.NoFiles(note());
        case BLANK -> new PartitionContent.Blank();
        case OPAQUE -> new PartitionContent.Missed(kind.name(), kind.isClosed() ? Help.CLOSED : Help.LIBGUESTFS);
        case UNKNOWN -> new PartitionContent.Missed(kind.name(), Help.NONE);
      };
    } catch (DamagedFatException e) {
      return new PartitionContent.Missed("FAT, damaged: " + e.getMessage(), Help.CLOSED);
    } catch (ProblemException e) {
      if (kind.role() != FileSystemKind.Role.FIRMWARE) {
        throw e;
      }
      return new PartitionContent.Missed("FAT, damaged: it ends before what it points to", Help.CLOSED);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      return new PartitionContent.Missed(kind.name() + ", which cannot be read: " + e.getClass().getSimpleName(), Help.CLOSED);
    }
  }

  private String note() throws IOException {
    return kind.name().equals(DmVerity.NAME) ? DmVerity.rootHash(bytes).map(hash -> "dm-verity, root hash " + hash).orElse("") : "";
  }

  private PartitionContent ext() throws IOException {
    ExtSuperblock.check(bytes);
    String features = ExtVolume.unreadableFeatures(bytes);
    if (!features.isEmpty()) {
      return new PartitionContent.Missed("ext with " + features, Help.LIBGUESTFS);
    }
    try {
      return contentOf(new ExtFileSystem(bytes).root());
    } catch (DamagedExtException e) {
      throw DiskProblems.damagedFileSystem(bytes.place(), e.getMessage()).because(e);
    }
  }

  private static PartitionContent contentOf(Path top) throws IOException {
    Path etc = top.resolve("etc");
    // A link in the place of etc would lead out of the disk.
    if (Files.isDirectory(etc, LinkOption.NOFOLLOW_LINKS) && (exists(etc.resolve("os-release")) || exists(etc.resolve("fstab")))) {
      return new PartitionContent.Root(top);
    }
    boolean empty = true;
    try (DirectoryStream<Path> names = Files.newDirectoryStream(top)) {
      for (Path path : names) {
        String name = path.getFileName().toString();
        if (name.startsWith("vmlinuz") || name.equals("grub") || name.equals("grub2") || name.equals("loader")) {
          return new PartitionContent.NoFiles("");
        }
        empty &= name.equals("lost+found");
      }
    }
    return empty ? new PartitionContent.NoFiles("")
        : new PartitionContent.Missed("an ext file system that is neither root nor boot", Help.LIBGUESTFS);
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
