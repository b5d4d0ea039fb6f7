package io.github.vmimage.report;

import io.github.vmimage.report.StageResult.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The table that closes a run: one row for each stage, with its time, its result and the file to look at. */
public final class ClosingTable {
  private ClosingTable() {}

  /**
   * Lays the table out.
   *
   * @param results in the order of the rows
   * @param folder paths below it are shown relative to it
   * @return a heading and one line for each result, without blanks at their ends; the column of modules is left out where there is one
   */
  public static List<String> lines(List<StageResult> results, Path folder) {
    boolean several = results.stream().map(StageResult::module).distinct().count() > 1;
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(several, "module", "stage", "time", "result", "where"));
    for (StageResult r : results) {
      rows.add(row(several, r.module(), r.stage(), ran(r) ? Elapsed.of(r.time()) : "-", r.outcome().toString(), where(r, folder)));
    }
    return TextTable.lines(rows);
  }

  private static boolean ran(StageResult result) {
    return result.outcome() == Outcome.OK || result.outcome() == Outcome.FAILED;
  }

  private static String where(StageResult result, Path folder) {
    if (result.where() == null) {
      return "";
    }
    Path absolute = result.where().toAbsolutePath().normalize();
    Path base = folder.toAbsolutePath().normalize();
    return PlainText.line((absolute.startsWith(base) ? base.relativize(absolute) : absolute).toString());
  }

  private static List<String> row(boolean several, String module, String... others) {
    List<String> row = new ArrayList<>(List.of(others));
    if (several) {
      row.add(0, module);
    }
    return row;
  }
}
