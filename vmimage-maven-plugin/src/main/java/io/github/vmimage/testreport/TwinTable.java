package io.github.vmimage.testreport;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The twins side by side.
 *
 * @param names of the twins
 * @param rows one for each thing that was seen of them
 */
record TwinTable(List<String> names, List<Row> rows) {
  private static final String UNKNOWN = "not reached";

  /** One thing: what was seen of each twin, and how these compare. */
  record Row(String label, List<Cell> cells, String word, String css) {}

  /** What was seen of one twin. */
  record Cell(String twin, String value) {}

  /** None where no twin was seen. */
  static List<TwinTable> of(List<Twin> twins) {
    if (twins.isEmpty()) {
      return List.of();
    }
    List<Row> rows = new ArrayList<>();
    rows.add(unlike("Hostname", twins, Twin::hostname));
    rows.add(unlike("Machine ID", twins, Twin::machineId));
    TreeSet<String> kinds = new TreeSet<>();
    twins.forEach(t -> kinds.addAll(t.hostKeys().keySet()));
    kinds.forEach(kind -> rows.add(unlike("Host key " + kind, twins, t -> t.hostKeys().getOrDefault(kind, ""))));
    rows.add(failedUnits(twins));
    rows.add(new Row("Whole boot", cells(twins, t -> t.milestones().isEmpty() ? UNKNOWN : Seconds.of(BootTimeline.whole(t))), "", ""));
    return List.of(new TwinTable(twins.stream().map(Twin::name).toList(), rows));
  }

  /** A value that no two machines may share. */
  private static Row unlike(String label, List<Twin> twins, Function<Twin, String> value) {
    List<String> values = twins.stream().map(value).toList();
    boolean known = values.stream().noneMatch(String::isEmpty);
    boolean differ = new HashSet<>(values).size() == values.size();
    Outcome outcome = !known ? Outcome.NOT_REACHED : differ ? Outcome.PASSED : Outcome.FAILED;
    return new Row(label, cells(twins, t -> value.apply(t).isEmpty() ? UNKNOWN : value.apply(t)),
        !known ? "unknown" : differ ? "differ" : "the same", outcome.css());
  }

  private static Row failedUnits(List<Twin> twins) {
    boolean known = twins.stream().allMatch(t -> t.failedUnits() != null);
    boolean none = known && twins.stream().allMatch(t -> t.failedUnits().isEmpty());
    Outcome outcome = !known ? Outcome.NOT_REACHED : none ? Outcome.PASSED : Outcome.FAILED;
    return new Row("Failed units", cells(twins, t -> t.failedUnits() == null ? UNKNOWN
        : t.failedUnits().isEmpty() ? "none" : String.join(", ", t.failedUnits())),
        !known ? "unknown" : none ? "none" : "failed", outcome.css());
  }

  private static List<Cell> cells(List<Twin> twins, Function<Twin, String> value) {
    return twins.stream().map(t -> new Cell(t.name(), value.apply(t))).toList();
  }
}
