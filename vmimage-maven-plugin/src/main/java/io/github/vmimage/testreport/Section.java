package io.github.vmimage.testreport;

import io.github.vmimage.report.Elapsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An area on the page.
 *
 * @param id anchor
 * @param title heading
 * @param css class of its outcome
 * @param word its outcome
 * @param summary its outcome in numbers
 * @param note why there are no results; empty where there are
 * @param failed checks, each with an anchor
 * @param notReached checks
 * @param waived checks
 * @param told checks that passed and of which more is to be said than their name
 * @param passed the other checks that passed
 * @param twins side by side, in the area of first boots; this and the following are lists of one or none, as the template knows them
 * @param timeline of their boots
 * @param second run of the playbook, in the area of idempotence
 * @param upgrades in their area
 */
record Section(String id, String title, String css, String word, String summary, String note, List<Row> failed, List<Row> notReached,
    List<Row> waived, List<Row> told, List<Row> passed, List<TwinTable> twins, List<BootTimeline> timeline, List<TaskTable> second,
    List<UpgradeTable> upgrades) {

  /** A check. */
  record Row(String anchor, String id, String word, String css, String message, String reason, String remedy, List<String> findings,
      List<Subject.Fact> facts, String time) {}

  static Section of(TestReport report, Area area) {
    Optional<Checks> results = report.of(area);
    if (results.isEmpty()) {
      return none(report, area);
    }
    Checks checks = results.get();
    List<Row> passed = rows(checks, Outcome.PASSED);
    boolean boots = area == Area.FIRST_BOOT;
    return new Section(area.id(), area.title(), checks.outcome().css(), checks.outcome().word(), summary(checks), "",
        rows(checks, Outcome.FAILED), rows(checks, Outcome.NOT_REACHED), rows(checks, Outcome.WAIVED),
        passed.stream().filter(Section::says).toList(), passed.stream().filter(r -> !says(r)).toList(),
        boots ? TwinTable.of(report.twins()) : List.of(), boots ? BootTimeline.of(report.twins()) : List.of(),
        area == Area.IDEMPOTENCE ? report.secondRun().map(TaskTable::of).stream().toList() : List.of(),
        area == Area.UPGRADE ? UpgradeTable.of(report.upgrades()) : List.of());
  }

  private static Section none(TestReport report, Area area) {
    Optional<StageRun> stage = report.stage(area.goal());
    boolean broke = stage.isPresent() && !stage.get().ok();
    String before = report.stages().stream().filter(s -> !s.ok()).map(StageRun::goal).findFirst().orElse("");
    String note = broke ? "The goal " + area.goal() + " failed before there was a result: " + stage.get().message()
        : !before.isEmpty() ? "Not reached: the goal " + before + " failed."
        : stage.isPresent() ? "The goal " + area.goal() + " found nothing to do here."
        : "The goal " + area.goal() + " has not run" + (area.isExpected() ? " yet." : "; this project does not ask for it.");
    Outcome outcome = broke ? Outcome.FAILED : Outcome.NOT_REACHED;
    String word = broke ? "failed" : stage.isPresent() ? "nothing to do" : "not run";
    return new Section(area.id(), area.title(), outcome.css(), word, "no result", note, List.of(), List.of(), List.of(), List.of(),
        List.of(),
        List.of(), List.of(), List.of(), List.of());
  }

  private static boolean says(Row row) {
    return !row.facts().isEmpty() || !row.reason().isEmpty() || !row.time().isEmpty();
  }

  private static String summary(Checks checks) {
    List<String> parts = new ArrayList<>();
    for (Outcome outcome : List.of(Outcome.FAILED, Outcome.NOT_REACHED, Outcome.PASSED, Outcome.WAIVED)) {
      if (checks.count(outcome) > 0) {
        parts.add(checks.count(outcome) + " " + outcome.word());
      }
    }
    return parts.isEmpty() ? "nothing to check" : String.join(", ", parts);
  }

  private static List<Row> rows(Checks checks, Outcome outcome) {
    List<Row> rows = new ArrayList<>();
    for (Check check : checks.of(outcome)) {
      rows.add(new Row(checks.area().id() + "-" + outcome.css() + "-" + (rows.size() + 1), check.id(), outcome.word(), outcome.css(),
          check.message(), check.reason(), check.remedy(), check.findings(),
          check.facts().entrySet().stream().map(e -> new Subject.Fact(e.getKey(), e.getValue())).toList(),
          check.time().map(Elapsed::of).orElse("")));
    }
    return rows;
  }
}
