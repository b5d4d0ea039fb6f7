package io.github.vmimage.disk;

import static io.github.vmimage.disk.TestDisk.MIB;
import static io.github.vmimage.disk.TestDisk.PROCESSES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real tools leave in disk image files. */
class HiddenBytesTest {
  private static final String UNSEEN = "bytes that no guest sees any more";

  @TempDir
  Path dir;
  private Path raw;

  @BeforeEach
  void aDiskWithSomeData() throws IOException {
    raw = TestDisk.raw(dir.resolve("disk"), 24);
    byte[] noise = new byte[5 * MIB];
    new Random(7).nextBytes(noise);
    TestDisk.poke(raw, 3 * MIB, noise);
    byte[] text = new byte[2 * MIB];
    Arrays.fill(text, (byte) 'x');
    TestDisk.poke(raw, 17 * MIB + 512, text);
  }

  private static List<HiddenPart> hidden(Path disk) {
    return HiddenBytes.of(StandaloneDisk.of(disk));
  }

  private Path converted(String format, String... options) {
    Path file = dir.resolve("converted." + format);
    Object[] all = java.util.stream.Stream.of(List.of("convert", "-f", "raw", "-O", format), List.of(options), List.of(raw, file))
        .flatMap(List::stream).toArray();
    TestDisk.shell("qemu-img", all);
    return file;
  }

  private static void io(Path disk, String format, String command) {
    TestDisk.shell("qemu-io", "-f", format, "-c", command, disk);
  }

  /** On a file system that can punch no holes, such as that of many servers, what is given up keeps its bytes. */
  private static String withoutHoles(Path disk) {
    return "driver=qcow2,file.driver=file,file.discard=ignore,file.filename=" + disk;
  }

  @ParameterizedTest
  @CsvSource({"qcow2, cluster_size=65536", "qcow2, cluster_size=512", "qcow2, cluster_size=2M", "qcow2, extended_l2=on", "qcow2, compat=0.10",
      "qcow2, preallocation=metadata", "vmdk, subformat=monolithicSparse", "vmdk, subformat=streamOptimized", "vpc, subformat=dynamic",
      "vpc, subformat=fixed", "vhdx, subformat=dynamic", "vhdx, subformat=fixed", "raw, preallocation=off"})
  void whatAToolWritesHidesNothing(String format, String option) {
    assertThat(hidden(converted(format, "-o", option))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zlib", "zstd"})
  void compressedClustersAreSeen(String type) {
    assertThat(hidden(converted("qcow2", "-c", "-o", "compression_type=" + type))).isEmpty();
  }

  @Test
  void theReleasedFormHidesNothing() {
    Path source = converted("qcow2");
    TestDisk.shell("qemu-img", "snapshot", "-c", "before-seal", source);
    DiskConversion.toQcow2(source, dir.resolve("released.qcow2"), PROCESSES);
    assertThat(hidden(dir.resolve("released.qcow2"))).isEmpty();
  }

  @Test
  void aSnapshotIsToldByItsName() {
    Path disk = converted("qcow2");
    TestDisk.shell("qemu-img", "snapshot", "-c", "before-seal", disk);
    TestDisk.shell("qemu-img", "snapshot", "-c", "two", disk);
    assertThat(hidden(disk)).containsExactly(new HiddenPart("snapshot 'before-seal'", "an older state of the disk"),
        new HiddenPart("snapshot 'two'", "an older state of the disk"));
  }

  @Test
  void whatADeletedSnapshotLeavesIsFound() {
    Path disk = converted("qcow2");
    TestDisk.shell("qemu-img", "snapshot", "-c", "before-seal", disk);
    io(disk, "qcow2", "write -P 0 3M 5M");
    TestDisk.shell("qemu-img", "snapshot", "--image-opts", "-d", "before-seal", withoutHoles(disk));
    TestDisk.shell("qemu-img", "check", "-q", disk);
    assertThat(hidden(disk)).singleElement().satisfies(part -> assertThat(part.seen()).isEqualTo(UNSEEN));
  }

  @Test
  void aBitmapIsFound() {
    Path disk = converted("qcow2");
    TestDisk.shell("qemu-img", "bitmap", "--add", disk, "backup");
    assertThat(hidden(disk)).containsExactly(new HiddenPart("header", "bitmaps of what was written since some backup"));
  }

  @Test
  void clustersThatReadAsZerosAndKeepTheirBytesAreFound() {
    Path disk = converted("qcow2");
    io(disk, "qcow2", "write -z 17M 3M");
    assertThat(hidden(disk)).extracting(HiddenPart::seen).containsExactly(UNSEEN);
    Path sub = converted("qcow2", "-o", "extended_l2=on");
    io(sub, "qcow2", "write -z 17M 3M");
    assertThat(hidden(sub)).extracting(HiddenPart::seen).containsExactly(UNSEEN);
  }

  @Test
  void whatWasDiscardedOrLiesBehindTheEndIsFound() throws IOException {
    Path disk = converted("qcow2");
    TestDisk.shell("qemu-io", "--image-opts", "-c", "discard 3M 4M", withoutHoles(disk));
    assertThat(hidden(disk)).extracting(HiddenPart::seen).containsExactly(UNSEEN);
    Path longer = converted("qcow2");
    assertThat(hidden(longer)).isEmpty();
    TestDisk.poke(longer, (Files.size(longer) + 65_535) / 65_536 * 65_536, (byte) 1);
    assertThat(hidden(longer)).extracting(HiddenPart::seen).containsExactly(UNSEEN);
  }

  @Test
  void stringsInTheHeaderAreFound() throws IOException {
    Path disk = converted("qcow2");
    TestDisk.poke(disk, 60_000, (byte) 'x');
    assertThat(hidden(disk)).containsExactly(new HiddenPart("header", "bytes behind its end"));
    Path named = converted("qcow2");
    int header = ByteBuffer.wrap(Files.readAllBytes(named)).getInt(100);
    TestDisk.poke(named, header, ByteBuffer.allocate(8).putInt(0x12345678).putInt(16).array());
    assertThat(hidden(named)).first().isEqualTo(new HiddenPart("header", "an extension of type 0x12345678"));
  }

  /** A table that leads to a piece no more, as a tool leaves it that gives the piece up. */
  @Test
  void grainsOfAVmdkThatNoTableLeadsToAreFound() throws IOException {
    Path disk = converted("vmdk");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(disk)).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    int grain = 3 * MIB / 65_536;
    for (int directory : new int[] {(int) bytes.getLong(48), (int) bytes.getLong(56)}) {
      TestDisk.poke(disk, bytes.getInt(directory * 512) * 512L + grain * 4, new byte[4]);
    }
    assertThat(hidden(disk)).extracting(HiddenPart::seen).containsExactly(UNSEEN);
  }

  /** As VMware writes streams: the directory, its marker and a footer come last. */
  @Test
  void aStreamWithItsDirectoryAtTheEndHidesNothing() throws IOException {
    Path disk = converted("vmdk", "-o", "subformat=streamOptimized");
    byte[] whole = Files.readAllBytes(disk);
    int end = (whole.length + 511) / 512 * 512;
    ByteBuffer bytes = ByteBuffer.allocate(end + 5 * 512).order(java.nio.ByteOrder.LITTLE_ENDIAN).put(0, whole);
    int directory = (int) bytes.getLong(56) * 512;
    bytes.putLong(end, 1).putInt(end + 12, 2).put(end + 512, whole, directory, 512).putLong(end + 1024, 1).putInt(end + 1036, 3)
        .put(end + 1536, whole, 0, 512).putLong(end + 1536 + 56, end / 512 + 1);
    bytes.putLong(56, -1).put(directory, new byte[512]);
    Files.write(disk, bytes.array());
    TestDisk.shell("qemu-img", "compare", "-q", "-f", "raw", "-F", "vmdk", raw, disk);
    assertThat(hidden(disk)).isEmpty();
    TestDisk.poke(disk, end + 100, (byte) 'x');
    assertThat(hidden(disk)).containsExactly(new HiddenPart("byte " + end + " of the file", UNSEEN));
  }

  @Test
  void blocksOfAVhdThatTheTableDoesNotLeadToAreFound() throws IOException {
    Path disk = converted("vpc");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(disk));
    int table = (int) bytes.getLong(512 + 16);
    byte[] whole = bytes.array();
    TestDisk.poke(disk, table + 4, (byte) -1, (byte) -1, (byte) -1, (byte) -1);
    assertThat(hidden(disk)).extracting(HiddenPart::seen).containsExactly(UNSEEN);
    Files.write(disk, whole);
    TestDisk.poke(disk, bytes.getInt(table + 4) * 512L + 300, (byte) 0);
    assertThat(hidden(disk)).extracting(HiddenPart::seen).containsExactly(UNSEEN);
  }

