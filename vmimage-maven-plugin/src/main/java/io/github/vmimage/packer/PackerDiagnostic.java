package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One remark of {@code packer validate}.
 *
 * @param severity how grave
 * @param file as Packer calls it; empty where it names none
 * @param line counted from 1, 0 where it names none
 * @param column counted from 1, 0 where it names none
 * @param message one line
 */
record PackerDiagnostic(Severity severity, String file, int line, int column, String message) {
  private static final Pattern HEAD = Pattern.compile("(?m)^(Error|Warning): ?");
  private static final Pattern PLACE = Pattern.compile("(?m)^  on (.*?) line (\\d{1,9})(?:, in .*)?:$");
  private static final Pattern JSON_PLACE = Pattern.compile("(?m)^At line (\\d{1,9}), column (\\d{1,9})");
  /** Quoted source, marks below it, and what Packer says when it has none. */
  private static final Pattern QUOTE = Pattern.compile(
      "\\s+\\d+: .*|\\s*\\^.*|\\s*\\(source code not available\\)|\\d+ error.* occurred:?");

  /**
   * Reads what Packer prints.
   *
   * @param text unescaped text of one or more rows
   * @param ifUnmarked the severity of a text that says of itself neither Error nor Warning
   * @return at least one remark unless the text is blank
   */
  static List<PackerDiagnostic> parse(String text, Severity ifUnmarked) {
    List<PackerDiagnostic> found = new ArrayList<>();
    Matcher head = HEAD.matcher(text);
    int start = 0;
    Severity severity = ifUnmarked;
    while (head.find()) {
      add(found, severity, text.substring(start, head.start()));
      severity = head.group(1).equals("Error") ? Severity.ERROR : Severity.WARNING;
      start = head.end();
    }
    add(found, severity, text.substring(start));
    return found;
  }

  private static void add(List<PackerDiagnostic> found, Severity severity, String text) {
    if (text.isBlank()) {
      return;
    }
    Matcher place = PLACE.matcher(text);
    if (place.find()) {
      found.add(new PackerDiagnostic(severity, place.group(1), Integer.parseInt(place.group(2)), 0,
          message(text.substring(0, place.start()), text.substring(place.end()))));
      return;
    }
    Matcher json = JSON_PLACE.matcher(text);
    boolean placed = json.find();
    found.add(placed
        ? new PackerDiagnostic(severity, "", Integer.parseInt(json.group(1)), Integer.parseInt(json.group(2)),
            message(text.substring(0, json.start()), ""))
        : new PackerDiagnostic(severity, "", 0, 0, message(text, "")));
  }

  /** Head and detail in one line; Packer breaks its lines at 78 columns and lists several errors with stars. */
  private static String message(String head, String detail) {
    String first = oneLine(head);
    String second = oneLine(detail);
    return first.isEmpty() ? second : second.isEmpty() ? first : first + ": " + second;
  }

  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder();
    boolean paragraph = false;
    for (String part : text.lines().filter(l -> !QUOTE.matcher(l).matches()).map(String::strip).toList()) {
      if (part.isEmpty()) {
        paragraph = true;
        continue;
      }
      boolean item = part.startsWith("* ");
      boolean closed = line.isEmpty() || ".:;".indexOf(line.charAt(line.length() - 1)) >= 0;
      String between = line.isEmpty() ? "" : closed ? " " : item ? "; " : paragraph ? ". " : " ";
      line.append(between).append(item ? part.substring(2) : part);
      paragraph = false;
    }
    return line.toString().replaceFirst("[.?]$", "");
  }
}
