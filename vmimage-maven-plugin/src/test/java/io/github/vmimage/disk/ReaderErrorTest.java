package io.github.vmimage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an error that no check of a reader has stopped. */
class ReaderErrorTest {
  @TempDir
  Path dir;

  @Test
  void inTheMiddleOfAnAuditItIsDamage() throws IOException {
    assertThat(DamagedExtException.<String>instead(() -> "read")).isEqualTo("read");
    assertThatThrownBy(() -> DamagedExtException.instead(() -> ByteBuffer.allocate(1).getInt(0)))
        .isInstanceOf(DamagedExtException.class).hasMessage("damaged: something that stops its reader (IndexOutOfBoundsException)");
    assertThatThrownBy(() -> DamagedExtException.instead(() -> {
      throw new OutOfMemoryError();
    })).isInstanceOf(DamagedExtException.class);
  }

  /** A file system that says more than its partition has. */
  @Test
  void whileAPartitionIsLookedIntoThePartitionIsMissed() throws IOException {
    HostileFat fat = new HostileFat(512, 1, 5000);
    Path file = fat.write(dir.resolve("fat"));
    TestDisk.poke(file, fat.root(), HostileFat.folder("DIR", 2));
    try (FileChannel channel = FileChannel.open(file)) {
      DiskBytes whole = DiskBytes.of(file, channel);
      PartitionLook look = new PartitionLook(new Partition(1, 0, 4096, "0C"), new DiskBytes(whole.place(), channel, 0, 4096));
      assertThat(look.content()).isInstanceOfSatisfying(PartitionContent.Missed.class,
          missed -> assertThat(missed.help()).isEqualTo(PartitionContent.Help.CLOSED));
    }
  }
}
