package io.github.vmimage.maven;

import io.github.vmimage.report.StageResult;
import io.github.vmimage.report.StageResult.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stages that the phases and goals of a command line ask of an image module, and how each of them ended. */
final class RequestedStages {
  private static final String VALIDATE = "validate";
  private static final String LINT = "lint";
  /** Part of the line only where the POM or the command line asks for it. */
  private static final String UPGRADE = "upgrade-test";
  /** In the order of the lifecycle. */
  static final List<String> LINE = List.of(VALIDATE, LINT, "verify-upstream", "build", "audit", "test", UPGRADE, "attach");

  private final List<String> stages;

  RequestedStages(List<String> tasks) {
    int phases = tasks.stream().mapToInt(RequestedStages::reached).max().orElse(0);
    stages = LINE.stream().filter(s -> LINE.indexOf(s) < phases && !s.equals(UPGRADE)
        || tasks.stream().anyMatch(t -> RequestedWork.isGoal(t, "vmimage", s))).toList();
  }

  /** How many stages of the line a phase runs; phases before verify only validate. */
  private static int reached(String task) {
    return switch (task) {
      case "install", "deploy" -> LINE.size();
      case "verify" -> LINE.indexOf(LINT) + 1;
      default -> 0;
    };
  }

  /** The stages asked for, in the order of the lifecycle. */
  List<String> stages() {
    return stages;
  }

  /**
   * The rows of the table: what ran, in the order of the modules and of the lifecycle, and in one row what was not reached. What only
   * validated well is left out.
   *
   * @param modules artifactIds of the session's image modules, in the order of the reactor
   * @param results what ran
   * @return nothing where no stage beyond validate has run
   */
  List<StageResult> rows(List<String> modules, List<StageResult> results) {
    if (results.stream().noneMatch(r -> LINE.indexOf(r.stage()) > 0)) {
      return List.of();
    }
    List<StageResult> rows = new ArrayList<>();
    for (String module : modules) {
      Map<String, StageResult> ran = new LinkedHashMap<>();
      results.stream().filter(r -> r.module().equals(module)).forEach(r -> ran.put(r.stage(), r));
      LINE.stream().map(ran::get).filter(r -> r != null && !isPlain(r)).forEach(rows::add);
      skipped(module, ran).ifPresent(rows::add);
    }
    return rows;
  }

  private static boolean isPlain(StageResult result) {
    return result.stage().equals(VALIDATE) && result.outcome() != Outcome.FAILED;
  }

  private Optional<StageResult> skipped(String module, Map<String, StageResult> ran) {
    List<String> missed = stages.stream().filter(s -> !ran.containsKey(s) && !s.equals(VALIDATE)).toList();
    if (missed.isEmpty()) {
      return Optional.empty();
    }
    String last = missed.get(missed.size() - 1);
    return Optional.of(StageResult.skipped(module, missed.size() == 1 ? last : missed.get(0) + " to " + last));
  }
}
