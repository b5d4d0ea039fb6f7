package io.github.vmimage.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  @TempDir
  private Path dir;

  @Test
  void removesALinkAndNotWhatItPointsTo() throws Exception {
    Path outside = Files.createDirectories(dir.resolve("outside"));
    Files.writeString(outside.resolve("kept"), "x");
    Path folder = Files.createDirectories(dir.resolve("folder/deep"));
    Files.createSymbolicLink(folder.resolve("link"), outside);
    Files.createSymbolicLink(dir.resolve("folder/dangling"), dir.resolve("nowhere"));
    assertThat(Folders.fresh(dir.resolve("folder"))).isEmptyDirectory();
    assertThat(outside.resolve("kept")).exists();
    Path link = Files.createSymbolicLink(dir.resolve("top"), outside);
    Folders.delete(link);
    assertThat(link).doesNotExist();
    assertThat(outside.resolve("kept")).exists();
    Folders.delete(link);
  }

  @Test
  void saysWhatStays() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "x");
    assertThatThrownBy(() -> Folders.make(file.resolve("below"))).isInstanceOf(ProblemException.class).hasMessageContaining(
        "where:    " + file.resolve("below")).hasMessageContaining("ls -ld " + file);
  }
}
