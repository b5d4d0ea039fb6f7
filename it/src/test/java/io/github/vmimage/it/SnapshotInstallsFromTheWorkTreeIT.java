package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SnapshotInstallsFromTheWorkTreeIT {
  private static final String VERSION = "1.0.0-SNAPSHOT";

  @RegisterExtension
  static final Bench BENCH = new Bench();

  @Test
  void manifestTellsACleanFromADirtyWorkTree() {
    ImageProject project = GuestlessProject.in(BENCH, "tiny").version(VERSION)
        .on(PreparedDisk.ofSnapshot("tiny", VERSION).in(BENCH.folder("disks"))).withHcl().committed();

    BENCH.maven(project).run("install").succeeded().leftNothing();
    JsonNode clean = project.installedManifest(BENCH.repository());
    assertThat(clean.at("/source/release").asBoolean(true)).isFalse();
    assertThat(clean.at("/source/dirty").asBoolean(true)).isFalse();
    assertThat(clean.at("/source/commit").asText()).isEqualTo(project.commitId());
    assertThat(clean.at("/source/tag").asText("?")).isEmpty();
    assertThat(clean.at("/stamp/version").asText()).isEqualTo(VERSION);
    assertThat(BENCH.repository().files(project.group(), "tiny", VERSION))
        .contains("tiny-" + VERSION + ".json", "tiny-" + VERSION + ".qcow2", "tiny-" + VERSION + ".pom");

    project.write("note.txt", "not committed\n");
    BENCH.maven(project).run("install").succeeded().leftNothing();
    assertThat(project.installedManifest(BENCH.repository()).at("/source/dirty").asBoolean(false)).isTrue();
  }
}
