package io.github.vmimage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What libguestfs lists, as it writes it. */
class GuestfishSessionTest {
  @TempDir
  Path own;

  private GuestfishSession session(String filesystems, String mountpoints) throws IOException {
    Files.writeString(own.resolve("filesystems"), filesystems);
    Files.writeString(own.resolve("mountpoints"), mountpoints);
    return new GuestfishSession(own, own.resolve("guest"));
  }

  @Test
  void whatIsNotMountedIsMissedAndWhatThePartitionTableTellsIsNot() throws IOException {
    GuestfishSession session = session("""
        /dev/sda1: vfat
        /dev/sda2: swap
        /dev/sda4: unknown
        /dev/vg/data: xfs
        /dev/vg/key: crypto_LUKS
        /dev/vg/root: xfs
        /dev/vg/swap: swap
        /dev/vg/efi: vfat
        /dev/md127: unknown
        """, "/dev/vg/root: /\n");
    assertThat(session.missed()).containsExactly(new MissedPart("/dev/md127", "unknown", true), new MissedPart("/dev/vg/data", "xfs", true),
        new MissedPart("/dev/vg/efi", "vfat", true), new MissedPart("/dev/vg/key", "crypto_LUKS", true));
    assertThat(session.swap()).containsExactly("/dev/vg/swap");
  }

  @Test
  void anEmptyListIsNoAnswer() throws IOException {
    GuestfishSession session = session("", "");
    assertThatThrownBy(session::missed).isInstanceOf(IOException.class).hasMessageContaining("lists no file systems");
  }
}
