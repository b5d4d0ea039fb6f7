package io.github.vmimage.disk;

import static io.github.vmimage.disk.TestDisk.MIB;
import static io.github.vmimage.disk.TestDisk.PROCESSES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a disk may name beside itself, with the real tools: they open it where nobody stops them, and nothing here does. */
@Timeout(120)
class ContainerReferencesTest {
  private static final String SECRET = "root:$y$j9T$a-secret-of-this-machine";
  private static final int HINT = 512;

  @TempDir
  Path dir;
  private Path host;

  @BeforeEach
  void aFileOfThisMachine() throws IOException {
    host = dir.resolve("shadow");
    Files.writeString(host, SECRET + "\n" + " ".repeat(MIB));
  }

  private static void assertRefuses(Path disk, String seen) {
    assertThatThrownBy(() -> StandaloneDisk.of(disk)).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The disk does not stand by itself").hasMessageContaining(seen);
  }

  /** What a tool reads of a disk that nobody checked. */
  private String read(String... options) throws IOException {
    Path out = Files.createTempFile(dir, "read", ".bytes");
    PROCESSES.require(Command.of(Tool.QEMU_IMG, "convert", "-O", "raw").with((Object[]) options).with(out));
    try (java.io.InputStream bytes = Files.newInputStream(out)) {
      return new String(bytes.readNBytes(SECRET.length()), StandardCharsets.ISO_8859_1);
    }
  }

  private Path vmdkText(String name) throws IOException {
    return Files.writeString(dir.resolve(name), """
        # Disk DescriptorFile
        version=1
        CID=12345678
        parentCID=ffffffff
        createType="monolithicFlat"
        RW 2048 FLAT "%s" 0
        """.formatted(host));
  }

  /** A sparse VMDK whose header says that it has no descriptor, with a parent's name where QEMU looks for it. */
  private Path vmdkWithParent(String name, String parent) throws IOException {
    Path disk = dir.resolve(name);
    TestDisk.shell("qemu-img", "create", "-q", "-f", "vmdk", disk, "1M");
    TestDisk.poke(disk, 28, new byte[16]);
    TestDisk.poke(disk, HINT, ("# Disk DescriptorFile\nversion=1\nCID=1\nparentCID=12345678\nparentFileNameHint=\"" + parent
        + "\"\ncreateType=\"monolithicSparse\"\n\0").getBytes(StandardCharsets.ISO_8859_1));
    return disk;
  }

  @Test
  void aVmdkWhoseHeaderHidesItsParent() throws IOException {
    Path disk = vmdkWithParent("child.vmdk", vmdkText("parent.vmdk").toString());
    assertThat(read("-f", "vmdk", disk.toString())).as("QEMU by itself").isEqualTo(SECRET);
    assertRefuses(disk, "descriptor is not at its second sector");
    TestDisk.poke(disk, 28, (byte) 1);
    TestDisk.poke(disk, 36, (byte) 1);
    assertRefuses(disk, "VMDK with a backing file");
    assertThatThrownBy(() -> OpenDisk.openAny(disk, dir.resolve("scratch"), PROCESSES, Map::of)).isInstanceOf(ProblemException.class)
        .hasMessageContaining("VMDK with a backing file");
  }

  @Test
  void anApplianceWithSuchAVmdk() throws IOException {
    vmdkWithParent("app-disk1.vmdk", vmdkText("parent.vmdk").toString());
    Files.writeString(dir.resolve("app.ovf"), "<Envelope/>");
    TestDisk.shell("tar", "-C", dir, "--format=ustar", "-cf", dir.resolve("app.ova"), "app.ovf", "app-disk1.vmdk");
    assertRefuses(dir.resolve("app.ova"), "descriptor is not at its second sector");
  }

