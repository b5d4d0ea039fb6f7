package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.StageResult;
import io.github.vmimage.report.StageResult.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestedStagesTest {

  @ParameterizedTest
  @CsvSource({"verify, lint", "clean verify, lint", "install, lint verify-upstream build audit test attach",
      "clean deploy, lint verify-upstream build audit test attach", "vmimage:build vmimage:audit, build audit",
      "io.github.vmimage:vmimage-maven-plugin:1.0:lint@x, lint", "vmimage:upgrade-test, upgrade-test", "package, ", "vmimage:tag, "})
  void readsPhasesAndGoals(String tasks, String stages) {
    List<String> asked = new RequestedStages(List.of(tasks.split(" "))).stages().stream().filter(s -> !s.equals("validate")).toList();
    assertThat(asked).isEqualTo(stages == null ? List.of() : List.of(stages.split(" ")));
  }

  @Test
  void showsWhatRanAndInOneRowWhatDidNot() {
    assertThat(rows("install", List.of("base", "app"), ok("base", "validate"), ok("base", "lint"), ok("base", "verify-upstream"),
        failed("base", "build"))).containsExactly("base lint ok", "base verify-upstream ok", "base build failed",
            "base audit to attach skipped", "app lint to attach skipped");
  }

  @Test
  void keepsTheOrderOfTheReactorAndOfTheLifecycle() {
    assertThat(rows("verify", List.of("base", "app"), ok("app", "lint"), ok("base", "lint")))
        .containsExactly("base lint ok", "app lint ok");
  }

  @Test
  void showsUpgradesWhereThereWereAny() {
    assertThat(rows("install", List.of("base"), ok("base", "attach"), ok("base", "upgrade-test"), ok("base", "audit")))
        .containsSubsequence("base audit ok", "base upgrade-test ok", "base attach ok");
    assertThat(rows("vmimage:build vmimage:upgrade-test", List.of("base"), failed("base", "build")))
        .containsExactly("base build failed", "base upgrade-test skipped");
  }

  @Test
  void showsNothingWhereNothingBeyondValidateRan() {
    assertThat(rows("install", List.of("base"), failed("base", "validate"))).isEmpty();
    assertThat(rows("validate", List.of("base"), ok("base", "validate"))).isEmpty();
  }

  @Test
  void showsAModuleThatDidNotValidateBesideOneThatWasBuilt() {
    assertThat(rows("verify", List.of("base", "app"), ok("base", "lint"), failed("app", "validate")))
        .containsExactly("base lint ok", "app validate failed", "app lint skipped");
  }

  private static List<String> rows(String task, List<String> modules, StageResult... results) {
    return new RequestedStages(List.of(task)).rows(modules, List.of(results)).stream()
        .map(r -> r.module() + " " + r.stage() + " " + r.outcome()).toList();
  }

  private static StageResult ok(String module, String stage) {
    return new StageResult(module, stage, Duration.ZERO, Outcome.OK, null);
  }

  private static StageResult failed(String module, String stage) {
    return new StageResult(module, stage, Duration.ZERO, Outcome.FAILED, null);
  }
}
