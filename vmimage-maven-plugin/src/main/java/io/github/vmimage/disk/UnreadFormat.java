package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Formats that QEMU knows by the first bytes of a file and that nobody needs here. A file that looks like one is no raw disk to a tool that
 * probes: some of them name other files, and a raw disk that only begins like one would be two disks, one for each way to look at it.
 */
final class UnreadFormat {
  /** As much as QEMU looks at. */
  private static final int PROBED = 512;
  private static final Map<String, String> BEGINNINGS = Map.of("COWD", "a VMDK whose data lies in other files",
      "QED\0", "a disk in QEMU's old format QED", "Bochs Virtual HD Image", "a disk of Bochs", "#!/bin/sh\n#V2.0 Format\n", "a cloop image",
      "WithoutFreeSpace", "a disk of Parallels", "WithouFreSpacExt", "a disk of Parallels");
  private static final int VDI_OFFSET = 64;
  private static final String VDI = "\u007f\u0010\u00da\u00be";
  /** Comments and blank lines, then the version: so QEMU finds the text that names the files of a VMDK. */
  private static final Pattern VMDK_TEXT = Pattern.compile("\\A(?:#[^\\n]*\\n| *\\r?\\n)*+version=[1-3]\\r?\\n");
  private static final String VMDK_TITLE = "# Disk DescriptorFile";

  private UnreadFormat() {}

  /** What it is, for a person; empty where a probe would say raw. */
  static String of(DiskBytes bytes) throws IOException {
    for (Map.Entry<String, String> beginning : BEGINNINGS.entrySet()) {
      if (bytes.spells(0, beginning.getKey())) {
        return beginning.getValue();
      }
    }
    if (bytes.spells(VDI_OFFSET, VDI)) {
      return "a disk of VirtualBox (VDI)";
    }
    String text = StandardCharsets.ISO_8859_1.decode(bytes.read(0, (int) Math.min(PROBED, bytes.size()))).toString();
    return text.startsWith(VMDK_TITLE) || VMDK_TEXT.matcher(text).find() ? "a VMDK whose data lies in other files" : "";
  }
}