  @Test
  void aParentThatIsAServer() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      Path disk = vmdkWithParent("nbd.vmdk", "json:{'driver':'nbd','server.type':'inet','server.host':'127.0.0.1','server.port':'"
          + server.getLocalPort() + "'}");
      assertRefuses(disk, "descriptor is not at its second sector");
      TestDisk.poke(disk, 28, (byte) 1);
      TestDisk.poke(disk, 36, (byte) 1);
      assertRefuses(disk, "VMDK with a backing file");
      Path qcow2 = dir.resolve("nbd.qcow2");
      TestDisk.shell("qemu-img", "create", "-q", "-f", "qcow2", "-u", "-F", "raw", "-b", "json:{\"driver\":\"nbd\",\"server.type\":\"inet\","
          + "\"server.host\":\"127.0.0.1\",\"server.port\":\"" + server.getLocalPort() + "\"}", qcow2, "1M");
      assertRefuses(qcow2, "qcow2 with a backing file");
      server.setSoTimeout(200);
      assertThatThrownBy(server::accept).as("nobody connects").isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void vmdksOfSeveralFiles() throws IOException {
    assertRefuses(vmdkText("text.vmdk"), "data lies in other files");
    // QEMU's probe takes this for a VMDK as well, whatever the file is called.
    Path plain = Files.writeString(dir.resolve("disk.img"), "# a comment\nversion=1\nCID=1\nparentCID=ffffffff\n"
        + "createType=\"monolithicFlat\"\nRW 2048 FLAT \"" + host + "\" 0\n");
    assertThat(read(plain.toString())).as("QEMU by itself").isEqualTo(SECRET);
    assertRefuses(plain, "data lies in other files");
    Path sparse = dir.resolve("sparse.vmdk");
    TestDisk.shell("qemu-img", "create", "-q", "-f", "vmdk", sparse, "1M");
    byte[] whole = Files.readAllBytes(sparse);
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    int extent = text.indexOf("RW 2048 SPARSE");
    TestDisk.poke(sparse, extent, ("RW 1024 SPARSE \"a\"\nRW 1024 FLAT \"" + host + "\" 0\n").getBytes(StandardCharsets.ISO_8859_1));
    assertRefuses(sparse, "data lies in other files");
    Files.write(sparse, whole);
    TestDisk.poke(sparse, text.indexOf("parentCID=") + "parentCID=".length(), (byte) '0');
    assertRefuses(sparse, "VMDK with the parent 0fffffff");
    Files.write(sparse, whole);
    // Without a capacity QEMU takes the text for all there is.
    TestDisk.poke(sparse, 12, new byte[8]);
    assertRefuses(sparse, "data lies in other files");
  }

  @Test
  void aQcow2WithABackingFileOrADataFile() throws IOException {
    Path child = dir.resolve("child.qcow2");
    TestDisk.shell("qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", host, child);
    assertThat(read("-f", "qcow2", child.toString())).as("QEMU by itself").isEqualTo(SECRET);
    assertRefuses(child, "qcow2 with a backing file");
    Path split = dir.resolve("split.qcow2");
    Path data = dir.resolve("data");
    TestDisk.shell("qemu-img", "create", "-q", "-f", "qcow2", "-o", "data_file_raw=on,data_file=" + data, split, "1M");
    Files.copy(host, data, StandardCopyOption.REPLACE_EXISTING);
    assertThat(read("-f", "qcow2", split.toString())).as("QEMU by itself").isEqualTo(SECRET);
    assertRefuses(split, "data lies in another file");
  }

