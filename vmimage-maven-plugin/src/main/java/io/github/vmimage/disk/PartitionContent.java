package io.github.vmimage.disk;

import java.nio.file.Path;
import java.util.List;

/** What a look into one partition gave. */
sealed interface PartitionContent {

  /** A root file system, by its root folder. */
  record Root(Path top) implements PartitionContent {}

  /** Files that are only named. */
  record Firmware(List<FirmwareFile> files) implements PartitionContent {}

  /** Swap. */
  record Swap() implements PartitionContent {}

  /** No files: boot code, an empty file system, a kernel with its boot loader; or hashes, and then something worth a line. */
  record NoFiles(String note) implements PartitionContent {}

  /** Zeros, as far as was looked. */
  record Blank() implements PartitionContent {}

  /**
   * Files that cannot be read here.
   *
   * @param kind what it is
   * @param help who may be able to
   */
  record Missed(String kind, Help help) implements PartitionContent {}

  /** Who can read what cannot be read here. */
  enum Help {
    /** libguestfs, perhaps. */
    LIBGUESTFS,
    /** libguestfs passes over it without a word. */
    NONE,
    /** Nobody, and where a disk has such a part libguestfs is not asked for the others either. */
    CLOSED
  }
}
