package io.github.vmimage.testreport;

import io.github.vmimage.report.Elapsed;
import java.util.List;

/**
 * Upgrades, one row for each older version.
 *
 * @param rows oldest first
 */
record UpgradeTable(List<Row> rows) {
  private static final String NOTHING = "\u2013";
  private static final String ABSENT = "absent";

  /** An upgrade. */
  record Row(String from, String time, String applied, String verify, String again, String stamp, String packages, String word, String css,
      List<Difference> differences, List<TaskTable.Row> tasks, boolean more) {}

  /** A package that is not as in a fresh image. */
  record Difference(String name, String upgraded, String fresh, String word, String css, String reason) {}

  /** None where nothing was upgraded. */
  static List<UpgradeTable> of(List<Upgraded> upgrades) {
    return upgrades.isEmpty() ? List.of() : List.of(new UpgradeTable(upgrades.stream().map(UpgradeTable::row).toList()));
  }

  private static Row row(Upgraded u) {
    Outcome outcome = u.problems().isEmpty() ? Outcome.PASSED : Outcome.FAILED;
    List<Difference> differences = u.differences().stream().map(UpgradeTable::difference).toList();
    List<TaskTable.Row> tasks = TaskTable.rows(u.tasks());
    return new Row(u.from(), Elapsed.of(u.time()), u.applied() < 0 ? "failed" : "changed=" + u.applied(), or(u.verify()),
        u.again() < 0 ? NOTHING : "changed=" + u.again(), or(u.stamp()), packages(u), outcome.word(), outcome.css(), differences, tasks,
        !differences.isEmpty() || !tasks.isEmpty());
  }

  private static String packages(Upgraded u) {
    if (u.packages() < 0) {
      return NOTHING;
    }
    return u.packages() + ", " + (u.differences().isEmpty() ? "as fresh" : u.differences().size() == 1 ? "1 differs"
        : u.differences().size() + " differ");
  }

  private static Difference difference(Upgraded.PackageDifference d) {
    Outcome outcome = d.reason().isEmpty() ? Outcome.FAILED : Outcome.WAIVED;
    return new Difference(d.name(), d.upgraded().isEmpty() ? ABSENT : d.upgraded(), d.fresh().isEmpty() ? ABSENT : d.fresh(),
        outcome == Outcome.FAILED ? "refused" : "accepted", outcome.css(), d.reason());
  }

  private static String or(String value) {
    return value.isEmpty() ? NOTHING : value;
  }
}