  @Test
  void aChildOfAVhdx() throws IOException {
    Path disk = TestDisk.convert(TestDisk.raw(dir.resolve("disk"), 4), "vhdx");
    assertThat(StandaloneDisk.of(disk).format()).isEqualTo(DiskFormat.VHDX);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(disk)).order(ByteOrder.LITTLE_ENDIAN);
    int metadata = (int) bytes.getLong(region(bytes) + 16);
    int entry = find(bytes, metadata + 32, "3767a1ca36fa434db3b633f0aa44e76b");
    TestDisk.poke(disk, metadata + bytes.getInt(entry + 16) + 4, (byte) 2);
    assertRefuses(disk, "VHDX with a parent");
    Files.write(disk, bytes.array());
    TestDisk.poke(disk, entry + 32, java.util.HexFormat.of().parseHex("2d5fd3a80bb34d45abf7d3d84834ab0c"));
    assertRefuses(disk, "VHDX with a parent");
  }

  private static int region(ByteBuffer bytes) {
    return find(bytes, 192 * 1024 + 16, "06a27c8b90479a4bb8fe575f050f886e");
  }

  private static int find(ByteBuffer bytes, int first, String identifier) {
    byte[] wanted = java.util.HexFormat.of().parseHex(identifier);
    for (int at = first;; at += 32) {
      if (bytes.slice(at, wanted.length).equals(ByteBuffer.wrap(wanted))) {
        return at;
      }
    }
  }

  @Test
  void aVhdxWhoseLogIsNotWritten() throws IOException {
    Path disk = TestDisk.convert(TestDisk.raw(dir.resolve("disk"), 4), "vhdx");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(disk)).order(ByteOrder.LITTLE_ENDIAN);
    for (int header : new int[] {64 * 1024, 128 * 1024}) {
      bytes.put(header + 48, (byte) 7).putInt(header + 4, 0);
      CRC32C crc = new CRC32C();
      crc.update(bytes.array(), header, 4096);
      bytes.putInt(header + 4, (int) crc.getValue());
    }
    Files.write(disk, bytes.array());
    assertThatThrownBy(() -> StandaloneDisk.of(disk)).hasMessageContaining("was not closed properly").hasMessageContaining("VHDX with a log");
    // Neither header is whole.
    bytes.putInt(64 * 1024 + 4, 0).putInt(128 * 1024 + 4, 0);
    Files.write(disk, bytes.array());
    assertRefuses(disk, "without a whole header");
  }

  @Test
  void aDifferencingVhd() throws IOException {
    Path disk = TestDisk.convert(TestDisk.raw(dir.resolve("disk"), 4), "vpc");
    assertThat(StandaloneDisk.of(disk).format()).isEqualTo(DiskFormat.VHD);
    byte[] whole = Files.readAllBytes(disk);
    TestDisk.poke(disk, 63, (byte) 4);
    assertRefuses(disk, "VHD with a backing file");
    Files.write(disk, whole);
    // QEMU reads the first footer, Hyper-V the last one.
    TestDisk.poke(disk, whole.length - 512 + 63, (byte) 4);
    assertRefuses(disk, "VHD with two different footers");
    Files.write(disk, whole);
    TestDisk.poke(disk, 512 + 64, (byte) 0, (byte) '/');
    assertRefuses(disk, "VHD that names a parent");
    Files.write(disk, whole);
    TestDisk.poke(disk, 63, (byte) 9);
    assertRefuses(disk, "VHD of the unknown type 9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"qcow", "qed", "vdi", "parallels"})
  void formatsThatNobodyNeedsAreNotTakenForRaw(String format) throws IOException {
    Path disk = dir.resolve("disk.img");
    TestDisk.shell("qemu-img", "create", "-q", "-f", format, disk, "1M");
    assertThatThrownBy(() -> StandaloneDisk.of(disk)).isInstanceOf(ProblemException.class);
  }

  @Test
  void aRawDiskThatBeginsLikeAnother() throws IOException {
    Path disk = TestDisk.convert(TestDisk.raw(dir.resolve("disk"), 1), "qcow2");
    Path raw = Files.copy(disk, dir.resolve("disk.raw"));
    assertThatThrownBy(() -> StandaloneDisk.of(raw)).hasMessageStartingWith("The disk has another format than it is said to have")
        .hasMessageContaining("seen:     qcow2").hasMessageContaining("accepted: raw");
    assertThatThrownBy(() -> StandaloneDisk.of(disk, DiskFormat.RAW)).hasMessageContaining("another format");
    assertThat(StandaloneDisk.of(disk, DiskFormat.QCOW2).format()).isEqualTo(DiskFormat.QCOW2);
  }

  /** A header in front of a tar's mark: QEMU sees the header, so it counts here, too. */
  @Test
  void anApplianceThatBeginsLikeAnotherDisk() throws IOException {
    Path disk = TestDisk.convert(TestDisk.raw(dir.resolve("disk"), 1), "qcow2");
    TestDisk.poke(disk, 257, "ustar".getBytes(StandardCharsets.US_ASCII));
    assertThat(StandaloneDisk.of(disk).format()).isEqualTo(DiskFormat.QCOW2);
  }

  /** A file's name is no node: what QEMU would parse on its command line is a name here. */
  @Test
  void aFileThatIsNamedLikeAServer() throws IOException {
    Path disk = TestDisk.convert(TestDisk.raw(dir.resolve("disk"), 1), "qcow2");
    Path named = Files.move(disk, dir.resolve("nbd:127.0.0.1:1,json:{\"driver\":\"null-co\"}.qcow2"));
    assertThat(DiskInfo.read(named, PROCESSES).virtualSize()).isEqualTo(MIB);
    assertThat(exported(StandaloneDisk.of(named), Files.createFile(dir.resolve("export")))).isEqualTo("\0".repeat(SECRET.length()));
  }

  /** The file is another one between the check and the tool: nothing that it names is opened all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"qcow2", "vmdk"})
  void aFileExchangedAfterTheCheck(String format) throws IOException {
    Path disk = TestDisk.convert(TestDisk.raw(dir.resolve("disk"), 1), format);
    StandaloneDisk checked = StandaloneDisk.of(disk);
    Path hostile = format.equals("vmdk") ? vmdkWithParent("hostile", vmdkText("parent.vmdk").toString()) : dir.resolve("hostile");
    if (format.equals("qcow2")) {
      TestDisk.shell("qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", host, hostile);
    }
    Files.move(hostile, disk, StandardCopyOption.REPLACE_EXISTING);
    assertThat(read("-f", format, disk.toString())).as("QEMU by itself").isEqualTo(SECRET);
    assertThat(read(checked.image())).isEqualTo("\0".repeat(SECRET.length()));
    Path daemon = dir.resolve("export");
    assertThat(exported(checked, Files.createFile(daemon))).isEqualTo("\0".repeat(SECRET.length()));
  }

  /** As the audit sees a disk. */
  private String exported(StandaloneDisk disk, Path point) throws IOException {
    String export = "{\"type\":\"fuse\",\"id\":\"e\",\"node-name\":\"disk\",\"mountpoint\":\"" + point + "\"}";
    try (io.github.vmimage.process.RunningProcess server = PROCESSES.start(Command.of(Tool.QEMU_STORAGE_DAEMON, (Object[]) disk.nodes())
        .with("--export", export).within(java.time.Duration.ofMinutes(1)))) {
      server.awaitReady("serves", () -> io.github.vmimage.run.Mounts.isMounted(point), java.time.Duration.ofSeconds(30));
      try (java.io.InputStream bytes = Files.newInputStream(point)) {
        return new String(bytes.readNBytes(SECRET.length()), StandardCharsets.ISO_8859_1);
      }
    }
  }
}
