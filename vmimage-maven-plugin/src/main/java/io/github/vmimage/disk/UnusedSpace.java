package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What lies on a disk where no partition is. Between and behind partitions nothing should be: bytes there are left of an older use of the disk.
 * Before the first partition, up to 32 MiB, boot loaders keep code; there a file system that begins where a partition may begin is looked for.
 */
final class UnusedSpace {
  private static final long BOOT_LOADERS = 32L << 20;
  private static final int PIECE = 1 << 20;
  private static final int SECTOR = 512;
  /** Where partitioning programs let a first partition begin, beside every MiB. */
  private static final List<Integer> FIRST_SECTORS = List.of(34, 40, 63, 64);
  private static final int GPT_ENTRIES = 32;
  /** A disk that has grown so often is none that anybody has. */
  private static final int MAX_OLD_COPIES = 8;
  /** Bytes of one disk that may be something and are looked at, which takes a minute and a half: whatever a hostile disk says. */
  private static final long MAX_READ = 16L << 30;

  private final DiskBytes disk;
  private final DataMap map;
  private long left = MAX_READ;

  UnusedSpace(DiskBytes disk, DataMap map) {
    this.disk = disk;
    this.map = map;
  }

  /** What should not be there, one fault for each gap. */
  List<DiskFault> faults(PartitionTables tables) throws IOException {
    if (tables.partitions().stream().anyMatch(p -> p.number() == 0)) {
      return List.of();
    }
    List<DiskFault> faults = new ArrayList<>();
    long firstPartition = tables.partitions().stream().mapToLong(Partition::start).min().orElse(0);
    for (Stretch gap : gaps(tables)) {
      long code = Math.max(gap.start(), Math.min(Math.min(gap.end(), firstPartition), BOOT_LOADERS));
      if (gap.start() < code) {
        fileSystem(new Stretch(gap.start(), code)).ifPresent(at -> faults.add(fault(at, "before the first partition")));
      }
      bytes(new Stretch(code, gap.end()), tables).ifPresent(at -> faults.add(fault(at, "where no partition is")));
    }
    return faults;
  }

  /**
   * What is there first.
   *
   * @param at byte of the disk
   * @param what for people
   */
  record Found(long at, String what) {}

  /** The first byte of a partition that is no zero. */
  Optional<Found> first(Partition partition) throws IOException {
    return first(new Stretch(partition.start(), partition.start() + partition.size()));
  }

  private static DiskFault fault(Found found, String where) {
    return new DiskFault("unpartitioned space", found.what() + " from byte " + found.at() + " on, " + where);
  }

  private List<Stretch> gaps(PartitionTables tables) {
    List<Stretch> used = Stream.concat(tables.own().stream(), Stream.concat(tables.partitions().stream(), tables.others().stream())
        .filter(p -> p.number() > 0).map(p -> new Stretch(p.start(), p.start() + p.size())))
        .sorted(Comparator.comparingLong(Stretch::start)).toList();
    List<Stretch> gaps = new ArrayList<>();
    long at = 0;
    for (Stretch each : used) {
      if (each.start() > at) {
        gaps.add(new Stretch(at, each.start()));
      }
      at = Math.max(at, each.end());
    }
    if (at < disk.size()) {
      gaps.add(new Stretch(at, disk.size()));
    }
    return gaps;
  }

  private Optional<Found> fileSystem(Stretch gap) throws IOException {
    List<Long> places = new ArrayList<>(FIRST_SECTORS.stream().map(s -> (long) s * SECTOR).toList());
    for (long at = PIECE; at < gap.end(); at += PIECE) {
      places.add(at);
    }
    for (long at : places) {
      if (at >= gap.start() && at < gap.end()) {
        FileSystemKind kind = kindAt(at);
        if (kind != null) {
          return Optional.of(new Found(at, "a file system or a part of one (" + kind.name() + ")"));
        }
      }
    }
    return Optional.empty();
  }

  private FileSystemKind kindAt(long at) throws IOException {
    return FileSystemSignatures.at(disk.read(at, (int) Math.min(FileSystemSignatures.HEAD, disk.size() - at)).array(), 0);
  }

  private Optional<Found> bytes(Stretch gap, PartitionTables tables) throws IOException {
    Optional<Found> first = first(gap);
    for (int copies = 0; copies < MAX_OLD_COPIES && first.isPresent() && isOldCopy(first.get().at() / SECTOR, tables); copies++) {
      first = first(new Stretch((first.get().at() / SECTOR + GPT_ENTRIES + 1) * SECTOR, gap.end()));
    }
    if (first.isEmpty()) {
      return first;
    }
    // The superblock of ext is the first that is no zero, 1024 bytes from the beginning.
    long sector = first.get().at() / SECTOR * SECTOR;
    for (long at : new long[] {sector, sector - 1024, gap.start(), first.get().at() / PIECE * PIECE}) {
      FileSystemKind kind = at < gap.start() ? null : kindAt(at);
      if (kind != null) {
        return Optional.of(new Found(at, "a file system or a part of one (" + kind.name() + ")"));
      }
    }
    return first;
  }

  /** A GPT's second copy that was left where the disk ended before it grew: nothing that the table does not tell anyway. */
  private boolean isOldCopy(long sector, PartitionTables tables) throws IOException {
    return GuidTable.at(disk, sector + GPT_ENTRIES, SECTOR).filter(GuidTable::holds)
        .filter(old -> old.table().partitions().stream().allMatch(p -> tables.partitions().stream().anyMatch(p::isWhereItIs))).isPresent();
  }

  private Optional<Found> first(Stretch stretch) throws IOException {
    if (stretch.start() >= stretch.end()) {
      return Optional.empty();
    }
    for (Stretch data : map.in(stretch)) {
      for (long at = data.start(); at < data.end(); at += PIECE) {
        int length = (int) Math.min(PIECE, data.end() - at);
        left -= length;
        if (left < 0) {
          return Optional.of(new Found(at, "bytes that were not looked at, behind " + MAX_READ + " that are zeros"));
        }
        int zeros = disk.read(at, length).mismatch(ByteBuffer.allocate(length));
        if (zeros >= 0) {
          return Optional.of(new Found(at + zeros, "bytes that are no zeros"));
        }
      }
    }
    return Optional.empty();
  }
}
