package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracedFileTest {
  @TempDir
  private Path folder;

  @Test
  void isTheFirstThatTheStageWrote() throws Exception {
    Path disk = folder.resolve("disk");
    Path log = Files.createFile(folder.resolve("log"));
    assertThat(TracedFile.since(Duration.ofMinutes(1), List.of(disk, log))).as("no disk was made").isEqualTo(log);
    Files.createFile(disk);
    assertThat(TracedFile.since(Duration.ofMinutes(1), List.of(disk, log))).isEqualTo(disk);
  }

  /** The log of yesterday does not tell why the build failed today. */
  @Test
  void isNoneThatAnEarlierRunLeft() throws Exception {
    Path log = Files.createFile(folder.resolve("log"));
    Files.setLastModifiedTime(log, FileTime.from(Instant.now().minusSeconds(3600)));
    assertThat(TracedFile.since(Duration.ofMinutes(1), List.of(log))).isNull();
    assertThat(TracedFile.since(Duration.ofHours(2), List.of(log))).isEqualTo(log);
    assertThat(TracedFile.since(Duration.ofHours(2), List.of())).isNull();
  }

  @Test
  void isNoFolder() throws Exception {
    assertThat(TracedFile.since(Duration.ofHours(1), List.of(Files.createDirectory(folder.resolve("images"))))).isNull();
  }
}
