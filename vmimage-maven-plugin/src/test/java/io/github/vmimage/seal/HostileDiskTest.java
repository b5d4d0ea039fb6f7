package io.github.vmimage.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.disk.OpenDisk;
import io.github.vmimage.process.Command;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import io.github.vmimage.seal.RuleResult.Outcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real ext4 disks made to be hostile: the audit ends with a finding or a problem, in time, and touches nothing. */
@Timeout(180)
class HostileDiskTest {
  private static final int NAMES = 200_704;
  private static final Processes PROCESSES = new Processes(Secrets.NONE, Progress.SILENT);

  @TempDir
  Path temp;
  private SealedGuest guest;

  @BeforeEach
  void sealGuest() {
    guest = new SealedGuest(temp.resolve("guest"));
  }

  private Path disk(int mib, String... options) throws IOException {
    Path disk = temp.resolve("disk.raw");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength((long) mib << 20);
    }
    List<Object> arguments = new ArrayList<>(List.of("-q", "-F", "-t", "ext4", "-d", guest.root()));
    arguments.addAll(List.of(options));
    arguments.add(disk);
    run(Tool.MKE2FS, arguments.toArray());
    // JUnit warns of links that lead out of its temporary folder.
    guest.removeLinks();
    return disk;
  }

  private static void run(Tool tool, Object... arguments) {
    PROCESSES.require(Command.of(tool, arguments).env("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin"));
  }

  private static void debugfs(Path disk, String... commands) {
    for (String command : commands) {
      run(Tool.DEBUGFS, "-w", "-R", command, disk);
    }
  }

  private AuditReport audit(Path disk) throws IOException {
    FileDigest before = FileDigest.of(disk);
    Path scratch = temp.resolve("scratch");
    try (OpenDisk open = OpenDisk.open(disk, scratch, PROCESSES)) {
      return open.read(root -> Audit.run(root, SealedGuest.BUILD, List.of()));
    } finally {
      assertThat(FileDigest.of(disk)).isEqualTo(before);
      try (Stream<Path> left = Files.list(scratch)) {
        assertThat(left).isEmpty();
      }
    }
  }

  private List<String> findings(Path disk) throws IOException {
    return audit(disk).results().stream().filter(r -> r.outcome() == Outcome.FAILED)
        .flatMap(r -> r.violations().stream().map(v -> r.id() + " " + v.path() + ": " + v.seen())).toList();
  }

  @Test
  void aSealedGuestOnADiskPasses() throws IOException {
    assertThat(findings(disk(32))).isEmpty();
  }

  @Test
  void aCorruptSuperblockIsAProblem() throws IOException {
    Path disk = disk(32);
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.seek(1024 + 0x28);
      file.writeInt(-1);
    }
    assertThatThrownBy(() -> audit(disk)).isInstanceOf(ProblemException.class)
        .hasMessageContaining("The root file system is damaged").hasMessageContaining("inodes of a group");
  }

  @Test
  void aFolderInItselfFailsTheRulesThatMeetIt() throws IOException {
    guest.folder("/srv/a/b");
    Path disk = disk(32);
    debugfs(disk, "link /srv/a /srv/a/b/loop", "link / /tmp/top");
    assertThat(findings(disk)).anyMatch(f -> f.startsWith("private-keys /srv/a/b/loop: cannot be read: damaged: a folder that is in two"))
        .anyMatch(f -> f.startsWith("temporary-files /tmp/top: cannot be read: damaged"))
        .allMatch(f -> f.contains("a folder that is in two places"));
  }

  @Test
  void aLinkOutOfTheDiskLeadsNowhere() throws IOException {
    Path here = Files.writeString(temp.resolve("empty"), "");
    guest.link("/etc/machine-id", here.toString()).link("/root/.ssh/authorized_keys", "../../../../../../../etc/passwd")
        .link("/srv/key", "/proc/self/environ");
    assertThat(findings(disk(32))).containsExactly("machine-id /etc/machine-id: missing",
        "authorized-keys /root/.ssh/authorized_keys: a symbolic link");
  }

  @Test
  void aFileOfTenTebibytesIsReadAtItsBeginningOnly() throws IOException {
    guest.file("/srv/huge", "begin").file("/etc/fstab", "# begin\n");
    Path disk = disk(32);
    debugfs(disk, "set_inode_field /srv/huge size " + (10L << 40), "set_inode_field /etc/fstab size " + (10L << 40));
    assertThat(findings(disk)).containsExactly("storage-identity /etc/fstab: only the first 1048576 of its bytes were looked at",
            "swap /etc/fstab: only the first 1048576 of its bytes were looked at");
  }

  /** A folder of so many names, all of one file: its blocks are written as a file, which then becomes a folder. */
  @Test
  void twoHundredThousandNamesAreSearched() throws IOException {
    guest.file("/srv/key", TestKeys.pkcs8("RSA")).file("/srv/one", "x").file("/srv/many", "");
    Files.write(guest.at("/srv/many"), new byte[NAMES * 16]);
    Path tree = guest.root();
    int inode = Integer.parseInt(PROCESSES.require(Command.of(Tool.DEBUGFS, "-R", "stat /srv/one", copy(tree))
        .env("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin")).out().replaceFirst("(?s).*?Inode: (\\d+).*", "$1"));
    ByteBuffer names = ByteBuffer.allocate(NAMES * 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int n = 0; n < NAMES; n++) {
      names.putInt(inode).putShort((short) 16).put((byte) 8).put((byte) 1)
          .put(String.format("f%07d", n).getBytes(StandardCharsets.US_ASCII));
    }
    Files.write(guest.at("/srv/many"), names.array());
    Path disk = disk(32, "-b", "4096");
    debugfs(disk, "set_inode_field /srv/many mode 040755");
    assertThat(findings(disk)).containsExactly("private-keys /srv/key: a private key (PRIVATE KEY)");
  }

  /** The same tree gets the same inodes each time. */
  private Path copy(Path tree) throws IOException {
    Path disk = Files.createFile(temp.resolve("first.raw"));
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(32L << 20);
    }
    run(Tool.MKE2FS, "-q", "-F", "-t", "ext4", "-b", "4096", "-d", tree, disk);
    return disk;
  }

  @Test
  void namesOfControlCharactersMoveNoCursor() throws IOException {
    guest.file("/srv/\u001b[2J\nSealed: 52 rules passed", TestKeys.pkcs8("RSA")).file("/tmp/a\r\n\u0007", "");
    assertThat(audit(disk(32)).problem("disk").orElseThrow().text().replace("\n", "")).doesNotContainPattern("\\p{Cc}")
        .contains("[private-keys] /srv/\\u001B[2J\\u000ASealed: 52 rules passed: a private key (PRIVATE KEY)",
            "[temporary-files] /tmp/a\\u000D\\u000A\\u0007: an empty file");
  }

  @Test
  void damagedContentIsNotTakenForAbsence() throws IOException {
    guest.file("/etc/ssh/ssh_host_rsa_key", "secret").file("/srv/data", "x".repeat(100_000));
    Path disk = disk(32);
    debugfs(disk, "set_inode_field /etc/ssh size 77", "set_inode_field /srv/data block[0] 0x1");
    assertThat(findings(disk)).contains("ssh-host-keys /etc/ssh: cannot be read: damaged: a folder of 77 bytes",
        "private-keys /etc/ssh: cannot be read: damaged: a folder of 77 bytes")
        .anyMatch(f -> f.startsWith("private-keys /srv/data: cannot be read: damaged: the file system's extents of inode"));
  }
}
