package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.packer.BuiltImage;
import io.github.vmimage.packer.PackerArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltDiskTest {
  @TempDir
  Path dir;

  private BuiltImage built(String... names) throws IOException {
    List<String> files = new ArrayList<>();
    for (String name : names) {
      files.add(Files.writeString(dir.resolve(name), "x").toString());
    }
    return new BuiltImage(List.of(new PackerArtifact("qemu.image", "transcend.qemu", "VM", "", files)), "1.6.6", List.of());
  }

  @ParameterizedTest
  @CsvSource({
      "app.qcow2, app.qcow2",
      "app.qcow2 serial.log other.qcow2, app.qcow2",
      "serial.log disk.img, disk.img",
      "packer-disk, packer-disk",
      "app.raw notes.txt, app.raw"})
  void findsTheDisk(String files, String expected) throws IOException {
    assertThat(BuiltDisk.of(built(files.split(" ")), "app", dir.resolve("log"))).isEqualTo(dir.resolve(expected));
  }

  @Test
  void refusesToGuessBetweenSeveral() throws IOException {
    BuiltImage several = built("one.qcow2", "two.qcow2");
    assertThatThrownBy(() -> BuiltDisk.of(several, "app", dir.resolve("log"))).hasMessageContaining("several disks")
        .hasMessageContaining("one.qcow2").hasMessageContaining("two.qcow2");
  }

  @Test
  void saysWhenThereIsNone() {
    BuiltImage none = new BuiltImage(List.of(new PackerArtifact("x", "y", "z", "", List.of(dir.resolve("gone").toString()))), "1.6.6", List.of());
    assertThatThrownBy(() -> BuiltDisk.of(none, "app", dir.resolve("log"))).hasMessageContaining("Packer made no disk");
  }
}
