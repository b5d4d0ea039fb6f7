package io.github.vmimage.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The rules of one {@code .gitattributes} file, read as gitattributes(5) has it. Own code, because JGit's reader knows neither quoted
 * patterns nor Git's rule that only a set macro expands.
 *
 * @param rules in the order of the file
 */
record AttributesFile(List<Rule> rules) {
  static final AttributesFile EMPTY = new AttributesFile(List.of());

  private static final String MACRO = "[attr]";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.][-A-Za-z0-9_.]*");
  private static final String BLANK = " \t\r\n";
  /** Git passes over a line of so many bytes. */
  private static final int TOO_LONG = 2048;

  /**
   * One line.
   *
   * @param macro name of the macro it defines, or empty
   * @param pattern what it applies to, or null for a macro
   * @param baseName whether the pattern is for the name alone
   * @param settings in the order of the line
   */
  record Rule(String macro, GlobPattern pattern, boolean baseName, List<Setting> settings) {
    boolean matches(String path) {
      return pattern != null && pattern.matches(baseName ? path.substring(path.lastIndexOf('/') + 1) : path);
    }
  }

  /**
   * One attribute of a line.
   *
   * @param name its name
   * @param value its state
   */
  record Setting(String name, AttributeValue value) {}

  /**
   * Reads a file. A line that Git ignores is left out.
   *
   * @param content the bytes
   * @param macros whether this file may define macros: those below a folder may not
   * @param ignoreCase whether patterns disregard case
   */
  static AttributesFile parse(byte[] content, boolean macros, boolean ignoreCase) {
    List<Rule> rules = new ArrayList<>();
    for (String line : new String(content, StandardCharsets.UTF_8).split("\n")) {
      Rule rule = line.getBytes(StandardCharsets.UTF_8).length >= TOO_LONG ? null : rule(line, macros, ignoreCase);
      if (rule != null) {
        rules.add(rule);
      }
    }
    return new AttributesFile(List.copyOf(rules));
  }

  private static Rule rule(String line, boolean macros, boolean ignoreCase) {
    int start = skip(line, 0, true);
    if (start == line.length() || line.charAt(start) == '#') {
      return null;
    }
    StringBuilder unquoted = new StringBuilder();
    int end = line.charAt(start) == '"' ? QuotedName.read(line, start, unquoted) : -1;
    if (end < 0) {
      end = skip(line, start, false);
      unquoted = new StringBuilder(line.substring(start, end));
    }
    String name = unquoted.toString();
    List<Setting> settings = settings(line.substring(end));
    if (settings == null) {
      return null;
    }
    if (name.startsWith(MACRO) && name.length() > MACRO.length()) {
      String macro = name.substring(MACRO.length());
      return macros && NAME.matcher(macro).matches() ? new Rule(macro, null, false, settings) : null;
    }
    // A negated pattern is not allowed here, and a pattern for folders applies to no file.
    if (name.startsWith("!") || name.endsWith("/")) {
      return null;
    }
    boolean baseName = name.indexOf('/') < 0;
    return new Rule("", GlobPattern.ofPath(name.startsWith("/") ? name.substring(1) : name, ignoreCase), baseName, settings);
  }

  private static int skip(String line, int from, boolean blanks) {
    int at = from;
    while (at < line.length() && BLANK.indexOf(line.charAt(at)) >= 0 == blanks) {
      at++;
    }
    return at;
  }

  /** The settings of a line, or null where one of them is malformed: Git then drops the line. */
  private static List<Setting> settings(String text) {
    List<Setting> settings = new ArrayList<>();
    for (int at = skip(text, 0, true); at < text.length(); at = skip(text, at, true)) {
      int end = skip(text, at, false);
      String word = text.substring(at, end);
      at = end;
      boolean marked = word.startsWith("-") || word.startsWith("!");
      int equals = word.indexOf('=');
      String name = word.substring(marked ? 1 : 0, equals < 0 ? word.length() : Math.max(equals, marked ? 1 : 0));
      if (!NAME.matcher(name).matches()) {
        return null;
      }
      settings.add(new Setting(name, word.startsWith("-") ? AttributeValue.UNSET : marked ? AttributeValue.UNSPECIFIED
          : equals < 0 ? AttributeValue.SET : new AttributeValue(AttributeValue.Kind.TEXT, word.substring(equals + 1))));
    }
    return settings;
  }
}
