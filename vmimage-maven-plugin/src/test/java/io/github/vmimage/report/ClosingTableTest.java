package io.github.vmimage.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.StageResult.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ClosingTableTest {
  private static final Path HERE = Path.of("/work/project");

  @Test
  void hasOneRowForEachStage() {
    assertThat(ClosingTable.lines(List.of(
        result("image", "lint", 4, Outcome.OK, "/work/project/target/vmimage/lint.sarif"),
        result("image", "build", 3723, Outcome.FAILED, "/elsewhere/packer.log"),
        StageResult.skipped("image", "audit to attach")), HERE)).containsExactly(
            "stage            time   result   where",
            "lint             0:04   ok       target/vmimage/lint.sarif",
            "build            62:03  failed   /elsewhere/packer.log",
            "audit to attach  -      skipped");
  }

  @Test
  void namesTheModulesWhereThereAreSeveral() {
    List<StageResult> results = List.of(result("base", "lint", 1, Outcome.OK, null), result("app", "lint", 61, Outcome.WOULD, null));
    assertThat(ClosingTable.lines(results, HERE)).containsExactly(
        "module  stage  time  result  where",
        "base    lint   0:01  ok",
        "app     lint   -     would");
  }

  /** A file's name may hold anything. */
  @Test
  void aNameCannotForgeALine() {
    assertThat(ClosingTable.lines(List.of(result("a", "lint", 1, Outcome.OK, "/work/project/x\ny\u001b[1m")), HERE).get(1))
        .endsWith("x\\u000Ay\\u001B[1m");
  }

  @Test
  void timesAreTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(String.format("%d", 12)).as("a locale with digits of its own").isNotEqualTo("12");
      assertThat(Elapsed.of(Duration.ofSeconds(754))).isEqualTo("12:34");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static StageResult result(String module, String stage, int seconds, Outcome outcome, String where) {
    return new StageResult(module, stage, Duration.ofSeconds(seconds), outcome, where == null ? null : Path.of(where));
  }
}
