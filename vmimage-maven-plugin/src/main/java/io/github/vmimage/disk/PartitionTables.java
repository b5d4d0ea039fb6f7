package io.github.vmimage.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All partition tables of a disk, and which of them counts: the one that Linux and a UEFI firmware use. Both ask for an entry of type 0xEE in
 * the MBR before they look for a GPT; without one the MBR counts, whatever else is there; without either the disk is one file system. A GPT
 * whose first copy is damaged is read from its second, as a firmware does it. Sectors have 512 bytes, or 4096 where only such a GPT is there.
 *
 * <p>A table that does not count, such as one that is left of an older partitioning, shows what lies on the disk nevertheless: its partitions
 * are told, too, unless the table that counts has them all.
 *
 * @param partitions of the table that counts; one that is the whole disk where there is no table
 * @param others partitions that only another table shows
 * @param faults what is wrong with the tables: a file system may hide behind each
 * @param own the bytes that the tables take
 */
record PartitionTables(List<Partition> partitions, List<Partition> others, List<String> faults, List<Stretch> own) {
  private static final int MAX_SHOWN = 5;

  /** Reads them; a problem where there should be a table and none that holds is there, nor a file system on the bare disk. */
  static PartitionTables of(DiskBytes disk) throws IOException {
    return new Search(disk).tables();
  }

  private static final class Search {
    private final DiskBytes disk;
    private final List<GuidTable> gpts = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    Search(DiskBytes disk) {
      this.disk = disk;
    }

    PartitionTables tables() throws IOException {
      Optional<MbrTable> mbr = MbrTable.of(disk);
      GptCopies small = GptCopies.of(disk, MbrTable.SECTOR);
      GptCopies large = GptCopies.of(disk, GptCopies.LARGE);
      gpts.addAll(small.all());
      gpts.addAll(large.all());
      PartitionTable bare = bare();
      PartitionTable counts = bare;
      if (mbr.isPresent() && mbr.get().announcesGpt()) {
        counts = announced(mbr.get(), small, large, bare);
      } else if (mbr.isPresent() && !mbr.get().table().partitions().isEmpty()) {
        counts = mbr.get().table();
      } else {
        mbr.ifPresent(m -> faults.addAll(m.table().faults()));
      }
      faults.addAll(counts.faults());
      List<Partition> others = new ArrayList<>();
      for (PartitionTable table : shown(mbr, bare)) {
        others.addAll(onlyIn(table, counts, others));
      }
      List<Stretch> own = Stream.concat(mbr.stream().map(MbrTable::table), gpts.stream().map(GuidTable::table))
          .flatMap(t -> t.own().stream()).toList();
      return new PartitionTables(counts.partitions(), List.copyOf(others), List.copyOf(faults), own);
    }

    /** Every table that shows partitions, and the bare disk where it has the signature of a file system. */
    private List<PartitionTable> shown(Optional<MbrTable> mbr, PartitionTable bare) throws IOException {
      List<PartitionTable> tables = new ArrayList<>();
      mbr.ifPresent(m -> tables.add(m.table()));
      gpts.stream().filter(GuidTable::holds).forEach(g -> tables.add(g.table()));
      if (FileSystemKind.isOnBareDisk(disk)) {
        tables.add(bare);
      }
      return tables;
    }

    private PartitionTable bare() {
      return new PartitionTable("bare disk", List.of(new Partition(0, 0, disk.size(), "")), List.of(), List.of());
    }

    /** The GPT that an MBR speaks of. */
    private PartitionTable announced(MbrTable mbr, GptCopies small, GptCopies large, PartitionTable bare) throws IOException {
      Optional<GuidTable> gpt = small.first().or(large::first);
      if (gpt.isEmpty() && (small.second().isPresent() || large.second().isPresent())) {
        gpt = small.second().or(large::second);
        faults.add("the GPT's first copy cannot be used: " + fault() + "; its second, which a firmware uses and Linux does not, is read");
      }
      if (gpt.isPresent()) {
        if (!mbr.announcesItRightly()) {
          faults.add("the MBR's entry for the GPT does not begin at sector 1: Linux shows no partition");
        }
        return gpt.get().table();
      }
      if (!FileSystemKind.isOnBareDisk(disk)) {
        throw DiskProblems.damagedPartitions(disk.place(), fault()).asException();
      }
      faults.add(fault());
      return bare;
    }

    private String fault() {
      String all = gpts.stream().filter(g -> !g.holds()).map(GuidTable::fault).distinct().collect(Collectors.joining("; "));
      return all.isEmpty() ? "a protective MBR without a GPT" : all;
    }

    private List<Partition> onlyIn(PartitionTable table, PartitionTable counts, List<Partition> known) {
      List<Partition> only = table.partitions().stream()
          .filter(p -> Stream.concat(counts.partitions().stream(), known.stream()).noneMatch(p::isWhereItIs))
          .map(p -> p.of(table.name())).toList();
      if (!only.isEmpty()) {
        faults.add("the " + counts.name() + " counts, and the " + table.name() + " shows something else: "
            + only.stream().limit(MAX_SHOWN).map(Search::bytes).collect(Collectors.joining(", "))
            + (only.size() > MAX_SHOWN ? ", and " + (only.size() - MAX_SHOWN) + " more" : ""));
      }
      return only;
    }

    private static String bytes(Partition partition) {
      return partition + " of " + partition.size() + " bytes from byte " + partition.start();
    }
  }
}
