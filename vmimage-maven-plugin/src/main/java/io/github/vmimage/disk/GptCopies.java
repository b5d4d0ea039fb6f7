package io.github.vmimage.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The copies of a GPT for one size of sectors: behind the MBR, where that one says, and in the last sector of the disk. The two last differ
 * where a disk has grown.
 *
 * @param all headers found, whether they hold or not
 * @param first the copy behind the MBR, if it holds
 * @param second another copy, if it holds
 */
record GptCopies(List<GuidTable> all, Optional<GuidTable> first, Optional<GuidTable> second) {
  /** What a disk may have in place of 512. */
  static final int LARGE = 4096;

  static GptCopies of(DiskBytes disk, int sectorSize) throws IOException {
    List<GuidTable> all = new ArrayList<>();
    Optional<GuidTable> first = GuidTable.at(disk, 1, sectorSize);
    first.ifPresent(all::add);
    first = first.filter(GuidTable::holds);
    long last = disk.size() / sectorSize - 1;
    long told = first.map(GuidTable::alternate).orElse(last);
    List<GuidTable> seconds = new ArrayList<>();
    for (long sector : told == last || told == 1 ? List.of(last) : List.of(told, last)) {
      if (sector > 1) {
        GuidTable.at(disk, sector, sectorSize).ifPresent(seconds::add);
      }
    }
    all.addAll(seconds);
    return new GptCopies(all, first, seconds.stream().filter(GuidTable::holds).findFirst());
  }
}
