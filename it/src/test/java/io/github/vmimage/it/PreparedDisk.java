package io.github.vmimage.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A small disk that looks like a sealed and stamped Debian to whoever opens it (GPT, ext4, the files that seal and stamp are about),
 * made in a moment without root. It does not boot.
 */
final class PreparedDisk {
  private static final String OS_RELEASE = """
      PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
      NAME="Debian GNU/Linux"
      VERSION_ID="12"
      VERSION="12 (bookworm)"
      VERSION_CODENAME=bookworm
      ID=debian
      """;

  private static final String PACKAGES = """
      Package: base-files
      Status: install ok installed
      Priority: required
      Section: admin
      Architecture: amd64
      Version: 12.4+deb12u11
      Description: Debian base system miscellaneous files

      Package: openssh-server
      Status: install ok installed
      Priority: optional
      Section: net
      Architecture: amd64
      Version: 1:9.2p1-2+deb12u5
      Description: secure shell (SSH) server

      """;

  /** xfs has at least 300 MiB. */
  private static final String LVM_SCRIPT = """
      part-init DISK gpt
      part-add DISK p 2048 -2048
      pvcreate DISK1
      vgcreate NAME DISK1
      lvcreate root NAME 340
      lvcreate home NAME 128
      mkfs xfs /dev/NAME/root
      mkfs btrfs /dev/NAME/home
      mount /dev/NAME/root /
      mkdir /home
      mount /dev/NAME/home /home
      tar-in NAME.tar /
      umount-all
      """;

  private static final int MEBIBYTE = 1 << 20;

  private final Map<String, String> files = new TreeMap<>();
  private Path rpmDatabase;
  private int bulk;
  private int seconds;
  private final List<String> folders = new ArrayList<>(List.of("etc/ssh", "home", "root", "tmp", "var/tmp", "var/log", "var/lib/cloud",
      "var/lib/systemd", "var/lib/dhcp", "var/cache/apt/archives", "var/lib/apt/lists", "usr/bin", "boot", "proc", "sys", "dev", "run"));

  private PreparedDisk(String name, String version, String projectVersion, String tag, String commit) {
    files.put("etc/machine-id", "");
    files.put("etc/hostname", "localhost\n");
    files.put("etc/hosts", "127.0.0.1 localhost\n::1 localhost\n");
    files.put("etc/resolv.conf", "");
    files.put("etc/fstab", "LABEL=root / ext4 defaults 0 1\n");
    files.put("etc/passwd", "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n");
    files.put("etc/shadow", "root:!*:19000:0:99999:7:::\ndaemon:*:19000:0:99999:7:::\n");
    files.put("etc/group", "root:x:0:\ndaemon:x:1:\n");
    files.put("etc/ssh/sshd_config", "PasswordAuthentication no\n");
    files.put("etc/debian_version", "12.11\n");
    files.put("usr/lib/os-release", OS_RELEASE);
    files.put("etc/os-release", OS_RELEASE + "IMAGE_ID=" + name + "\nIMAGE_VERSION=" + version.toLowerCase(java.util.Locale.ROOT) + "\n");
    files.put("etc/release", "IMAGE_ID=" + name + "\nIMAGE_VERSION=" + version + "\nPROJECT_VERSION=" + projectVersion + "\nTAG=" + tag
        + "\nCOMMIT=" + commit + "\n");
    files.put("var/lib/dpkg/status", PACKAGES);
  }

  /** A disk that carries the stamp of a release, as far as it can be known before there is a commit. */
  static PreparedDisk ofRelease(String name, String version) {
    return new PreparedDisk(name, "release-" + version, version, "release-" + version, "");
  }

  static PreparedDisk ofSnapshot(String name, String version) {
    return new PreparedDisk(name, version, version, "", "");
  }

  /** Puts a file in, or replaces one. */
  PreparedDisk with(String file, String content) {
    files.put(file, content);
    return this;
  }

  /** Makes it a Fedora, with this database of rpm and no dpkg. */
  PreparedDisk ofFedora(Path database) {
    List.of("usr/lib/os-release", "etc/os-release").forEach(f -> files.computeIfPresent(f, (name, text) ->
        text.replace("ID=debian", "ID=fedora").replace("VERSION_ID=\"12\"", "VERSION_ID=40")));
    files.keySet().removeAll(List.of("etc/debian_version", "var/lib/dpkg/status"));
    rpmDatabase = database;
    return this;
  }

  /** Adds a file of so many bytes. */
  PreparedDisk withBulk(int bytes) {
    bulk = bytes;
    return this;
  }

  /** Makes it boot, after a fashion: the guest waits so long and switches itself off. */
  PreparedDisk thatSwitchesOffAfter(int wait) {
    seconds = wait;
    return this;
  }