  @Test
  void blocksOfAVhdxThatCountAsZerosAreFound() throws IOException {
    Path disk = converted("vhdx");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(disk)).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    int table = (int) bytes.getLong(192 * 1024 + 16 + 16);
    for (int n = 0; n < 3; n++) {
      TestDisk.poke(disk, table + n * 8, (byte) 2);
    }
    assertThat(hidden(disk)).extracting(HiddenPart::seen).containsExactly(UNSEEN);
  }

  @Test
  void whatAnApplianceBringsBesideItsDiskIsFound() throws IOException {
    converted("vmdk", "-o", "subformat=streamOptimized");
    for (String name : List.of("app.ovf", "app.mf", "app.nvram", "notes.txt")) {
      Files.writeString(dir.resolve(name), "x");
    }
    Path plain = dir.resolve("plain.ova");
    TestDisk.shell("tar", "-C", dir, "--format=ustar", "-cf", plain, "app.ovf", "app.mf", "converted.vmdk", "app.nvram");
    assertThat(hidden(plain)).isEmpty();
    TestDisk.poke(plain, Files.size(plain) - 1, (byte) 1);
    assertThat(hidden(plain)).extracting(HiddenPart::seen).containsExactly(UNSEEN);
    Path more = dir.resolve("more.ova");
    TestDisk.shell("tar", "-C", dir, "--format=ustar", "-cf", more, "app.ovf", "app.mf", "converted.vmdk", "notes.txt");
    assertThat(hidden(more)).containsExactly(new HiddenPart("entry 'notes.txt' of the OVA", "a file of 1 bytes beside the disk"));
  }

  @Test
  void damagedTablesAreNoAnswer() throws IOException {
    Path disk = converted("qcow2");
    TestDisk.poke(disk, 20, (byte) 0, (byte) 0, (byte) 0, (byte) 40);
    assertThatThrownBy(() -> hidden(disk)).isInstanceOf(ProblemException.class).hasMessageStartingWith("The tables of the disk image file");
    // Of every block the table says that it is the first one: 24 MiB of a disk become as many as there is patience.
    Path vhd = converted("vpc");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(vhd));
    int table = (int) bytes.getLong(512 + 16);
    byte[] first = Arrays.copyOfRange(bytes.array(), table + 4, table + 8);
    for (int n = 0; n < bytes.getInt(512 + 28); n++) {
      TestDisk.poke(vhd, table + n * 4L, first);
    }
    assertThatThrownBy(() -> hidden(vhd)).hasMessageContaining("pieces that overlap");
  }
}
