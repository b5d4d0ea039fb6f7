package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/**
 * A copy of a released disk with files changed in it, without booting it and without root: as a person leaves a machine who logged in to
 * it, or as an older release may have been. It boots as before.
 */
final class EditedDisk {
  private static final int SECTOR = 512;

  private final Path released;
  private final Map<String, UnaryOperator<String>> edits = new LinkedHashMap<>();
  private final List<String> removed = new ArrayList<>();

  private EditedDisk(Path released) {
    this.released = released;
  }

  static EditedDisk of(Path released) {
    return new EditedDisk(released);
  }

  /** Changes a file; one that is not there counts as empty. */
  EditedDisk edit(String file, UnaryOperator<String> change) {
    edits.put(file, change);
    return this;
  }

  EditedDisk with(String file, String content) {
    return edit(file, before -> content);
  }

  EditedDisk without(String file) {
    removed.add(file);
    return this;
  }

  /** Lets the first boot do no more than make a name, a user and keys: cloud-init takes most of the time of an emulated boot. */
  EditedDisk brief() {
    return with("/etc/cloud/cloud.cfg.d/99-brief.cfg", """
        cloud_init_modules: [set_hostname, users-groups, ssh]
        cloud_config_modules: []
        cloud_final_modules: []
        ssh_genkeytypes: [ed25519]
        """);
  }

  /** Makes it carry the stamp of a release of another image, without a commit, since it is made before there is one. */
  EditedDisk stamped(String name, String version) {
    return with("/etc/release", "IMAGE_ID=" + name + "\nIMAGE_VERSION=release-" + version + "\nPROJECT_VERSION=" + version
        + "\nTAG=release-" + version + "\nCOMMIT=\n")
        .edit("/etc/os-release", text -> text.replaceAll("(?m)^IMAGE_ID=.*", "IMAGE_ID=" + name)
            .replaceAll("(?m)^IMAGE_VERSION=.*", "IMAGE_VERSION=release-" + version));
  }

  /** Makes the disk in a folder. */
  Path in(Path folder) {
    Folders.make(folder);
    Program program = Program.in(folder);
    program.run("qemu-img", "convert", "-O", "raw", released.toString(), "edited.raw");
    String files = "edited.raw?offset=" + SECTOR * root(program.run("sfdisk", "--json", "edited.raw"));
    edits.forEach((file, change) -> {
      Program.Result before = program.attempt(Duration.ofMinutes(1), List.of("sh", "-c", "debugfs -R \"cat $1\" \"$2\" 2>/dev/null",
          "sh", file, files));
      Folders.write(folder.resolve("content"), change.apply(before.output()));
      program.attempt(Duration.ofMinutes(1), List.of("debugfs", "-w", "-R", "rm " + file, files));
      program.run("debugfs", "-w", "-R", "write content " + file, files);
      program.run("debugfs", "-w", "-R", "set_inode_field " + file + " mode 0100644", files);
      assertThat(program.run("debugfs", "-R", "stat " + file, files)).as("%s in %s", file, released).contains("Type: regular");
    });
    for (String file : removed) {
      assertThat(program.run("debugfs", "-R", "stat " + file, files)).as("%s in %s", file, released).contains("Type: regular");
      program.run("debugfs", "-w", "-R", "rm " + file, files);
    }
    program.run("qemu-img", "convert", "-O", "qcow2", "edited.raw", "edited.qcow2");
    try {
      Files.delete(folder.resolve("edited.raw"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder.resolve("edited.qcow2");
  }

  /** The sector with which the root file system begins, by the name of its partition. */
  private static long root(String table) {
    try {
      JsonNode partitions = new ObjectMapper().readTree(table).at("/partitiontable/partitions");
      return StreamSupport.stream(partitions.spliterator(), false).filter(p -> p.at("/name").asText().equals("root")).findFirst()
          .orElseThrow().at("/start").asLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
