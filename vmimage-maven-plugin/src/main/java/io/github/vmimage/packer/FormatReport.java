package io.github.vmimage.packer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the unified diff of {@code packer fmt -check -diff}. */
final class FormatReport {
  private static final Pattern HUNK = Pattern.compile("@@ -(\\d{1,9})(?:,\\d+)? \\+.*");
  private static final Pattern NEW_FILE = Pattern.compile("\\+\\+\\+ new/(.*?)(?:\\t.*)?");

  /**
   * Where a file first differs from its format.
   *
   * @param file as Packer calls it
   * @param line counted from 1; 0 where there is no diff
   * @param column counted from 1; 0 where there is no diff
   */
  record Difference(String file, int line, int column) {}

  private FormatReport() {}

  static List<Difference> parse(List<String> output) {
    List<Difference> found = new ArrayList<>();
    for (int i = 0; i < output.size(); i++) {
      Matcher file = NEW_FILE.matcher(output.get(i));
      if (i > 0 && output.get(i - 1).startsWith("--- old/") && file.matches()) {
        found.add(first(file.group(1), output.subList(i + 1, output.size())));
      }
    }
    if (found.isEmpty()) {
      output.stream().filter(l -> l.matches("\\S.*\\.(pkr|pkrvars)\\.hcl")).forEach(l -> found.add(new Difference(l, 0, 0)));
    }
    return found;
  }

  private static Difference first(String file, List<String> diff) {
    int line = 0;
    for (int i = 0; i < diff.size(); i++) {
      String text = diff.get(i);
      Matcher hunk = HUNK.matcher(text);
      if (hunk.matches()) {
        line = Integer.parseInt(hunk.group(1));
      } else if (text.startsWith("-")) {
        return new Difference(file, line, column(text.substring(1), added(diff, i)));
      } else if (text.startsWith("+")) {
        return new Difference(file, line, 1);
      } else {
        line++;
      }
    }
    return new Difference(file, 0, 0);
  }

  private static String added(List<String> diff, int from) {
    return diff.stream().skip(from).dropWhile(l -> l.startsWith("-")).findFirst().filter(l -> l.startsWith("+")).map(l -> l.substring(1))
        .orElse("");
  }

  private static int column(String is, String shouldBe) {
    int i = 0;
    while (i < Math.min(is.length(), shouldBe.length()) && is.charAt(i) == shouldBe.charAt(i)) {
      i++;
    }
    return is.codePointCount(0, i) + 1;
  }
}
