package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/**
 * The table that closes a run.
 *
 * @param heading names of the columns
 * @param rows a cell for each column; the last may be empty
 */
record Table(List<String> heading, List<List<String>> rows) {
  private static final String INFO = "[INFO] ";
  private static final String COLUMNS = "stage +time +result +where";

  /** Reads the one table of a run. */
  static Table of(Run run) {
    List<String> lines = run.lines().stream().filter(l -> l.startsWith(INFO)).map(l -> l.substring(INFO.length())).toList();
    List<String> headings = lines.stream().filter(Table::isHeading).toList();
    assertThat(headings).as("tables in %s", run.log()).hasSize(1);
    List<String> heading = cells(headings.get(0));
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines.subList(lines.indexOf(headings.get(0)) + 1, lines.size())) {
      List<String> row = cells(line);
      if (row.size() < heading.size() - 1) {
        break;
      }
      rows.add(row);
    }
    return new Table(heading, rows);
  }

  static boolean isHeading(String line) {
    return line.strip().matches("(\\[INFO] )?(module +)?" + COLUMNS);
  }

  private static List<String> cells(String line) {
    return List.of(line.strip().split(" {2,}"));
  }

  List<String> column(String name) {
    int i = heading.indexOf(name);
    assertThat(i).as("column %s of %s", name, heading).isNotNegative();
    return rows.stream().map(r -> i < r.size() ? r.get(i) : "").toList();
  }

  /** The cell of a stage; with several modules the stage of one of them is {@code module/stage}. */
  String cell(String stage, String column) {
    for (List<String> row : rows) {
      String name = heading.get(0).equals("module") ? row.get(0) + "/" + row.get(1) : row.get(0);
      if (name.equals(stage)) {
        int i = heading.indexOf(column);
        return i < row.size() ? row.get(i) : "";
      }
    }
    throw new AssertionError("no row of " + stage + " in " + rows);
  }
}
