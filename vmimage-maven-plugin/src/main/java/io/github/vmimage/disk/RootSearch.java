package io.github.vmimage.disk;

import io.github.vmimage.disk.PartitionContent.Help;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the root file system of a disk, and tells which parts of the disk it cannot look into. A root that only a table shows which does not
 * count is looked into as well: its files go out with the disk.
 */
final class RootSearch {
  private final DiskBytes disk;
  private final UnusedSpace unused;
  private final List<String> seen = new ArrayList<>();
  private final List<String> roots = new ArrayList<>();
  private final List<MissedPart> missed = new ArrayList<>();
  private final List<String> swap = new ArrayList<>();
  private final List<FirmwareFile> firmware = new ArrayList<>();
  private final List<MissedPart> unknown = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<DiskFault> faults = new ArrayList<>();
  private final List<OtherRoot> others = new ArrayList<>();
  private Path root;

  private RootSearch(DiskBytes disk, DataMap map) {
    this.disk = disk;
    unused = new UnusedSpace(disk, map);
  }

  /** Searches all partitions; a problem where a file system is damaged, was not unmounted, or there are several roots. */
  static RootSearch in(DiskBytes disk, DataMap map) throws IOException {
    RootSearch search = new RootSearch(disk, map);
    PartitionTables tables = PartitionTables.of(disk);
    tables.faults().forEach(fault -> search.faults.add(new DiskFault("partition table", fault)));
    for (Partition partition : tables.partitions()) {
      search.look(partition);
    }
    if (search.roots.size() > 1) {
      throw DiskProblems.severalRoots(disk.place(), String.join("\n", search.roots)).asException();
    }
    for (Partition partition : tables.others()) {
      search.lookElsewhere(partition);
    }
    search.faults.addAll(search.unused.faults(tables));
    return search;
  }

  /** The root folder, or null. */
  Path root() {
    return root;
  }

  /** Roots that only a table shows which does not count. */
  List<OtherRoot> others() {
    return others;
  }

  /** What is wrong with the disk, and what nobody looks into. */
  List<DiskFault> faults() {
    return faults;
  }

  List<MissedPart> missed() {
    return missed;
  }

  /** Those of the missed parts of which no tool tells more. */
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

  /** What is no file and worth recording, one a line. */
  List<String> notes() {
    return notes;
  }

  /** What each partition is, one a line. */
  String partitions() {
    return String.join("\n", seen);
  }

  private void look(Partition partition) throws IOException {
    PartitionLook look = new PartitionLook(partition, disk.part(partition));
    seen.add(partition + ": " + look.kind());
    PartitionContent content = whole(partition, look.content());
    if (content instanceof PartitionContent.Root found) {
      roots.add(partition.toString());
      root = found.top();
    } else if (content instanceof PartitionContent.Missed miss) {
      MissedPart part = new MissedPart(partition.toString(), miss.kind(), miss.help() == Help.CLOSED);
      missed.add(part);
      if (miss.help() == Help.NONE) {
        unknown.add(part);
      }
    } else {
      take(partition, content);
    }
  }

  /** The same for a partition that no machine sees: what cannot be read there is told, whatever libguestfs says of the others. */
  private void lookElsewhere(Partition partition) throws IOException {
    PartitionLook look = new PartitionLook(partition, disk.part(partition));
    seen.add(partition + ": " + look.kind());
    try {
      PartitionContent content = whole(partition, look.content());
      if (content instanceof PartitionContent.Root found) {
        others.add(new OtherRoot(partition.toString(), found.top()));
      } else if (content instanceof PartitionContent.Missed miss) {
        faults.add(new DiskFault(partition.toString(), "not audited: " + miss.kind()));
      } else {
        take(partition, content);
      }
    } catch (ProblemException e) {
      faults.add(new DiskFault(partition.toString(), "not audited: " + look.kind() + ": "
          + e.problems().stream().map(Problem::what).collect(Collectors.joining("; "))));
    }
  }

  /** A partition whose beginning is blank may have been used for something that began elsewhere. */
  private PartitionContent whole(Partition partition, PartitionContent content) throws IOException {
    if (content instanceof PartitionContent.Blank) {
      Optional<UnusedSpace.Found> first = unused.first(partition);
      if (first.isPresent()) {
        return new PartitionContent.Missed(first.get().what() + " from byte " + (first.get().at() - partition.start()) + " on", Help.NONE);
      }
    }
    return content;
  }

  private void take(Partition partition, PartitionContent content) {
    if (content instanceof PartitionContent.Swap) {
      swap.add(partition.toString());
    } else if (content instanceof PartitionContent.Firmware names) {
      firmware.addAll(names.files());
    } else if (content instanceof PartitionContent.NoFiles none && !none.note().isEmpty()) {
      notes.add(partition + ": " + none.note());
    }
  }
}
