package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.disk.DiskFormat;
import io.github.vmimage.disk.StandaloneDisk;
import io.github.vmimage.guest.GuestDisk;
import io.github.vmimage.process.Command;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clone as a guest gets it, with the real qemu-img. */
class GuestDisksTest {
  private static final String CONTENT = "what the disk holds";

  @TempDir
  Path dir;
  private Path folder;
  private Path disk;

  @BeforeEach
  void aDisk() throws IOException {
    folder = Files.createDirectories(dir.resolve("a \"folder\", named oddly"));
    disk = folder.resolve("disk.qcow2");
    img("convert", "-f", "raw", "-O", "qcow2", raw("disk", CONTENT), disk);
  }

  private Path raw(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content + "\0".repeat((1 << 20) - content.length()));
  }

  private static void img(Object... arguments) {
    new Processes(Secrets.NONE, Progress.SILENT).require(Command.of(Tool.QEMU_IMG, arguments));
  }

  private Path cloned() {
    GuestDisk checked = GuestDisks.of(StandaloneDisk.of(disk, DiskFormat.QCOW2));
    Path clone = dir.resolve("clone.qcow2");
    img("create", "-q", "-f", "qcow2", "-F", checked.format(), "-b", checked.image(), clone);
    return clone;
  }

  private String read(Path clone) throws IOException {
    Path out = dir.resolve("out");
    img("convert", "-f", "qcow2", "-O", "raw", clone, out);
    return new String(Files.readAllBytes(out), 0, CONTENT.length(), StandardCharsets.US_ASCII);
  }

  @Test
  void aCloneHasTheContentOfItsDisk() throws IOException {
    assertThat(read(cloned())).isEqualTo(CONTENT);
  }

  @Test
  void aDiskThatIsExchangedForAHostileOneShowsNoFileOfThisMachine() throws IOException {
    Path clone = cloned();
    Path hostile = folder.resolve("hostile.qcow2");
    img("create", "-q", "-f", "qcow2", "-F", "raw", "-b", raw("shadow", "a secret of this machine"), hostile);
    Files.move(hostile, disk, StandardCopyOption.REPLACE_EXISTING);
    assertThat(read(clone)).isEqualTo("\0".repeat(CONTENT.length()));
  }
}
