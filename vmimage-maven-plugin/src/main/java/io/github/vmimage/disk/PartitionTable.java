package io.github.vmimage.disk;

import java.util.ArrayList;
import java.util.List;

/**
 * A partition table as one place of a disk spells it.
 *
 * @param name such as {@code GPT at sector 1}
 * @param partitions in the table's order, each within the disk
 * @param own the bytes that the table itself takes
 * @param faults what is wrong with it, and how it is read all the same
 */
record PartitionTable(String name, List<Partition> partitions, List<Stretch> own, List<String> faults) {

  /** Collects a table while it is read. */
  static final class Reading {
    private final DiskBytes disk;
    private final String name;
    private final int sector;
    private final List<Partition> partitions = new ArrayList<>();
    private final List<Stretch> own = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    Reading(DiskBytes disk, String name, int sector) {
      this.disk = disk;
      this.name = name;
      this.sector = sector;
    }

    /** Sectors of the table itself. */
    void owns(long first, long count) {
      own.add(new Stretch(first * sector, (first + count) * sector));
    }

    void fault(String what) {
      faults.add(name + ": " + what);
    }

    /**
     * Takes an entry with what of it is on the disk, as the kernel does for an MBR. Of a GPT the kernel leaves out an entry that reaches
     * beyond the end; here it is looked into as well, since other tools do.
     */
    void add(int number, long first, long last, String type) {
      long sectors = disk.size() / sector;
      boolean none = first < 0 || last < first || first >= sectors;
      if (none || last >= sectors) {
        fault("partition " + number + " in sectors " + Long.toUnsignedString(first) + " to " + Long.toUnsignedString(last) + " of "
            + sectors + (none ? ", which is not on the disk" : ", of which only the beginning is on the disk"));
      }
      if (!none) {
        partitions.add(new Partition(number, first * sector, (Math.min(last, sectors - 1) - first + 1) * sector, type));
      }
    }

    PartitionTable table() {
      for (Partition partition : partitions) {
        if (own.stream().anyMatch(o -> o.start() < partition.start() + partition.size() && partition.start() < o.end())) {
          fault(partition + " in sectors " + partition.start() / sector + " to " + ((partition.start() + partition.size()) / sector - 1)
              + ", which covers the table itself");
        }
      }
      return new PartitionTable(name, List.copyOf(partitions), List.copyOf(own), List.copyOf(faults));
    }
  }
}
