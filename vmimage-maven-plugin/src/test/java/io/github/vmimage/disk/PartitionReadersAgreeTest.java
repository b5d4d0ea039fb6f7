package io.github.vmimage.disk;

import static io.github.vmimage.disk.TestDisk.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Some hundred tables that sfdisk and fdisk made, then changed as the field does it, read by this project's reader, by sfdisk (libfdisk) and by
 * blkid and partx (libblkid). The seed is in the name of every failure.
 */
class PartitionReadersAgreeTest {
  private static final long SEED = Long.getLong("vmimage.tables.seed", 20260101);
  private static final int ROUNDS = Integer.getInteger("vmimage.tables.rounds", 12);
  private static final int SECTOR = 512;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What was done to the disk. */
  private enum Kind {
    GPT, MBR, LOGICAL, NOTHING, HYBRID_THAT_AGREES, HYBRID, STALE, FIRST_DAMAGED, FIRST_ENTRIES_DAMAGED, SECOND_DAMAGED, BOTH_DAMAGED,
    MBR_BEYOND_THE_END, GPT_BEYOND_THE_END, MBR_GONE, BOOT_CODE, GROWN, CUT_OFF, LARGE_SECTORS;

    boolean isLarge() {
      return this == LARGE_SECTORS;
    }

    boolean isMbr() {
      return this == MBR || this == LOGICAL || this == MBR_BEYOND_THE_END || this == BOOT_CODE;
    }

    /** A disk as any installer makes it. */
    boolean isPlain() {
      return ordinal() <= HYBRID_THAT_AGREES.ordinal() || this == SECOND_DAMAGED || this == GROWN || this == LARGE_SECTORS
          || this == BOOT_CODE;
    }
  }

  private record Made(Kind kind, Path disk, List<long[]> layout) {}

  private record Place(int number, long start, long size) {}

  @TempDir
  Path dir;
  private final Random random = new Random(SEED);

