package io.github.vmimage.ansible;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Looks in text for Jinja's expressions that give another value on each run. Of a variable it does not know what it holds. */
final class ChangingText {
  /** A random salt; a user whose password is only set when he is made is not changed by it. */
  static final String SALT = "a hash with a new salt";
  /** A person writes none that is longer. */
  private static final int MAX_EXPRESSION = 10_000;
  private static final String TIME = "the time of the run";
  private static final String CHANCE = "a value by chance";
  private static final String LOOKUP = "\\b(?:lookup|query|q)\\s*\\(\\s*['\"](?:[\\w.]+\\.)?";
  /** The arguments of a call, without brackets inside. */
  private static final String WITHOUT_SEED = "(?!\\s*\\([^()]*\\bseed\\s*=)";
  private static final Map<Pattern, String> KINDS = kinds();

  private ChangingText() {}

  /**
   * An expression.
   *
   * @param line counted from 1
   * @param what it gives
   */
  record Change(int line, String what) {}

  private static Map<Pattern, String> kinds() {
    Map<Pattern, String> kinds = new LinkedHashMap<>();
    // The zone of a date is no time.
    kinds.put(Pattern.compile("(?<![\\w.])now\\s*\\(|\\bansible_date_time\\b(?!\\s*(?:\\.\\s*|\\[\\s*['\"])tz)"
        + "|\\bansible_facts\\s*(?:\\.\\s*|\\[\\s*['\"])date_time\\b(?!(?:['\"]\\s*\\])?\\s*(?:\\.\\s*|\\[\\s*['\"])tz)"
        + "|" + LOOKUP + "pipe['\"]\\s*,\\s*(?:'[^']*\\bdate\\b|\"[^\"]*\\bdate\\b)"
        // Without seconds it takes those of the moment.
        + "|\\|\\s*(?:ansible\\.builtin\\.)?strftime\\b(?!\\s*\\(\\s*[^\\s)])"), TIME);
    kinds.put(Pattern.compile("\\|\\s*(?:ansible\\.builtin\\.)?password_hash\\b(?:\\s*\\(\\s*(?:['\"]\\w+['\"]\\s*)?\\)|(?!\\s*\\())"), SALT);
    kinds.put(Pattern.compile(LOOKUP + "(?:password['\"]\\s*,\\s*['\"]/dev/null|random_(?:string|pet|words)\\b(?![^()]*\\bseed\\s*=))"
        + "|\\|\\s*(?:ansible\\.builtin\\.|community\\.general\\.)?(?:random|shuffle|random_mac)\\b" + WITHOUT_SEED), CHANCE);
    return kinds;
  }

  /**
   * Looks through a text.
   *
   * @param text an argument of a task, or a template
   * @return what changes, at most one for each expression, in order
   */
  static List<Change> in(String text) {
    List<Change> found = new ArrayList<>();
    int line = 1;
    int counted = 0;
    for (int start = text.indexOf('{'); start >= 0 && start + 1 < text.length();) {
      String close = switch (text.charAt(start + 1)) {
        case '{' -> "}}";
        case '%' -> "%}";
        case '#' -> "#}";
        default -> "";
      };
      int end = close.isEmpty() ? start + 1 : text.indexOf(close, start + 2);
      if (end < 0) {
        break;
      }
      if (close.endsWith("}") && !close.startsWith("#") && end - start < MAX_EXPRESSION) {
        for (; counted < start; counted++) {
          line += text.charAt(counted) == '\n' ? 1 : 0;
        }
        int at = line;
        String inside = text.substring(start + 2, end);
        KINDS.entrySet().stream().filter(k -> k.getKey().matcher(inside).find()).findFirst()
            .ifPresent(k -> found.add(new Change(at, k.getValue())));
      }
      start = text.indexOf('{', end + close.length());
    }
    return List.copyOf(found);
  }
}
