package io.github.vmimage.report;

import java.util.List;

/** Columns of text for a person: as wide as they must be, two blanks apart. */
public final class TextTable {
  private static final String GAP = "  ";

  private TextTable() {}

  /**
   * Lays rows out.
   *
   * @param rows each of the same number of cells, the heading first
   * @return one line for each row, without blanks at its end
   */
  public static List<String> lines(List<List<String>> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    int[] widths = new int[rows.get(0).size()];
    rows.forEach(row -> {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    });
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String cell = row.get(i);
      line.append(i == 0 ? "" : GAP).append(cell).append(" ".repeat(widths[i] - width(cell)));
    }
    return line.toString().stripTrailing();
  }
}
