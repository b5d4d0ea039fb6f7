package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for what a disk image file keeps beside what its guest sees. A qcow2, VMDK, VHDX or VHD is a heap of pieces and tables that lead to
 * them: what the tables do not lead to any more stays where it was.
 *
 * <p>It finds what was left there, not what somebody hid there on purpose: numbers that only a table of reference counts refers to are taken
 * for that table.
 */
final class HiddenBytes {

  private HiddenBytes() {}

  /** The hidden parts; a problem where the tables are damaged. */
  static List<HiddenPart> of(StandaloneDisk disk) {
    if (disk.format() == DiskFormat.RAW) {
      return List.of();
    }
    try (FileChannel file = FileChannel.open(disk.path())) {
      if (file.size() > UnseenBytes.MAX_FILE) {
        return List.of(new HiddenPart("the file", "more than " + (UnseenBytes.MAX_FILE >> 30) + " GiB, too large to be searched"));
      }
      List<HiddenPart> hidden = new ArrayList<>(disk.isInside() ? OpenVirtualAppliance.beside(DiskBytes.of(disk.path(), file)) : List.of());
      DiskBytes bytes = new DiskBytes(disk.path().toString(), file, disk.start(), disk.size());
      hidden.addAll(switch (disk.format()) {
        case QCOW2 -> Qcow2Contents.hidden(bytes);
        case VMDK -> VmdkContents.hidden(bytes);
        case VHD -> VhdContents.hidden(bytes);
        case VHDX -> VhdxContents.hidden(bytes);
        case RAW -> List.<HiddenPart>of();
      });
      return hidden;
    } catch (IOException e) {
      throw DiskProblems.unreadable(disk.path(), e.toString()).because(e);
    }
  }
}
