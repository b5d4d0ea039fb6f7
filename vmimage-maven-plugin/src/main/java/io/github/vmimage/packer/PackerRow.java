package io.github.vmimage.packer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One row of {@code packer -machine-readable}.
 *
 * @param target the build it is about; empty where it is about none
 * @param type such as {@code ui}, {@code artifact} or {@code error}
 * @param data the other fields, unescaped
 */
record PackerRow(String target, String type, List<String> data) {
  private static final Pattern ROW = Pattern.compile("\\d{1,19},([^,]*),([a-z-]+)(?:,(.*))?");
  /** What Packer puts before every line of a build's own output. */
  private static final Pattern PREFIX = Pattern.compile("(==>|-->|   ) ([^:\\s]+):");

  /**
   * Reads a row.
   *
   * @param line a line of output
   * @return the row, or nothing for a line of another kind, such as those of a crash
   */
  static Optional<PackerRow> parse(String line) {
    Matcher m = ROW.matcher(line);
    if (!m.matches()) {
      return Optional.empty();
    }
    List<String> fields = m.group(3) == null ? List.of() : Arrays.asList(m.group(3).split(",", -1));
    boolean ui = m.group(2).equals("ui");
    return Optional.of(new PackerRow(m.group(1), m.group(2),
        fields.stream().map(f -> f.replace(PackerVariables.COMMA, ",")).map(f -> ui ? lines(f) : lineEnds(f)).toList()));
  }

  String field(int index) {
    return index < data.size() ? data.get(index) : "";
  }

  private static String lineEnds(String field) {
    return field.replace("\\r", "\r").replace("\\n", "\n");
  }

  /**
   * Packer writes a line end and a backslash before an n in the same way. In a build's own output every true line end is followed by
   * the build's prefix; what is not, was a backslash, as in the JSON of a failed Ansible task.
   */
  private static String lines(String field) {
    Matcher m = PREFIX.matcher(field);
    if (!m.lookingAt()) {
      return lineEnds(field);
    }
    String prefix = Pattern.quote(m.group());
    return withoutLineEnds(field.replaceAll("(\\\\r)?\\\\n(?=" + prefix + ")", "\n"));
  }

  private static String withoutLineEnds(String field) {
    int end = field.length();
    while (field.startsWith("\\n", end - 2)) {
      end -= field.startsWith("\\r", end - 4) ? 4 : 2;
    }
    return field.substring(0, end);
  }
}
