package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AuditOfAnyDiskIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  private static Run audit(Path disk) {
    return BENCH.maven(BENCH.folder("nowhere")).run("-o", Reactor.goal("audit"), "-Ddisk=" + disk);
  }

  @Test
  void aSealedDiskPassesInEveryFormatWithoutAProject() throws IOException {
    Path disk = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
    audit(disk).succeeded().says("Sealed: ", "0 waived").leftNothing();
    Program program = Program.in(disk.getParent());
    program.run("qemu-img", "convert", "-O", "vpc", "disk.qcow2", "disk.vhd");
    audit(disk.resolveSibling("disk.vhd")).succeeded().says("Sealed: ");
    program.run("qemu-img", "convert", "-O", "vmdk", "-o", "subformat=streamOptimized", "disk.qcow2", "disk1.vmdk");
    Files.writeString(disk.resolveSibling("tiny.ovf"), "<Envelope/>");
    program.run("tar", "--format=ustar", "-cf", "tiny.ova", "tiny.ovf", "disk1.vmdk");
    audit(disk.resolveSibling("tiny.ova")).succeeded().says("Sealed: ").leftNothing();
  }

  @Test
  void aSecretIsNamedByItsFileAndNeverShown() {
    byte[] nothing = "a key that opens nothing at all, forty-eight or more".getBytes(StandardCharsets.US_ASCII);
    String secret = Base64.getEncoder().encodeToString(nothing);
    Path disk = PreparedDisk.ofRelease("tiny", "1.0.0").with("etc/environment", "API_TOKEN=" + secret + "\n")
        .with("srv/id", "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----\n").in(BENCH.folder("disks"));
    Run run = audit(disk).failedOnceWith("The image is not sealed: 2 of", "[private-keys] /srv/id: a private key (PRIVATE KEY)",
        "[tokens] /etc/environment: API_TOKEN is set").leftNothing();
    assertThat(run.text()).doesNotContain(secret);
    Run debug = BENCH.maven(BENCH.folder("nowhere")).run("-o", "-X", Reactor.goal("audit"), "-Ddisk=" + disk);
    assertThat(debug.text()).contains("[private-keys] /srv/id").doesNotContain(secret);
  }

  /** A waived secret goes into the record that later stages read; its value does not. */
  @Test
  void aWaivedSecretIsRecordedWithoutItsValue() throws IOException {
    String secret = Base64.getEncoder().encodeToString("a password that opens nothing at all".getBytes(StandardCharsets.US_ASCII));
    Path disk = PreparedDisk.ofRelease("waived-secret", "1.0.0").with("srv/app/.env", "DB_PASSWORD=" + secret + "\n")
        .in(BENCH.folder("disks"));
    ImageProject project = GuestlessProject.in(BENCH, "waived-secret").on(disk).waiving("tokens", "It opens nothing.").withHcl().tagged();
    Run run = BENCH.maven(project).run("install", "-X").succeeded();
    assertThat(run.text()).doesNotContain(secret);
    assertThat(Files.readString(project.work().resolve("audit.json"))).contains("/srv/app/.env", "DB_PASSWORD is set")
        .doesNotContain(secret);
    assertThat(Files.readString(project.folder().resolve("target/waived-secret-1.0.0.json"))).contains("It opens nothing.")
        .doesNotContain(secret);
  }

  @Test
  void whatLiesBesideTheRootIsSeen() throws IOException {
    Path disk = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
    Program program = Program.in(disk.getParent());
    program.run("qemu-img", "convert", "-O", "raw", "disk.qcow2", "disk.raw");
    program.run("truncate", "-s", "+24M", "disk.raw");
    program.run("sh", "-c", "printf 'label: gpt\\nstart=2048, size=32768\\nstart=36864, size=16384, type=U\\n"
        + "start=55296, size=8192, type=S\\n' | sfdisk -q disk.raw");
    program.run("sh", "-c", "mkfs.fat esp.img -C 8192 && mmd -i esp.img ::/loader && printf seed >seed"
        + " && mcopy -i esp.img seed ::/loader/random-seed && truncate -s 4M swap.img && mkswap -q swap.img"
        + " && dd if=esp.img of=disk.raw bs=1M seek=18 conv=notrunc status=none"
        + " && dd if=swap.img of=disk.raw bs=1M seek=27 conv=notrunc status=none");
    audit(disk.resolveSibling("disk.raw")).failedOnceWith("The image is not sealed: 2 of",
        "[random-seed] partition 2:/loader/random-seed: a file of 4 bytes", "[swap] partition 3: a swap partition").leftNothing();
  }

  /** Snapshots are found; what a file names outside itself is not opened, be it audited or built on. */
  @Test
  void whatADiskFileKeepsIsToldAndWhatItNamesIsNotRead() throws IOException {
    Path disk = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
    Program program = Program.in(disk.getParent());
    program.run("qemu-img", "convert", "-O", "qcow2", "disk.qcow2", "kept.qcow2");
    program.run("qemu-img", "snapshot", "-c", "before-seal", "kept.qcow2");
    audit(disk.resolveSibling("kept.qcow2")).failedOnceWith("The image is not sealed: 1 of",
        "[hidden-bytes] snapshot 'before-seal': an older state of the disk").leftNothing();
    Files.writeString(disk.resolveSibling("tiny.ovf"), "<Envelope/>");
    program.run("qemu-img", "create", "-q", "-f", "vmdk", "disk1.vmdk", "1M");
    try (RandomAccessFile vmdk = new RandomAccessFile(disk.resolveSibling("disk1.vmdk").toFile(), "rw")) {
      vmdk.seek(28);
      vmdk.write(new byte[16]);
      vmdk.seek(9_000);
      vmdk.write(("parentFileNameHint=\"" + disk + "\"").getBytes(StandardCharsets.US_ASCII));
    }
    program.run("tar", "--format=ustar", "-cf", "child.ova", "tiny.ovf", "disk1.vmdk");
    audit(disk.resolveSibling("child.ova")).failedOnceWith("The disk does not stand by itself", "VMDK whose descriptor").leftNothing();
    program.run("qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", "disk.qcow2", "child.qcow2");
    ImageProject project = GuestlessProject.in(BENCH, "stolen").on(disk.resolveSibling("child.qcow2")).withHcl().tagged();
    BENCH.maven(project).run("install").failedOnceWith("The disk does not stand by itself", "qcow2 with a backing file");
  }

  /** The disk once had a GPT, whose root is not sealed, and was partitioned anew with an MBR, whose root is. */
  @Test
  void whatAnOlderPartitionTableShowsIsAuditedToo() throws IOException {
    Path folder = BENCH.folder("disks");
    Program program = Program.in(folder);
    for (String name : List.of("live", "dead")) {
      PreparedDisk disk = PreparedDisk.ofRelease("tiny", "1.0.0");
      Path made = (name.equals("live") ? disk : disk.with("root/.ssh/authorized_keys", "ssh-ed25519 AAAA ada\n")).in(folder);
      program.run("qemu-img", "convert", "-O", "raw", made.toString(), name + ".raw");
    }
    // The root of a prepared disk begins at its first MiB.
    program.run("sh", "-c", "truncate -s 48M disk.raw && printf 'label: gpt\\nstart=2048, size=32768\\n' | sfdisk -q disk.raw"
        + " && dd if=dead.raw of=disk.raw bs=1M skip=1 seek=1 count=16 conv=notrunc status=none"
        + " && dd if=live.raw of=disk.raw bs=1M skip=1 seek=20 count=16 conv=notrunc status=none"
        + " && truncate -s 48M mbr.raw"
        + " && printf 'label: dos\\nstart=40960, size=32768, type=83\\n' | sfdisk -q mbr.raw"
        + " && dd if=mbr.raw of=disk.raw bs=512 count=1 conv=notrunc status=none");
    audit(folder.resolve("disk.raw")).failedOnceWith("The image is not sealed: 2 of",
        "[disk-audited] partition table: the MBR counts, and the GPT at sector 1 shows something else",
        "[authorized-keys] partition 1 of the GPT at sector 1:/root/.ssh/authorized_keys").leftNothing();
  }

  @Test
  void aDiskThatNobodyCanReadFailsUntilItIsWaived() throws IOException {
    Path disk = BENCH.folder("disks").resolve("windows.raw");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(8 << 20);
      file.seek(3);
      file.write("NTFS    ".getBytes(StandardCharsets.US_ASCII));
    }
    audit(disk).failedOnceWith("The image is not sealed", "[disk-audited] whole disk: not audited: NTFS").leftNothing();
    ImageProject project = GuestlessProject.sealed(BENCH, "waived").waiving("disk-audited", "Windows is sealed by its own tools.")
        .withHcl();
    BENCH.maven(project).run("vmimage:audit", "-Ddisk=" + disk).succeeded().says("0 rules passed");
  }
}
