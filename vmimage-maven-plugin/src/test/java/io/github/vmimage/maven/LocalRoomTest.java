package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRoomTest {
  @TempDir
  Path folder;

  @Test
  void acceptsWhatFits() throws IOException {
    Path manifest = Files.writeString(folder.resolve("image.json"), "{}\n");
    assertThatCode(() -> LocalRoom.require(folder.resolve("not/made/yet"), List.of(manifest))).doesNotThrowAnyException();
  }

  @Test
  void refusesWhatDoesNot() throws IOException {
    Path disk = folder.resolve("image.qcow2");
    long more = Files.getFileStore(folder).getTotalSpace() + 1;
    try (RandomAccessFile sparse = new RandomAccessFile(disk.toFile(), "rw")) {
      sparse.setLength(more);
    }
    assertThatThrownBy(() -> LocalRoom.require(folder.resolve("not/made/yet"), List.of(disk)))
        .hasMessageStartingWith("There is no room for the image in the local repository\n  where:    " + folder)
        .hasMessageContaining("accepted: " + more + " bytes or more").hasMessageContaining("next:     df -h '" + folder + "'");
  }
}
