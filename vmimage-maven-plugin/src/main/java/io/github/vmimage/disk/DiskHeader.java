package io.github.vmimage.disk;

import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Tells the format of a disk image by its first and last bytes, and refuses one that is made of other files.
 *
 * <p>This happens before any tool opens the image: a qcow2 header may name any file of this machine as its backing or data file, a
 * VMDK descriptor any file as an extent, and a tool that opens the image opens those too (CVE-2024-4467 was {@code qemu-img info}
 * doing so). A file without a known header is raw, and is then opened as raw, never probed.
 */
final class DiskHeader {
  private static final long QCOW2_DIRTY = 1;
  private static final long QCOW2_CORRUPT = 2;
  private static final long QCOW2_DATA_FILE = 4;
  private static final int VHD_FOOTER = 512;
  private static final int VHD_DIFFERENCING = 4;
  private static final int MAX_VMDK_DESCRIPTOR = 64 * 1024;

  private final Path disk;
  private final DiskBytes bytes;

  private DiskHeader(Path disk, DiskBytes bytes) {
    this.disk = disk;
    this.bytes = bytes;
  }

  /** The format of a disk that stands by itself; anything else is a problem. */
  static DiskFormat formatOf(Path disk) {
    if (!Files.isRegularFile(disk)) {
      throw DiskProblems.absent(disk, Files.exists(disk) ? "not a regular file" : "no such file").asException();
    }
    try (FileChannel file = FileChannel.open(disk)) {
      return formatOf(disk, DiskBytes.of(disk, file));
    } catch (IOException e) {
      throw DiskProblems.unreadable(disk, e.toString()).because(e);
    }
  }

  /** The same, of a disk that is all of a file or lies in it. */
  static DiskFormat formatOf(Path disk, DiskBytes bytes) throws IOException {
    return new DiskHeader(disk, bytes).format();
  }

  private DiskFormat format() throws IOException {
    if (bytes.spells(0, "QFI\u00fb")) {
      checkQcow2();
      return DiskFormat.QCOW2;
    }
    if (bytes.spells(0, "KDMV")) {
      checkVmdk();
      return DiskFormat.VMDK;
    }
    if (bytes.spells(0, "vhdxfile")) {
      return DiskFormat.VHDX;
    }
    if (bytes.spells(0, "conectix")) {
      checkVhd(0);
      return DiskFormat.VHD;
    }
    // A fixed VHD is a raw disk with a footer, so a guest can forge one; the file's name decides whether the footer counts.
    if (disk.toString().toLowerCase(Locale.ROOT).endsWith(".vhd") && bytes.spells(bytes.size() - VHD_FOOTER, "conectix")) {
      checkVhd(bytes.size() - VHD_FOOTER);
      return DiskFormat.VHD;
    }
    if (bytes.spells(0, "# Disk DescriptorFile") || bytes.spells(0, "COWD")) {
      throw refused("a VMDK whose data lies in other files");
    }
    return DiskFormat.RAW;
  }

  private void checkQcow2() throws IOException {
    ByteBuffer header = bytes.read(0, 72).order(ByteOrder.BIG_ENDIAN);
    int version = header.getInt(4);
    if (version != 2 && version != 3) {
      throw refused("qcow2 of the unknown version " + version);
    }
    long incompatible = version == 3 ? bytes.read(72, 8).order(ByteOrder.BIG_ENDIAN).getLong() : 0;
    if (header.getLong(8) != 0 || header.getInt(16) != 0) {
      throw refused("qcow2 with a backing file");
    }
    if ((incompatible & QCOW2_DATA_FILE) != 0) {
      throw refused("qcow2 whose data lies in another file");
    }
    if (header.getInt(32) != 0) {
      throw refused("qcow2 that is encrypted");
    }
    if ((incompatible & (QCOW2_DIRTY | QCOW2_CORRUPT)) != 0) {
      throw DiskProblems.notClosed(disk, (incompatible & QCOW2_CORRUPT) != 0 ? "qcow2 marked corrupt" : "qcow2 marked dirty").asException();
    }
  }

  private void checkVmdk() throws IOException {
    ByteBuffer header = bytes.read(0, 512);
    long descriptorSectors = header.getLong(36);
    long descriptor = header.getLong(28);
    if (header.getLong(12) == 0) {
      throw refused("a VMDK whose data lies in other files");
    }
    if (descriptor < 0 || descriptor > Long.MAX_VALUE / 512 || descriptorSectors < 0 || descriptorSectors > MAX_VMDK_DESCRIPTOR / 512) {
      throw refused("a VMDK with a damaged header");
    }
    String text = StandardCharsets.ISO_8859_1.decode(bytes.read(descriptor * 512, (int) descriptorSectors * 512)).toString();
    if (text.contains("parentFileNameHint")) {
      throw refused("a VMDK with a backing file");
    }
  }

  private void checkVhd(long footer) throws IOException {
    if (bytes.read(footer, VHD_FOOTER).order(ByteOrder.BIG_ENDIAN).getInt(60) == VHD_DIFFERENCING) {
      throw refused("a VHD with a backing file");
    }
  }

  private ProblemException refused(String seen) {
    return DiskProblems.dependent(disk, seen).asException();
  }
}
