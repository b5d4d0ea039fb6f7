package io.github.vmimage.disk;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.fuzz.ForeignInput;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.io.TempDir;

/**
 * A FAT of large clusters that folders share. The input's first byte chooses the geometry; then, in turns, come numbers for the table and
 * entries for the folders, each with the place where it goes.
 */
class FatFuzzTest {
  private static final int CLUSTERS = 5000;
  /** The places that an input can name: folders and chains that are close together meet each other. */
  private static final int USED = 32;

  @TempDir
  static Path folder;

  @FuzzTest
  void namesFilesOrSaysWhatIsDamaged(byte[] input) throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(ForeignInput.expanded(input));
    int geometry = bytes.hasRemaining() ? bytes.get() & 0xFF : 0;
    HostileFat fat = new HostileFat(512 << geometry % 4, 1 << geometry / 4 % 8, CLUSTERS);
    Path file = fat.write(folder.resolve("fat"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      while (bytes.remaining() >= 2 + 2 + 32) {
        int place = bytes.get() & 0xFF;
        int link = bytes.getShort();
        channel.write(ByteBuffer.wrap(HostileFat.number(link < 0 ? link : link % USED)), fat.entry(place % USED));
        byte[] entry = new byte[32];
        bytes.get(entry);
        entry[27] = 0;
        long to = place < 128 ? fat.root() + place % 16 * 32L : fat.cluster(2 + place % USED) + place % 4 * 32L;
        channel.write(ByteBuffer.wrap(entry), to);
      }
      assertThat(FatFiles.in("partition 1", DiskBytes.of(file, channel))).hasSizeLessThanOrEqualTo(FatFiles.MAX_NAMES);
    } catch (DamagedFatException damaged) {
      assertThat(damaged).hasMessageStartingWith("its ");
    }
  }
}