  @Test
  void theReadersShowTheSamePartitions() throws IOException {
    List<Made> all = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Kind kind : Kind.values()) {
        all.add(script(kind, dir.resolve(kind + "-" + round + ".img")));
      }
    }
    TestDisk.shell("sh", "-c", "cd " + dir + " && for s in *.sfdisk; do sfdisk -q --no-reread --no-tell-kernel ${s%.sfdisk} <$s 2>&1; done;"
        + " for s in *.fdisk; do fdisk -b 4096 ${s%.fdisk} <$s >/dev/null 2>&1; done");
    for (Made made : all) {
      change(made);
    }
    TestDisk.shell("sh", "-c", "cd " + dir + " && for f in *.img; do sfdisk -J $f >$f.json 2>/dev/null; blkid -p -o export $f >$f.blkid;"
        + " partx -g -b -o NR,START,SECTORS $f >$f.partx 2>/dev/null; done;"
        + " for f in LARGE*.img; do fdisk -b 4096 -l -o Device,Start,Sectors $f >$f.fdisk-l; done");
    SoftAssertions softly = new SoftAssertions();
    for (Made made : all) {
      compare(made, softly);
    }
    softly.assertAll();
    assertThat(all).hasSizeGreaterThan(200);
  }

  /** A raw disk of 8 MiB, what is to be written on it, and where the partitions are. */
  private Made script(Kind kind, Path disk) throws IOException {
    TestDisk.raw(disk, 8);
    int unit = kind.isLarge() ? 8 : 1;
    List<long[]> layout = new ArrayList<>();
    StringBuilder script = new StringBuilder(kind.isLarge() ? "g\n" : kind.isMbr() ? "label: dos\n" : "label: gpt\nfirst-lba: 64\n");
    long at = kind.isLarge() ? 256 : 64 + random.nextInt(2000);
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      long size = (kind.isLarge() ? 16 : 64) + random.nextInt(3000 / unit);
      layout.add(new long[] {at, size});
      script.append(kind.isLarge() ? "n\n\n" + at + "\n" + (at + size - 1) + "\n" : "start=" + at + ", size=" + size + "\n");
      at += size + random.nextInt(500 / unit);
    }
    if (kind == Kind.LOGICAL) {
      long extended = at + 1;
      script.append("start=").append(extended).append(", size=").append(16000 - extended).append(", type=")
          .append(List.of("5", "f", "85").get(random.nextInt(3))).append('\n');
      at = extended;
      for (int n = random.nextInt(4); n > 0; n--) {
        long start = at + 1 + random.nextInt(100);
        long size = 8 + random.nextInt(400);
        script.append("start=").append(start).append(", size=").append(size).append('\n');
        at = start + size;
      }
    }
    if (kind != Kind.NOTHING) {
      Files.writeString(dir.resolve(disk.getFileName() + (kind.isLarge() ? ".fdisk" : ".sfdisk")), script + (kind.isLarge() ? "w\n" : ""));
    }
    return new Made(kind, disk, layout);
  }

  private void change(Made made) throws IOException {
    Path disk = made.disk();
    long end = Files.size(disk) - SECTOR;
    long[] first = made.layout().get(0);
    switch (made.kind()) {
      case HYBRID_THAT_AGREES -> entry(disk, 1 + random.nextInt(3), 0x83, first[0], first[1]);
      case HYBRID -> entry(disk, 1 + random.nextInt(3), 0x83, first[0] + 1, first[1]);
      case STALE -> {
        TestDisk.poke(disk, 446, new byte[64]);
        entry(disk, random.nextInt(4), 0x83, 15000 + random.nextInt(500), 1 + random.nextInt(500));
      }
      case FIRST_DAMAGED -> noise(disk, SECTOR + random.nextInt(92));
      case FIRST_ENTRIES_DAMAGED -> noise(disk, 2 * SECTOR + 32 + random.nextInt(16));
      case SECOND_DAMAGED -> noise(disk, end + random.nextInt(92));
      case BOTH_DAMAGED -> {
        noise(disk, SECTOR + random.nextInt(92));
        noise(disk, end + random.nextInt(92));
      }
      case MBR_BEYOND_THE_END -> entry(disk, 3, 0x83, 16000 + random.nextInt(800), 1000 + random.nextInt(5000));
      case GPT_BEYOND_THE_END -> beyond(disk);
      case MBR_GONE -> TestDisk.poke(disk, random.nextBoolean() ? 510 : 446 + 4, (byte) 0);
      case BOOT_CODE -> TestDisk.poke(disk, 446 + 16 * random.nextInt(4), (byte) (1 + random.nextInt(127)));
      case GROWN -> TestDisk.poke(disk, (9L + random.nextInt(5)) * MIB - 1, (byte) 0);
      case CUT_OFF -> truncate(disk);
      default -> { }
    }
  }

  private static void entry(Path disk, int index, int type, long first, long sectors) throws IOException {
    TestDisk.poke(disk, 446 + 16 * index, ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putInt(4, type).putInt(8, (int) first)
        .putInt(12, (int) sectors).array());
  }

  /** Another byte than what is there. */
  private void noise(Path disk, long offset) throws IOException {
    try (FileChannel file = FileChannel.open(disk, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      file.read(one, offset);
      one.put(0, (byte) (one.get(0) + 1 + random.nextInt(255)));
      file.write(one.flip(), offset);
    }
  }

  private static void truncate(Path disk) throws IOException {
    try (FileChannel file = FileChannel.open(disk, StandardOpenOption.WRITE)) {
      file.truncate(7L * MIB);
    }
  }

  /** The first entry ends beyond the disk, by a table whose checksums are right. */
  private void beyond(Path disk) throws IOException {
    try (FileChannel file = FileChannel.open(disk, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer header = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
      file.read(header, SECTOR);
      ByteBuffer entries = ByteBuffer.allocate(header.getInt(80) * header.getInt(84)).order(ByteOrder.LITTLE_ENDIAN);
      file.read(entries, header.getLong(72) * SECTOR);
      entries.putLong(40, 8L * MIB / SECTOR + random.nextInt(1000));
      header.putInt(88, crc(entries.array(), entries.capacity())).putInt(16, 0);
      header.putInt(16, crc(header.array(), header.getInt(12)));
      file.write(header.rewind(), SECTOR);
      file.write(entries.rewind(), header.getLong(72) * SECTOR);
    }
  }

  private static int crc(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private void compare(Made made, SoftAssertions softly) throws IOException {
    String what = made.disk().getFileName() + " of seed " + SEED;
    long size = Files.size(made.disk());
    String type = Files.readString(beside(made, "blkid")).lines().filter(l -> l.startsWith("PTTYPE=")).map(l -> l.substring(7)).findFirst()
        .orElse("");
    PartitionTables ours;
    try (FileChannel file = FileChannel.open(made.disk())) {
      ours = PartitionTables.of(DiskBytes.of(made.disk(), file));
    } catch (ProblemException e) {
      softly.assertThat(type).as(what + ": refused: " + e.getMessage()).isEqualTo("PMBR");
      return;
    }
    List<Place> found = ours.partitions().stream().map(p -> new Place(p.number(), p.start(), p.size())).toList();
    if (made.kind().isLarge()) {
      softly.assertThat(found).as(what).isEqualTo(onDisk(ofFdisk(made), size));
    } else if (type.isEmpty()) {
      softly.assertThat(found).as(what).containsExactly(new Place(0, 0, size));
    } else {
      softly.assertThat(type).as(what).isIn("gpt", "dos");
      softly.assertThat(found).as(what + " and sfdisk").isEqualTo(onDisk(ofSfdisk(made, type), size));
      softly.assertThat(found).as(what + " and libblkid").containsAll(onDisk(ofPartx(made), size));
    }
    if (made.kind().isPlain()) {
      softly.assertThat(ours.faults()).as(what).isEmpty();
    } else {
      softly.assertThat(ours.faults()).as(what).isNotEmpty();
    }
    if (made.kind() == Kind.STALE || made.kind() == Kind.MBR_GONE) {
      softly.assertThat(ours.others()).as(what).extracting(Partition::start)
          .containsExactlyElementsOf(made.layout().stream().map(l -> l[0] * SECTOR).toList());
    }
  }

  private Path beside(Made made, String name) {
    return dir.resolve(made.disk().getFileName() + "." + name);
  }

  private static List<Place> onDisk(List<Place> told, long size) {
    return told.stream().filter(p -> p.start() < size)
        .map(p -> new Place(p.number(), p.start(), Math.min(p.size(), size - p.start()))).toList();
  }

  private List<Place> ofSfdisk(Made made, String type) throws IOException {
    JsonNode table = JSON.readTree(beside(made, "json").toFile()).path("partitiontable");
    assertThat(table.path("label").asText()).as(made.disk() + ": label").isEqualTo(type);
    List<Place> places = new ArrayList<>();
    for (JsonNode each : table.path("partitions")) {
      if (!isExtended(each.path("type").asText())) {
        places.add(new Place(Integer.parseInt(each.path("node").asText().replaceFirst(".*\\.img", "")), each.path("start").asLong() * SECTOR,
            each.path("size").asLong() * SECTOR));
      }
    }
    return places;
  }

  private static boolean isExtended(String type) {
    return List.of("5", "f", "85").contains(type);
  }

  /** Without the numbers below five that are containers of logical partitions: those that sfdisk calls so. */
  private List<Place> ofPartx(Made made) throws IOException {
    JsonNode table = JSON.readTree(beside(made, "json").toFile()).path("partitiontable");
    List<Long> containers = new ArrayList<>();
    table.path("partitions").forEach(p -> {
      if (isExtended(p.path("type").asText())) {
        containers.add(p.path("start").asLong());
      }
    });
    return Files.readString(beside(made, "partx")).lines().map(l -> l.strip().split("\\s+")).filter(f -> f.length == 3)
        .filter(f -> !containers.contains(Long.parseLong(f[1])))
        .map(f -> new Place(Integer.parseInt(f[0]), Long.parseLong(f[1]) * SECTOR, Long.parseLong(f[2]) * SECTOR)).toList();
  }

  private List<Place> ofFdisk(Made made) throws IOException {
    return Files.readString(beside(made, "fdisk-l")).lines().filter(l -> l.startsWith(made.disk().getFileName().toString()))
        .map(l -> l.split("\\s+")).map(f -> new Place(Integer.parseInt(f[0].replaceFirst(".*\\.img", "")), Long.parseLong(f[1]) * 4096,
            Long.parseLong(f[2]) * 4096)).toList();
  }
}
