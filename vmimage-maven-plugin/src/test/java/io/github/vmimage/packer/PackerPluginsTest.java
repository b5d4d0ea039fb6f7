package io.github.vmimage.packer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.PathNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackerPluginsTest {
  @Test
  void findsProgramsWithTheNamesOfPlugins(@TempDir Path folder) throws IOException {
    List<String> plugins = List.of("packer-builder-x", "packer-datasource-x", "packer-plugin-x_v1.0.0_x5.0_linux_amd64",
        "packer-post-processor-x", "packer-provisioner-x");
    for (String name : plugins) {
      program(folder.resolve(name));
    }
    program(folder.resolve("packer-build"));
    program(Files.createDirectories(folder.resolve("src")).resolve("packer-builder-y"));
    Files.writeString(folder.resolve("packer-plugin-notes.md"), "");
    Files.createDirectories(folder.resolve("packer-plugin-folder"));

    assertThat(PackerPlugins.check(new PathNames(folder, Path.of("")))).allMatch(f -> f.rule().equals("runs-project-code"))
        .extracting(f -> f.place().toString()).containsExactlyInAnyOrderElementsOf(plugins);
  }

  private static void program(Path file) throws IOException {
    assertThat(Files.writeString(file, "#!/bin/sh\n").toFile().setExecutable(true)).isTrue();
  }
}
