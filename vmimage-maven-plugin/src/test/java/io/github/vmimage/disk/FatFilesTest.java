package io.github.vmimage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FatFilesTest {
  private static final int SMALL = 4;

  @TempDir
  Path temp;

  private static List<String> files(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return FatFiles.in("partition 1", DiskBytes.of(file, channel)).stream().map(f -> f.path() + " " + f.size()).toList();
    }
  }

  private Path fat(int bits, int mib) throws IOException {
    Path file = TestDisk.raw(temp.resolve("esp"), mib);
    TestDisk.shell("mkfs.fat", "-F", bits, file);
    return file;
  }

  private void put(Path file, String name, String content) throws IOException {
    TestDisk.shell("mcopy", "-o", "-i", file, Files.writeString(temp.resolve("content"), content), "::" + name);
  }

  @ParameterizedTest
  @CsvSource({"12, 4", "16, 16", "32, 64"})
  void tellsTheFilesOfEachKind(int bits, int mib) throws IOException {
    Path file = fat(bits, mib);
    TestDisk.shell("mmd", "-i", file, "::/EFI", "::/EFI/BOOT", "::/loader", "::/loader/entries");
    put(file, "/EFI/BOOT/BOOTX64.EFI", "x".repeat(5000));
    put(file, "/loader/random-seed", "seed");
    put(file, "/loader/gone", "x");
    TestDisk.shell("mdel", "-i", file, "::/loader/gone");
    for (int n = 0; n < 100; n++) {
      put(file, "/loader/entries/a long name of an entry " + n + ".conf", "");
    }
    put(file, "/NAME.TXT", "1");
    assertThat(files(file)).hasSize(103).contains("/EFI/BOOT/BOOTX64.EFI 5000", "/loader/random-seed 4", "/NAME.TXT 1",
        "/loader/entries/a long name of an entry 99.conf 0");
  }

  @Test
  void anEmptyOneHasNone() throws IOException {
    assertThat(files(fat(16, 16))).isEmpty();
  }

  /** Every number of the boot sector made as large as it can be. */
  @ParameterizedTest
  @ValueSource(ints = {11, 13, 14, 16, 19, 22})
  void saysWhatCannotBeSo(int place) throws IOException {
    Path file = fat(12, SMALL);
    TestDisk.poke(file, place, (byte) 0xFF, (byte) 0xFF);
    assertThatThrownBy(() -> files(file)).isInstanceOf(DamagedFatException.class);
  }

  @Test
  void endsWhereAFolderIsInItself() throws IOException {
    Path file = fat(12, SMALL);
    TestDisk.shell("mmd", "-i", file, "::/A", "::/A/B");
    // The entry of B, the third in A, leads to A.
    byte[] all = Files.readAllBytes(file);
    int entry = new String(all, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("B          ");
    int own = new String(all, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("A          ");
    TestDisk.poke(file, entry + 26, all[own + 26], all[own + 27]);
    assertThatThrownBy(() -> files(file)).isInstanceOf(DamagedFatException.class).hasMessage("its clusters of a folder");
  }

  /** The first entry of the root folder, made a folder that begins in a cluster. */
  private void folderAt(Path file, HostileFat fat, int cluster) throws IOException {
    TestDisk.poke(file, fat.root(), HostileFat.folder("DIR", cluster));
  }

  /** Clusters of half a MiB, 8192 of them for one folder, are 4 GiB, which no int counts. */
  @Test
  void aFolderOfMoreEntriesThanTheFormatAllowsIsDamage() throws IOException {
    HostileFat fat = new HostileFat(4096, 128, 9000);
    Path file = fat.write(temp.resolve("esp"));
    folderAt(file, fat, 2);
    TestDisk.poke(file, fat.entry(2), HostileFat.chain(3, 8500));
    byte[] deleted = new byte[16 << 10];
    for (int at = 0; at < deleted.length; at += 32) {
      deleted[at] = (byte) 0xE5;
    }
    for (int cluster = 2; cluster < 8; cluster++) {
      for (int at = 0; at < fat.clusterSize(); at += deleted.length) {
        TestDisk.poke(file, fat.cluster(cluster) + at, deleted);
      }
    }
    assertThatThrownBy(() -> files(file)).isInstanceOf(DamagedFatException.class).hasMessageContaining("entries of a folder");
  }

  /** What comes behind the end of a folder is not read, however long its chain. */
  @Test
  void aLongChainBehindTheEndOfAFolderCostsNothing() throws IOException {
    HostileFat fat = new HostileFat(4096, 128, 9000);
    Path file = fat.write(temp.resolve("esp"));
    folderAt(file, fat, 2);
    TestDisk.poke(file, fat.entry(2), HostileFat.chain(3, 8500));
    assertThat(files(file)).isEmpty();
  }

  @Test
  void aLongNameOfMorePartsThanTheFormatAllowsIsDamage() throws IOException {
    HostileFat fat = new HostileFat(512, 1, 5000);
    Path file = fat.write(temp.resolve("esp"));
    byte[] parts = new byte[21 * 32];
    for (int at = 0; at < parts.length; at += 32) {
      parts[at] = 1;
      parts[at + 1] = 'x';
      parts[at + 11] = 0x0F;
    }
    TestDisk.poke(file, fat.root(), parts);
    assertThatThrownBy(() -> files(file)).isInstanceOf(DamagedFatException.class).hasMessageContaining("parts of a long name");
    TestDisk.poke(file, fat.root() + 20 * 32, HostileFat.folder("DIR", 2));
    TestDisk.poke(file, fat.entry(2), HostileFat.number(0xFFF8));
    assertThat(files(file)).isEmpty();
  }
}
