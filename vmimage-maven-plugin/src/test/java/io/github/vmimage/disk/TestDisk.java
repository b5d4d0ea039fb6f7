package io.github.vmimage.disk;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Small disks for tests, made without root. */
final class TestDisk {
  static final Processes PROCESSES = new Processes(Secrets.NONE, Progress.SILENT);
  static final int MIB = 1 << 20;

  private TestDisk() {}

  /** A guest's tree that OpenDisk takes for a root. */
  static Path guest(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("etc"));
    Files.writeString(folder.resolve("etc/os-release"), "ID=debian\n");
    return folder;
  }

  static Path raw(Path file, int mib) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), (long) mib * MIB - 1);
    }
    return file;
  }

  /** An ext4 made of a folder, at an offset of a file. */
  static void ext4(Path file, Path folder, int atMib, int mib) {
    shell("mke2fs", "-q", "-F", "-t", "ext4", "-d", folder, "-E", "offset=" + (long) atMib * MIB, file, mib + "m");
  }

  /** A raw disk with a table of two partitions: 1 MiB of boot code, and the guest. */
  static Path partitioned(Path file, Path folder, String label) throws IOException {
    raw(file, 40);
    table(file, "label: " + label + "\nstart=2048, size=2048, type=" + (label.equals("gpt") ? "21686148-6449-6E6F-744E-656564454649" : "da")
        + "\nstart=4096, size=65536\n");
    ext4(file, folder, 2, 32);
    return file;
  }

  static void table(Path file, String script) throws IOException {
    Path text = Files.writeString(file.resolveSibling(file.getFileName() + ".sfdisk"), script);
    shell("sh", "-c", "sfdisk -q --no-reread --no-tell-kernel " + file + " <" + text);
  }

  static Path convert(Path raw, String format) {
    Path file = raw.resolveSibling(raw.getFileName() + "." + format);
    shell("qemu-img", "convert", "-f", "raw", "-O", format, raw, file);
    return file;
  }

  static void poke(Path file, long offset, byte... bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), offset);
    }
  }

  static void shell(String program, Object... arguments) {
    PROCESSES.require(Command.of(Tool.QEMU_IMG, arguments).by(program).env("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin"));
  }
}
