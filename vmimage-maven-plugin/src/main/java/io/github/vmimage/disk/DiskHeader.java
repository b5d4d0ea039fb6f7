package io.github.vmimage.disk;

import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Tells the format of a disk image by its first and last bytes, and refuses one that is made of other files.
 *
 * <p>This happens before any tool opens the image: a qcow2 header may name any file of this machine as its backing or data file, a
 * VMDK descriptor any file as an extent or a parent, and a tool that opens the image opens those too (CVE-2024-4467 was {@code qemu-img
 * info} doing so). docs/containers.md has what each of QEMU's drivers can be led to, and what is refused here.
 *
 * <p>A file without a known header is raw, and is then opened as raw, never probed. Packer's own {@code qemu-img} does probe, so the answer
 * here is what a probe would say, or there is none: see {@link UnreadFormat}.
 */
final class DiskHeader {
  private final Path disk;
  private final String name;
  private final DiskBytes bytes;

  private DiskHeader(Path disk, String name, DiskBytes bytes) {
    this.disk = disk;
    this.name = name.toLowerCase(Locale.ROOT);
    this.bytes = bytes;
  }

  /**
   * The format of a disk that stands by itself; anything else is a problem.
   *
   * @param disk the file, for messages
   * @param name what it is called by its maker, which tells a fixed VHD and a disk that is raw whatever it begins with; may be empty
   * @param bytes the disk, which is all of the file or lies in it
   */
  static DiskFormat formatOf(Path disk, String name, DiskBytes bytes) throws IOException {
    DiskHeader header = new DiskHeader(disk, name, bytes);
    DiskFormat format = header.format();
    if (format != DiskFormat.RAW && header.name.endsWith(".raw")) {
      throw DiskProblems.otherFormat(disk, format.driver(), DiskFormat.RAW.driver()).asException();
    }
    return format;
  }

  private DiskFormat format() throws IOException {
    if (Qcow2Header.is(bytes)) {
      Qcow2Header.read(bytes).require(disk);
      return DiskFormat.QCOW2;
    }
    if (bytes.spells(0, "KDMV")) {
      requireNothing(VmdkHeader.reference(bytes));
      return DiskFormat.VMDK;
    }
    if (bytes.spells(0, "vhdxfile")) {
      VhdxHeader.require(disk, bytes);
      return DiskFormat.VHDX;
    }
    if (VhdFooter.isAt(0, bytes)) {
      requireNothing(VhdFooter.reference(bytes, 0));
      return DiskFormat.VHD;
    }
    String other = UnreadFormat.of(bytes);
    if (!other.isEmpty()) {
      throw refused(other);
    }
    // A fixed VHD is a raw disk with a footer, so a guest can forge one; the file's name decides whether the footer counts.
    long footer = VhdFooter.last(bytes);
    if (name.endsWith(".vhd") && VhdFooter.isAt(footer, bytes)) {
      requireNothing(VhdFooter.reference(bytes, footer));
      return DiskFormat.VHD;
    }
    return DiskFormat.RAW;
  }

  private void requireNothing(String reference) {
    if (!reference.isEmpty()) {
      throw refused(reference);
    }
  }

  private ProblemException refused(String seen) {
    return DiskProblems.dependent(disk, seen).asException();
  }
}
