package io.github.vmimage.disk;

import static io.github.vmimage.disk.TestDisk.MIB;
import static io.github.vmimage.disk.TestDisk.PROCESSES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class OpenDiskTest {
  @TempDir
  Path dir;

  private Path scratch() {
    return dir.resolve("scratch, with a comma and \u00e4");
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    if (Files.exists(scratch())) {
      try (Stream<Path> left = Files.list(scratch())) {
        assertThat(left).isEmpty();
      }
    }
    assertThat(Files.readString(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1)).doesNotContain(dir.getFileName().toString());
  }

  private void assertOpens(Path disk) throws IOException {
    try (OpenDisk open = OpenDisk.open(disk, scratch(), PROCESSES)) {
      assertThat(open.root().resolve("etc/os-release")).hasContent("ID=debian");
      assertThatThrownBy(() -> Files.writeString(open.root().resolve("new"), "x")).isInstanceOf(ReadOnlyFileSystemException.class);
      assertThat(open.missed()).isEmpty();
    }
  }

  private void assertRefuses(Path disk, String... parts) {
    assertThatThrownBy(() -> OpenDisk.open(disk, scratch(), PROCESSES).close()).isInstanceOf(ProblemException.class)
        .hasMessageContainingAll(parts).hasMessageContaining("next:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw", "qcow2", "vpc", "vhdx", "vmdk"})
  void opensTheRootPartitionInEachFormatAndLeavesTheFileAlone(String format) throws IOException {
    Path raw = TestDisk.partitioned(dir.resolve("disk"), TestDisk.guest(dir.resolve("guest")), "gpt");
    Path disk = format.equals("raw") ? raw : TestDisk.convert(raw, format);
    FileDigest before = FileDigest.of(disk);
    assertOpens(disk);
    assertThat(FileDigest.of(disk)).isEqualTo(before);
  }

  @Test
  void opensAnMbrPartitionAndAFileSystemOnTheBareDisk() throws IOException {
    Path guest = TestDisk.guest(dir.resolve("guest"));
    assertOpens(TestDisk.partitioned(dir.resolve("mbr"), guest, "dos"));
    Path bare = TestDisk.raw(dir.resolve("bare"), 32);
    TestDisk.ext4(bare, guest, 0, 32);
    assertOpens(bare);
  }

  @Test
  void takesTheFileSystemWithTheGuestAndLetsABootPartitionBe() throws IOException {
    Path disk = threeExt4(TestDisk.guest(dir.resolve("guest")), bootFolder());
    assertOpens(disk);
  }

  /** Where a boot sector's code stands in the place of the table's entries: as the kernel, no table. */
  @Test
  void opensAFileSystemOnTheBareDiskBehindABootSector() throws IOException {
    Path bare = TestDisk.raw(dir.resolve("bare"), 32);
    TestDisk.ext4(bare, TestDisk.guest(dir.resolve("guest")), 0, 32);
    byte[] code = new byte[512];
    new java.util.Random(8).nextBytes(code);
    code[446] = 0x0D;
    code[510] = 0x55;
    code[511] = (byte) 0xAA;
    TestDisk.poke(bare, 0, code);
    assertOpens(bare);
  }

  /** The disk had a GPT, and was partitioned anew with an MBR. */
  private Path stale(Path dead, Path live) throws IOException {
    Path disk = TestDisk.raw(dir.resolve("disk"), 40);
    TestDisk.table(disk, "label: gpt\nstart=4096, size=32768\n");
    TestDisk.ext4(disk, dead, 2, 16);
    TestDisk.ext4(disk, live, 20, 16);
    TestDisk.poke(disk, 446, new byte[64]);
    TestDisk.poke(disk, 446, java.nio.ByteBuffer.allocate(16).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(4, 0x83).putInt(8, 40960)
        .putInt(12, 32768).array());
    return disk;
  }

  @Test
  void opensTheRootThatLinuxWouldUseAndTellsOfTheOther() throws IOException {
    Path dead = TestDisk.guest(dir.resolve("dead"));
    Path live = TestDisk.guest(dir.resolve("live"));
    Files.writeString(dead.resolve("etc/hostname"), "dead\n");
    Files.writeString(live.resolve("etc/hostname"), "live\n");
    try (OpenDisk open = OpenDisk.open(stale(dead, live), scratch(), PROCESSES)) {
      assertThat(open.root().resolve("etc/hostname")).hasContent("live");
      assertThat(open.others()).singleElement().satisfies(other -> {
        assertThat(other.place()).isEqualTo("partition 1 of the GPT at sector 1");
        assertThat(other.root().resolve("etc/hostname")).hasContent("dead");
      });
      assertThat(open.faults()).containsExactly(new DiskFault("partition table", "the MBR counts, and the GPT at sector 1 shows something "
          + "else: partition 1 of the GPT at sector 1 of 16777216 bytes from byte 2097152"));
    }
  }

  /** No firmware and no kernel starts from such a disk; what can be told of it is told all the same. */
  @Test
  void opensTheRootOfAGptWhoseMbrIsGone() throws IOException {
    Path disk = TestDisk.partitioned(dir.resolve("disk"), TestDisk.guest(dir.resolve("guest")), "gpt");
    TestDisk.poke(disk, 0, new byte[512]);
    try (OpenDisk open = openAny(disk)) {
      assertThat(open.root().resolve("etc/os-release")).exists();
      assertThat(open.others()).isEmpty();
      assertThat(open.missed()).extracting(MissedPart::place).containsExactly("whole disk");
      assertThat(open.faults()).extracting(DiskFault::place).contains("partition table");
    }
  }

  @Test
  void tellsWhatItCannotReadOfAnotherTable() throws IOException {
    Path disk = stale(TestDisk.guest(dir.resolve("dead")), TestDisk.guest(dir.resolve("live")));
    TestDisk.shell("sh", "-c", "debugfs -w -R 'feature needs_recovery' '" + disk + "?offset=" + 2 * MIB + "'");
    try (OpenDisk open = OpenDisk.open(disk, scratch(), PROCESSES)) {
      assertThat(open.faults()).contains(new DiskFault("partition 1 of the GPT at sector 1",
          "not audited: ext: The guest was cut off, not shut down gracefully: its last writes are missing from the disk"));
    }
    TestDisk.poke(disk, 2L * MIB, "XFSB".getBytes(StandardCharsets.US_ASCII));
    try (OpenDisk open = openAny(disk)) {
      assertThat(open.faults()).contains(new DiskFault("partition 1 of the GPT at sector 1", "not audited: xfs"));
    }
  }

  private List<DiskFault> faults(Path disk) {
    try (OpenDisk open = OpenDisk.open(disk, scratch(), PROCESSES)) {
      assertThat(open.missed()).isEmpty();
      return open.faults();
    }
  }

  /** A boot loader has its code before the first partition. */
  @Test
  void aBootLoaderBeforeTheFirstPartitionIsNoFinding() throws IOException {
    for (String label : List.of("dos", "gpt")) {
      Path disk = TestDisk.raw(dir.resolve(label), 40);
      TestDisk.table(disk, "label: " + label + "\nstart=4096, size=65536\n");
      TestDisk.ext4(disk, TestDisk.guest(dir.resolve("guest")), 2, 32);
      byte[] code = new byte[2 * MIB - 34 * 512];
      new java.util.Random(3).nextBytes(code);
      TestDisk.poke(disk, 34 * 512, code);
      assertThat(faults(disk)).isEmpty();
      // An older partition began at sector 63, as it was usual.
      TestDisk.poke(disk, 63 * 512, "XFSB".getBytes(StandardCharsets.US_ASCII));
      assertThat(faults(disk)).containsExactly(new DiskFault("unpartitioned space",
          "a file system or a part of one (xfs) from byte 32256 on, before the first partition"));
    }
  }

  @Test
  void bytesBehindTheLastPartitionAreAFinding() throws IOException {
    Path disk = TestDisk.partitioned(dir.resolve("disk"), TestDisk.guest(dir.resolve("guest")), "gpt");
    assertThat(faults(disk)).isEmpty();
    TestDisk.poke(disk, 39L * MIB + 17, (byte) 1);
    assertThat(faults(disk)).containsExactly(
        new DiskFault("unpartitioned space", "bytes that are no zeros from byte " + (39L * MIB + 17) + " on, where no partition is"));
    TestDisk.poke(disk, 39L * MIB + 17, (byte) 0);
    TestDisk.ext4(disk, Files.createDirectories(dir.resolve("old")), 35, 4);
    assertThat(faults(disk)).containsExactly(new DiskFault("unpartitioned space",
        "a file system or a part of one (ext) from byte " + 35L * MIB + " on, where no partition is"));
  }

  /** Forty gigabytes that nobody wrote are not read. */
  @Test
  @Timeout(30)
  void findsAByteInALargeEmptySpace() throws IOException {
    Path raw = TestDisk.partitioned(dir.resolve("disk"), TestDisk.guest(dir.resolve("guest")), "gpt");
    Path disk = TestDisk.convert(raw, "qcow2");
    TestDisk.shell("qemu-img", "resize", "-q", "-f", "qcow2", disk, "40G");
    assertThat(faults(disk)).isEmpty();
    TestDisk.shell("qemu-io", "-f", "qcow2", "-c", "write -P 7 30G 512", disk);
    assertThat(faults(disk)).containsExactly(
        new DiskFault("unpartitioned space", "bytes that are no zeros from byte " + (30L << 30) + " on, where no partition is"));
  }

  /** The second copy of a GPT that was moved to the end of a grown disk, and its old place. */
  @Test
  void anOldCopyOfTheSameTableIsNoFinding() throws IOException {
    Path disk = TestDisk.partitioned(dir.resolve("disk"), TestDisk.guest(dir.resolve("guest")), "gpt");
    TestDisk.poke(disk, 60L * MIB - 1, (byte) 0);
    TestDisk.shell("sh", "-c", "cd " + dir + " && cp " + disk + " old && sfdisk -q -d " + disk + " | grep -v last-lba >dump && sfdisk -q --no-reread"
        + " --no-tell-kernel " + disk + " <dump && dd if=old of=" + disk + " bs=512 skip=81887 seek=81887 count=33 conv=notrunc status=none"
        + " && rm old dump");
    assertThat(faults(disk)).isEmpty();
  }

  @Test
  void aPartitionWhoseBeginningIsBlankIsLookedIntoToItsEnd() throws IOException {
    Path disk = TestDisk.partitioned(dir.resolve("disk"), TestDisk.guest(dir.resolve("guest")), "gpt");
    TestDisk.table(disk, "label: gpt\nstart=4096, size=65536\nstart=71680, size=6144\n");
    assertThat(faults(disk)).isEmpty();
    TestDisk.poke(disk, 37L * MIB, (byte) 1);
    try (OpenDisk open = openAny(disk)) {
      assertThat(open.missed()).containsExactly(new MissedPart("partition 2", "bytes that are no zeros from byte 2097152 on", false));
    }
  }

  @ParameterizedTest
  @CsvSource({"sha256, 1", "sha512, 1", "sha256, 0"})
  void recognisesTheHashesOfDmVerityAndTellsTheirRoot(String algorithm, int format) throws IOException {
    Path disk = TestDisk.partitioned(dir.resolve("disk"), TestDisk.guest(dir.resolve("guest")), "gpt");
    TestDisk.table(disk, "label: gpt\nstart=2048, size=2048\nstart=4096, size=65536\nstart=71680, size=4096\n");
    TestDisk.shell("sh", "-c", "cd " + dir + " && dd if=disk of=data bs=1M skip=2 count=32 status=none && veritysetup format --hash="
        + algorithm + " --format=" + format + " data hashes | sed -n 's/^Root hash:[[:space:]]*//p' >root"
        + " && dd if=hashes of=disk bs=1M seek=35 conv=notrunc status=none");
    try (OpenDisk open = openAny(disk)) {
      assertThat(open.root()).isNotNull();
      assertThat(open.missed()).isEmpty();
      assertThat(open.notes()).containsExactly("partition 3: dm-verity, root hash " + algorithm + ":"
          + Files.readString(dir.resolve("root")).strip());
    }
  }

  @Test
  void refusesToChooseBetweenTwoRoots() throws IOException {
    Path guest = TestDisk.guest(dir.resolve("guest"));
    assertRefuses(threeExt4(guest, guest), "several root file systems", "partition 1", "partition 2");
  }

  @Test
  void tellsWhichPartOfTheDiskItMisses() throws IOException {
    Path data = Files.createDirectories(dir.resolve("data"));
    Files.writeString(data.resolve("secret"), "x");
    try (OpenDisk open = OpenDisk.open(threeExt4(TestDisk.guest(dir.resolve("guest")), data), scratch(), PROCESSES)) {
      assertThat(open.missed()).containsExactly(new MissedPart("partition 1", "an ext file system that is neither root nor boot", false));
      assertThat(open.root().resolve("etc/os-release")).exists();
    }
  }

  @Test
  void doesNotFollowALinkInThePlaceOfEtc() throws IOException {
    Path guest = Files.createDirectories(dir.resolve("guest"));
    Files.createSymbolicLink(guest.resolve("etc"), Path.of("/etc"));
    assertRefuses(TestDisk.partitioned(dir.resolve("disk"), guest, "gpt"), "No root file system was found");
  }

  private Path bootFolder() throws IOException {
    Path boot = Files.createDirectories(dir.resolve("boot/grub"));
    return boot.getParent();
  }

  private Path threeExt4(Path second, Path first) throws IOException {
    Path disk = TestDisk.raw(dir.resolve("disk"), 60);
    TestDisk.table(disk, "label: gpt\nstart=2048, size=32768\nstart=34816, size=32768\nstart=67584, size=32768\n");
    TestDisk.ext4(disk, first, 1, 16);
    TestDisk.ext4(disk, second, 17, 16);
    TestDisk.ext4(disk, Files.createDirectories(dir.resolve("empty")), 33, 16);
    return disk;
  }

  @ParameterizedTest
  @CsvSource({"xfs,0,XFSB", "btrfs,65600,_BHRfS_M", "LVM physical volume,512,LABELONE", "NTFS,3,'NTFS    '",
      "LUKS encryption,0,LUKS\u00ba\u00be", "LVM physical volume,0,LABELONE", "Linux software RAID,4096,\u00fc\u004e\u002b\u00a9",
      "ISO 9660,32769,CD001", "'ZFS pool',132096,'\f\u00b1\u00ba\0\0\0\0\0'",
      "swap,65526,SWAPSPACE2", "swap with a hibernated machine,4086,LINHIB0001"})
  void namesWhatItCannotRead(String name, int offset, String signature) throws IOException {
    Path disk = TestDisk.raw(dir.resolve("disk"), 8);
    TestDisk.table(disk, "label: gpt\nstart=2048\n");
    TestDisk.poke(disk, MIB + offset, signature.getBytes(StandardCharsets.ISO_8859_1));
    assertRefuses(disk, "No root file system was found", "partition 1: " + name);
  }

  /** Formats 1.0 and 0.90 of md, whose superblock lies before the end. */
  @ParameterizedTest
  @ValueSource(ints = {(4 << 20) - (8 << 10), (4 << 20) - (64 << 10)})
  void knowsARaidByItsEnd(int offset) throws IOException {
    Path disk = TestDisk.raw(dir.resolve("disk"), 8);
    TestDisk.table(disk, "label: gpt\nstart=2048, size=8192\n");
    TestDisk.poke(disk, MIB + offset, "\u00fc\u004e\u002b\u00a9".getBytes(StandardCharsets.ISO_8859_1));
    assertRefuses(disk, "No root file system was found", "partition 1: Linux software RAID");
  }

  @ParameterizedTest
  @CsvSource({"NTFS,3,'NTFS    '", "LUKS encryption,0,LUKS\u00ba\u00be", "BitLocker encryption,3,-FVE-FS-"})
  void opensNothingOfADiskThatNobodyCanRead(String name, int offset, String signature) throws IOException {
    Path disk = TestDisk.raw(dir.resolve("disk"), 8);
    TestDisk.table(disk, "label: gpt\nstart=2048\n");
    TestDisk.poke(disk, MIB + offset, signature.getBytes(StandardCharsets.ISO_8859_1));
    try (OpenDisk open = OpenDisk.openAny(disk, scratch(), PROCESSES, java.util.Map::of)) {
      assertThat(open.root()).isNull();
      assertThat(open.missed()).containsExactly(new MissedPart("partition 1", name, true));
    }
  }

  /** What stands for its start: the first thing that is asked for. */
  private static final class LibguestfsWanted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private OpenDisk openAny(Path disk) {
    return OpenDisk.openAny(disk, scratch(), PROCESSES, () -> {
      throw new LibguestfsWanted();
    });
  }

  @Test
  void needsNoLibguestfsWhereAllIsExt() throws IOException {
    try (OpenDisk open = openAny(threeExt4(TestDisk.guest(dir.resolve("guest")), bootFolder()))) {
      assertThat(open.root().resolve("etc/os-release")).hasContent("ID=debian");
      assertThat(open.missed()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"0,XFSB", "65600,_BHRfS_M", "512,LABELONE"})
  void asksLibguestfsForWhatIsNotExt(int offset, String signature) throws IOException {
    Path disk = TestDisk.raw(dir.resolve("disk"), 8);
    TestDisk.table(disk, "label: gpt\nstart=2048\n");
    TestDisk.poke(disk, MIB + offset, signature.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> openAny(disk)).isInstanceOf(LibguestfsWanted.class);
  }

  @Test
  void asksLibguestfsForAFileSystemBesideTheRoot() throws IOException {
    Path home = Files.createDirectories(dir.resolve("home/deploy")).getParent();
    Path disk = threeExt4(TestDisk.guest(dir.resolve("guest")), home);
    assertThatThrownBy(() -> openAny(disk)).isInstanceOf(LibguestfsWanted.class);
  }

  /** It would say nothing of it, and what nobody knows would count as audited. */
  @Test
  void asksLibguestfsNothingOfContentThatNobodyKnows() throws IOException {
    Path disk = TestDisk.raw(dir.resolve("disk"), 60);
    TestDisk.table(disk, "label: gpt\nstart=2048, size=32768\nstart=34816, size=32768\n");
    TestDisk.ext4(disk, TestDisk.guest(dir.resolve("guest")), 1, 16);
    TestDisk.poke(disk, 17L * MIB, "something".getBytes(StandardCharsets.US_ASCII));
    try (OpenDisk open = openAny(disk)) {
      assertThat(open.root()).isNotNull();
      assertThat(open.missed()).singleElement().satisfies(part -> {
        assertThat(part.place()).isEqualTo("partition 2");
        assertThat(part.kind()).startsWith("unknown content");
        assertThat(part.closed()).isFalse();
      });
    }
    Path garbage = Files.writeString(dir.resolve("garbage"), "this is no disk\n".repeat(100_000));
    try (OpenDisk open = openAny(garbage)) {
      assertThatThrownBy(open::requireRoot).isInstanceOf(ProblemException.class).hasMessageContaining("No root file system was found");
    }
  }

  @Test
  void opensTheDiskInAnApplianceWithoutUnpackingIt() throws IOException {
    Path raw = TestDisk.partitioned(dir.resolve("disk"), TestDisk.guest(dir.resolve("guest")), "gpt");
    TestDisk.shell("qemu-img", "convert", "-f", "raw", "-O", "vmdk", "-o", "subformat=streamOptimized", raw, dir.resolve("app-disk1.vmdk"));
    Files.writeString(dir.resolve("app.ovf"), "<Envelope/>");
    // A name that climbs out is never used, so it can be as it likes.
    TestDisk.shell("tar", "-C", dir, "--format=ustar", "-P", "--transform=s,^app-disk1,../../../../tmp/app-disk1,", "-cf",
        dir.resolve("app.ova"), "app.ovf", "app-disk1.vmdk");
    assertOpens(dir.resolve("app.ova"));
  }

  @Test
  void refusesAnApplianceWithoutItsDisk() throws IOException {
    Files.writeString(dir.resolve("app.ovf"), "<Envelope/>");
    Files.writeString(dir.resolve("one.vmdk"), "no disk");
    Files.writeString(dir.resolve("two.vmdk"), "no disk");
    TestDisk.shell("tar", "-C", dir, "--format=ustar", "-cf", dir.resolve("none.ova"), "app.ovf");
    TestDisk.shell("tar", "-C", dir, "--format=ustar", "-cf", dir.resolve("two.ova"), "app.ovf", "one.vmdk", "two.vmdk");
    TestDisk.shell("tar", "-C", dir, "--format=ustar", "-cf", dir.resolve("fake.ova"), "app.ovf", "one.vmdk");
    TestDisk.shell("tar", "-C", dir, "--format=ustar", "-cf", dir.resolve("cut.ova"), "app.ovf");
    assertRefuses(dir.resolve("none.ova"), "The OVA holds no disk that can be read", "0 files .vmdk");
    assertRefuses(dir.resolve("two.ova"), "2 files .vmdk");
    assertRefuses(dir.resolve("fake.ova"), "a .vmdk that is none");
    // The length of the first entry, changed without its checksum, and a length beyond the end.
    TestDisk.poke(dir.resolve("cut.ova"), 124, "77777777777".getBytes(StandardCharsets.US_ASCII));
    assertRefuses(dir.resolve("cut.ova"), "the entry at byte 0");
  }

  @Test
  void saysThatAGuestWasCutOff() throws IOException {
    Path disk = TestDisk.partitioned(dir.resolve("disk"), TestDisk.guest(dir.resolve("guest")), "gpt");
    TestDisk.shell("sh", "-c", "debugfs -w -R 'feature needs_recovery' '" + disk + "?offset=" + 2 * MIB + "'");
    assertRefuses(disk, "cut off, not shut down gracefully", "shutdown_command");
  }

  @Test
  void refusesAFileSystemThatReachesBeyondItsPartition() throws IOException {
    Path disk = TestDisk.raw(dir.resolve("disk"), 40);
    TestDisk.table(disk, "label: gpt\nstart=4096, size=16384\n");
    TestDisk.ext4(disk, TestDisk.guest(dir.resolve("guest")), 2, 32);
    assertRefuses(disk, "root file system is damaged");
  }

  @Test
  void refusesADiskThatAGuestStillUses() throws Exception {
    Path raw = TestDisk.partitioned(dir.resolve("disk"), TestDisk.guest(dir.resolve("guest")), "gpt");
    Path disk = TestDisk.convert(raw, "qcow2");
    Process user = new ProcessBuilder("qemu-io", "-f", "qcow2", disk.toString()).redirectErrorStream(true).start();
    try {
      user.getOutputStream().write("read 0 512\n".getBytes(StandardCharsets.US_ASCII));
      user.getOutputStream().flush();
      assertThat(user.inputReader().readLine()).isNotNull();
      assertRefuses(disk, "in use by another program");
    } finally {
      user.destroy();
      user.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void takesDownMountsWhoseServersWereKilled() throws Exception {
    Path disk = TestDisk.partitioned(dir.resolve("disk"), TestDisk.guest(dir.resolve("guest")), "gpt");
    try (OpenDisk open = OpenDisk.open(disk, scratch(), PROCESSES)) {
      List<ProcessHandle> servers = ProcessHandle.current().children().toList();
      assertThat(servers).hasSize(1);
      servers.forEach(ProcessHandle::destroyForcibly);
      for (ProcessHandle server : servers) {
        server.onExit().get(10, TimeUnit.SECONDS);
      }
      assertThat(open.missed()).isEmpty();
    }
  }

  @Test
  void whatWasReadCountsOnlyWhereTheDiskWasThereToTheEnd() throws Exception {
    Path disk = TestDisk.partitioned(dir.resolve("disk"), TestDisk.guest(dir.resolve("guest")), "gpt");
    try (OpenDisk open = OpenDisk.open(disk, scratch(), PROCESSES)) {
      assertThat(open.<Boolean>read(root -> Files.exists(root.resolve("etc/os-release")))).isTrue();
      assertThatThrownBy(() -> open.read(root -> {
        ProcessHandle.current().children().forEach(server -> {
          server.destroyForcibly();
          server.onExit().join();
        });
        // To this reader the file is just absent: the audit would find nothing to complain of.
        return Files.exists(root.resolve("etc/os-release"));
      })).isInstanceOf(ProblemException.class).hasMessageContaining("The disk could not be read to its end")
          .hasMessageContaining("qemu-storage-daemon (").hasMessageContaining("where:    " + disk);
    }
  }

  @Test
  void saysThatThereIsNoDisk() {
    assertRefuses(dir.resolve("none.qcow2"), "There is no disk", "no such file");
  }
}
