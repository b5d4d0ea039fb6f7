package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.release.Coordinates;
import io.github.vmimage.testreport.StageRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageRunsTest {
  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void place() {
    file = folder.resolve("target/stages.tsv");
  }

  private StageRuns runs(String version) {
    return new StageRuns(file, new Coordinates("g", "app", version));
  }

  private static StageRun run(String goal, boolean ok) {
    return new StageRun(goal, Instant.ofEpochSecond(1_800_000_000), Duration.ofMillis(1500), ok, ok ? "" : "It broke\tin\ntwo lines",
        ok ? "" : "logs/packer.log");
  }

  @Test
  void tellsHowEachStageEndedLastInTheOrderOfTheLine() {
    runs("1.0").note(run("audit", true));
    runs("1.0").note(run("build", true));
    runs("1.0").note(run("audit", false));
    assertThat(runs("1.0").all()).extracting(StageRun::goal).containsExactly("build", "audit");
    assertThat(runs("1.0").all().get(1)).isEqualTo(new StageRun("audit", Instant.ofEpochSecond(1_800_000_000), Duration.ofMillis(1500),
        false, "It broke in\\u000Atwo lines", "logs/packer.log"));
  }

  @Test
  void stagesOfAnotherVersionAreNone() {
    runs("1.0").note(run("build", true));
    assertThat(runs("1.1").all()).isEmpty();
    runs("1.1").note(run("lint", true));
    assertThat(runs("1.1").all()).extracting(StageRun::goal).containsExactly("lint");
  }

  @Test
  void forgetsAStageAndThoseAfterIt() {
    for (String goal : StageRuns.LINE) {
      runs("1.0").note(run(goal, true));
    }
    StageRuns.forget(file, "audit");
    assertThat(runs("1.0").all()).extracting(StageRun::goal).containsExactly("lint", "verify-upstream", "build");
  }

  @Test
  void linesThatNobodyWroteAreNotThere() throws Exception {
    runs("1.0").note(run("build", true));
    Files.writeString(file, Files.readString(file)
        + "audit\tx\t1\tok\t\t\naudit\t1\nrm\t1\t1\tok\t\t\naudit\t9223372036854775807\t1\tok\t\t\n");
    assertThat(runs("1.0").all()).extracting(StageRun::goal).containsExactly("build");
    Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
    assertThat(runs("1.0").all()).isEmpty();
    StageRuns.forget(file, "audit");
    runs("1.0").note(run("build", true));
    assertThat(runs("1.0").all()).hasSize(1);
  }
}
