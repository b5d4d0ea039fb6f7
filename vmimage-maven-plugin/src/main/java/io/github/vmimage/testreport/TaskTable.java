package io.github.vmimage.testreport;

import java.util.List;

/**
 * Tasks that changed something again.
 *
 * @param numbers how many ran and changed something
 * @param rows each that changed something
 */
record TaskTable(String numbers, List<Row> rows) {

  /** A task. */
  record Row(String name, String place, String word, String css, String reason) {}

  static TaskTable of(SecondRun run) {
    return new TaskTable((run.ok() < 0 ? "" : "ok=" + run.ok() + "  ") + "changed=" + run.changed(), rows(run.tasks()));
  }

  static List<Row> rows(List<ChangedTask> tasks) {
    return tasks.stream().map(t -> {
      Outcome outcome = t.waived().isEmpty() ? Outcome.FAILED : Outcome.WAIVED;
      return new Row(t.name(), t.place(), outcome.word(), outcome.css(), t.waived());
    }).toList();
  }
}
