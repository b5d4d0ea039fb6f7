package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.ansible.PlaybookTime;
import io.github.vmimage.pipeline.Workspace.Handover;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.source.SourceStamp;
import io.github.vmimage.release.ProvenUpstream;
import io.github.vmimage.upstream.Allowance;
import io.github.vmimage.upstream.Proof;
import io.github.vmimage.upstream.TrustRule;
import io.github.vmimage.upstream.VerifiedUpstream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
  private static final SourceStamp STAMP =
      new SourceStamp("release-1.0", true, false, "release-1.0", "", "a".repeat(40), "b".repeat(40), "images/app");

  @TempDir
  Path dir;

  private final BuildRecord build = new BuildRecord(new Coordinates("g", "app", "1.0"), STAMP,
      "/x/y.qcow2", "c".repeat(64), 8L << 30, Map.of("packer", "1.6.6"), "ssh-ed25519 AAAA",
      new PlaybookTime(170, 754_000));

  private Workspace workspace() {
    return new Workspace(dir.resolve("vmimage"), dir.resolve("run"));
  }

  @Test
  void handsEveryKindOfProofOnAsItWas() {
    UpstreamStage.VerifiedUpstreams upstreams = new UpstreamStage.VerifiedUpstreams(List.of(
        new VerifiedUpstream("a", "url", "https://a.example/x", "/c/a", 1, "d".repeat(64),
            new Proof.PinnedDigest("sha256", "d".repeat(64))),
        new VerifiedUpstream("b", "artifact", "g:a:1", "/c/b", 2, "e".repeat(64),
            new Proof.ReleasedImage("g:a:1", "f".repeat(64), "release-1", "a".repeat(40), "", List.of("ABCD"))),
        new VerifiedUpstream("c", "debianArchive", "bookworm at https://a.example", "/c/c", 3, "0".repeat(64),
            new Proof.SignedArchive("bookworm", "bookworm", "Debian", "2026-01-01T00:00:00Z",
                List.of(new Proof.ReleaseFile("https://a.example/InRelease", "1".repeat(64), "", List.of("ABCD"))), 1, "2".repeat(64)))),
        Map.of("g:a:1", List.of(new ProvenUpstream("r", ProvenUpstream.Kind.URL, "https://a.example/r", "3".repeat(64), 4,
            new io.github.vmimage.release.Proof.PinnedDigest("sha256", "3".repeat(64)), List.of()))),
        Map.of("b", List.of(new Allowance(TrustRule.SNAPSHOT, "The base is released next week."))));
    workspace().hand(Handover.UPSTREAMS, upstreams);
    assertThat(workspace().take(Handover.UPSTREAMS, UpstreamStage.VerifiedUpstreams.class)).isEqualTo(upstreams);
  }

  @Test
  void forgetsWhatLaterStagesSaidOfAnotherBuild() {
    workspace().hand(Handover.BUILD, build);
    workspace().hand(Handover.AUDIT, Map.of());
    workspace().hand(Handover.BUILD, build);
    assertThat(workspace().take(Handover.BUILD, BuildRecord.class)).isEqualTo(build);
    assertThatThrownBy(() -> workspace().take(Handover.AUDIT, Map.class)).hasMessageContaining("next:     mvn vmimage:audit");
  }

  @Test
  void namesTheGoalThatHasNotRun() {
    assertThatThrownBy(() -> workspace().take(Handover.BUILD, BuildRecord.class)).hasMessage("""
        The goal vmimage:build has not run here, or failed
          where:    %s
          seen:     no such file
          next:     mvn vmimage:build, or mvn install for the whole line""".formatted(dir.resolve("vmimage/build.json")));
  }

  @Test
  void saysWhatToDoWithADamagedRecord() throws Exception {
    workspace().hand(Handover.BUILD, build);
    Files.writeString(dir.resolve("vmimage/build.json"), "{");
    assertThatThrownBy(() -> workspace().take(Handover.BUILD, BuildRecord.class)).isInstanceOf(ProblemException.class)
        .hasMessageContaining("mvn clean install");
  }

  @Test
  void keepsAFinishedDiskAndItsLogsWhenARunWasCutOff() throws Exception {
    for (String file : List.of("scratch/ssh_key", "output/disk.qcow2", "lint/x", "roles/r/x", "images/app.qcow2", "logs/packer.log")) {
      Files.createDirectories(dir.resolve("vmimage").resolve(file).getParent());
      Files.writeString(dir.resolve("vmimage").resolve(file), "x");
    }
    workspace().hand(Handover.BUILD, build);
    workspace().removeUnfinished();
    assertThat(dir.resolve("vmimage").toFile().list()).containsExactlyInAnyOrder("images", "logs", "build.json");
    workspace().forget(Handover.BUILD);
    workspace().removeUnfinished();
    assertThat(dir.resolve("vmimage").toFile().list()).containsExactly("logs");
  }
}
