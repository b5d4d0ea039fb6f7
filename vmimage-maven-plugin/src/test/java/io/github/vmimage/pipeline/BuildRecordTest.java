package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.ansible.PlaybookTime;
import io.github.vmimage.pipeline.Workspace.Handover;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.source.SourceStamp;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildRecordTest {
  private static final Coordinates BUILT = Coordinates.of("g:a:1.0-SNAPSHOT");
  private static final BuildRecord RECORD = new BuildRecord(BUILT,
      new SourceStamp("1.0-SNAPSHOT", false, true, "", "", "a".repeat(40), "b".repeat(40), ""), "/disk", "0", 1, Map.of(),
      "ssh-ed25519 AAAA", PlaybookTime.NONE);

  @TempDir
  private Path folder;

  private Workspace workspace;

  @BeforeEach
  void build() {
    workspace = new Workspace(folder, folder.resolve("run"));
    workspace.hand(Handover.BUILD, RECORD);
  }

  @Test
  void isTakenByTheVersionThatWasBuilt() {
    assertThat(BuildRecord.take(workspace, BUILT)).isEqualTo(RECORD);
  }

  @Test
  void isRefusedByAnotherVersion() {
    assertThatThrownBy(() -> BuildRecord.take(workspace, Coordinates.of("g:a:1.1-SNAPSHOT"))).isInstanceOf(ProblemException.class)
        .hasMessageContaining("seen:     g:a:1.0-SNAPSHOT").hasMessageContaining("accepted: g:a:1.1-SNAPSHOT")
        .hasMessageContaining("mvn clean install");
  }
}