  /**
   * 16-bit code for the master boot record: counts the BIOS's ticks (18.2 a second), then writes SLP_EN to the ACPI register PM1a_CNT,
   * which QEMU's firmware puts at port 0x604.
   */
  private byte[] bootCode() {
    int ticks = seconds * 182 / 10;
    return new byte[] {
        (byte) 0xb4, 0, (byte) 0xcd, 0x1a, // mov ah, 0; int 0x1a
        (byte) 0x89, (byte) 0xd3, // mov bx, dx
        (byte) 0x81, (byte) 0xc3, (byte) ticks, (byte) (ticks >> 8), // add bx, ticks
        (byte) 0xb4, 0, (byte) 0xcd, 0x1a, // again: mov ah, 0; int 0x1a
        0x39, (byte) 0xda, // cmp dx, bx
        0x72, (byte) 0xf8, // jb again
        (byte) 0xba, 0x04, 0x06, // mov dx, 0x604
        (byte) 0xb8, 0, 0x20, // mov ax, 0x2000
        (byte) 0xef, // out dx, ax
        (byte) 0xf4, (byte) 0xeb, (byte) 0xfd, // hlt, for ever
    };
  }

  private Path plant(Path tree) throws IOException {
    folders.forEach(f -> Folders.make(tree.resolve(f)));
    files.forEach((name, content) -> Folders.write(tree.resolve(name), content));
    if (rpmDatabase != null) {
      Files.copy(rpmDatabase, Folders.make(tree.resolve("usr/lib/sysimage/rpm")).resolve("rpmdb.sqlite"));
    }
    Files.setPosixFilePermissions(tree.resolve("etc/shadow"), PosixFilePermissions.fromString("rw-r-----"));
    return tree;
  }

  /**
   * Makes disks of these, all in one boot of libguestfs, with GPT and LVM: the root is xfs, {@code /home} is btrfs.
   *
   * @param settings variables of the environment for libguestfs
   */
  static List<Path> onLvm(Path parent, Map<String, String> settings, PreparedDisk... prepared) {
    try {
      Path work = Files.createTempDirectory(Folders.make(parent), "lvm-");
      Program program = Program.in(work).with(settings);
      List<Path> disks = new ArrayList<>();
      List<String> command = new ArrayList<>(List.of("guestfish", "--format=raw"));
      StringBuilder script = new StringBuilder("run\n");
      for (PreparedDisk each : prepared) {
        String name = "disk" + disks.size();
        // Inspection takes for a root what has these two.
        Folders.make(each.with("etc/fstab", "/dev/" + name + "/root / xfs defaults 0 0\n/dev/" + name + "/home /home btrfs defaults 0 0\n")
            .plant(work.resolve(name)).resolve("bin"));
        program.run("tar", "--owner=0", "--group=0", "-C", name, "-cf", name + ".tar", ".");
        program.run("truncate", "-s", "600M", name + ".raw");
        command.addAll(List.of("-a", name + ".raw"));
        script.append(LVM_SCRIPT.replace("DISK", "/dev/sd" + (char) ('a' + disks.size())).replace("NAME", name));
        disks.add(work.resolve(name + ".qcow2"));
      }
      Files.writeString(work.resolve("script"), script);
      command.addAll(List.of("-f", "script"));
      Program.Result made = program.attempt(Duration.ofMinutes(6), command);
      if (made.exitCode() != 0) {
        throw new IOException(made.command() + ": " + made.output());
      }
      for (Path disk : disks) {
        String raw = disk.getFileName().toString().replace(".qcow2", ".raw");
        program.run("qemu-img", "convert", "-f", "raw", "-O", "qcow2", raw, disk.getFileName().toString());
        Files.delete(work.resolve(raw));
      }
      return disks;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the disk in a new folder below this one. */
  Path in(Path parent) {
    try {
      Path work = Files.createTempDirectory(Folders.make(parent), "disk-");
      Path tree = plant(work.resolve("tree"));
      Program program = Program.in(work);
      int size = 16 + bulk / MEBIBYTE * 9 / 8;
      if (bulk > 0) {
        program.run("dd", "if=/dev/zero", "of=tree/srv.bin", "bs=1M", "count=" + bulk / MEBIBYTE, "status=none");
      }
      program.run("mke2fs", "-q", "-t", "ext4", "-L", "root", "-d", "tree", "root.img", size + "M");
      program.run("truncate", "-s", (size + 4) + "M", "disk.raw");
      Files.writeString(work.resolve("table"), "label: gpt\nstart=2048, size=" + size * 2048
          + ", type=0FC63DAF-8483-4772-8E79-3D69D8477DE4\n");
      program.run("sh", "-c", "sfdisk -q disk.raw <table");
      program.run("dd", "if=root.img", "of=disk.raw", "bs=1M", "seek=1", "conv=notrunc", "status=none");
      if (seconds > 0) {
        Files.write(work.resolve("boot"), bootCode());
        program.run("dd", "if=boot", "of=disk.raw", "conv=notrunc", "status=none");
      }
      program.run("qemu-img", "convert", "-O", "qcow2", "disk.raw", "disk.qcow2");
      Folders.delete(tree);
      Files.delete(work.resolve("root.img"));
      Files.delete(work.resolve("disk.raw"));
      return work.resolve("disk.qcow2");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
