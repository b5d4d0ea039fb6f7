package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

  private final DiskBytes disk;
  private final DataMap map;

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

  /** The first byte of a partition that is no zero. */
  OptionalLong firstByte(Partition partition) throws IOException {
    return firstByte(new Stretch(partition.start(), partition.start() + partition.size()));
  }

  private record Found(long at, String what) {}

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
    OptionalLong first = firstByte(gap);
    while (first.isPresent() && isOldCopy(first.getAsLong() / SECTOR, tables)) {
      first = firstByte(new Stretch((first.getAsLong() / SECTOR + GPT_ENTRIES + 1) * SECTOR, gap.end()));
    }
    if (first.isEmpty()) {
      return Optional.empty();
    }
    // The superblock of ext is the first that is no zero, 1024 bytes from the beginning.
    long sector = first.getAsLong() / SECTOR * SECTOR;
    for (long at : new long[] {sector, sector - 1024, gap.start(), first.getAsLong() / PIECE * PIECE}) {
      FileSystemKind kind = at < gap.start() ? null : kindAt(at);
      if (kind != null) {
        return Optional.of(new Found(at, "a file system or a part of one (" + kind.name() + ")"));
      }
    }
    return Optional.of(new Found(first.getAsLong(), "bytes that are no zeros"));
  }

  /** A GPT's second copy that was left where the disk ended before it grew: nothing that the table does not tell anyway. */
  private boolean isOldCopy(long sector, PartitionTables tables) throws IOException {
    return GuidTable.at(disk, sector + GPT_ENTRIES, SECTOR).filter(GuidTable::holds)
        .filter(old -> old.table().partitions().stream().allMatch(p -> tables.partitions().stream().anyMatch(p::isWhereItIs))).isPresent();
  }

  private OptionalLong firstByte(Stretch stretch) throws IOException {
    if (stretch.start() >= stretch.end()) {
      return OptionalLong.empty();
    }
    for (Stretch data : map.in(stretch)) {
      for (long at = data.start(); at < data.end(); at += PIECE) {
        ByteBuffer piece = disk.read(at, (int) Math.min(PIECE, data.end() - at));
        int zeros = piece.mismatch(ByteBuffer.allocate(piece.limit()));
        if (zeros >= 0) {
          return OptionalLong.of(at + zeros);
        }
      }
    }
    return OptionalLong.empty();
  }
}
