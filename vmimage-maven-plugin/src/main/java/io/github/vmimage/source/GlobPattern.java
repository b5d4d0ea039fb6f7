package io.github.vmimage.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * A pattern as Git reads it in attributes and conditions: {@code *}, {@code ?} and {@code [...]} stop at a slash, {@code **} between
 * slashes spans folders. Git compares bytes, so {@code ?} is one byte of UTF-8, and so it is here.
 */
final class GlobPattern {
  /** As Git has them in every locale: a vertical tab and a form feed are no space. */
  private static final Map<String, IntPredicate> CLASSES = Map.ofEntries(
      Map.entry("alpha", c -> c < 128 && Character.isLetter(c)), Map.entry("digit", c -> c >= '0' && c <= '9'),
      Map.entry("alnum", c -> c < 128 && Character.isLetterOrDigit(c)), Map.entry("upper", c -> c >= 'A' && c <= 'Z'),
      Map.entry("lower", c -> c >= 'a' && c <= 'z'), Map.entry("space", c -> c == ' ' || c == '\t' || c == '\n' || c == '\r'),
      Map.entry("blank", c -> c == ' ' || c == '\t'), Map.entry("cntrl", c -> c < 32 || c == 127),
      Map.entry("print", c -> c >= 32 && c < 127), Map.entry("graph", c -> c > 32 && c < 127),
      Map.entry("punct", c -> c > 32 && c < 127 && !Character.isLetterOrDigit(c)),
      Map.entry("xdigit", c -> c < 128 && Character.digit(c, 16) >= 0));

  private final String pattern;
  private final boolean ignoreCase;

  private GlobPattern(String pattern, boolean ignoreCase) {
    this.ignoreCase = ignoreCase;
    this.pattern = bytes(pattern);
  }

  /** A pattern for a whole path or for a name without a slash. */
  static GlobPattern ofPath(String pattern, boolean ignoreCase) {
    return new GlobPattern(pattern, ignoreCase);
  }

  boolean matches(String path) {
    return new Search(bytes(path)).found();
  }

  /** One char for each byte of UTF-8. */
  private String bytes(String text) {
    String all = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return ignoreCase ? all.toLowerCase(Locale.ROOT) : all;
  }

  /**
   * A search for a way through the pattern. Each pair of positions in pattern and text is looked at once: with plain backtracking, a
   * pattern of a few stars would take years.
   */
  private final class Search {
    private final String text;
    private final BitSet seen = new BitSet();
    private final Deque<Integer> open = new ArrayDeque<>();

    Search(String text) {
      this.text = text;
    }

    boolean found() {
      if (walk(0, 0)) {
        return true;
      }
      while (!open.isEmpty()) {
        int state = open.pop();
        int stars = state / (text.length() + 1) / 2;
        if (star(stars, state % (text.length() + 1), state / (text.length() + 1) % 2 == 0)) {
          return true;
        }
      }
      return false;
    }

    /** Notes stars to come back to. */
    private void later(int stars, int at, boolean first) {
      int state = (2 * stars + (first ? 0 : 1)) * (text.length() + 1) + at;
      if (!seen.get(state)) {
        seen.set(state);
        open.push(state);
      }
    }

    /** Goes on to the next star; true where both end. */
    private boolean walk(int from, int start) {
      int p = from;
      int t = start;
      while (p < pattern.length()) {
        char c = pattern.charAt(p);
        if (c == '*') {
          later(p, t, true);
          return false;
        }
        if (t == text.length()) {
          return false;
        }
        p = after(p, c, text.charAt(t++));
        if (p < 0) {
          return false;
        }
      }
      return t == text.length();
    }

    /** Lets stars end here, or take one more char. Only where they begin may two of them stand for no folder at all. */
    private boolean star(int at, int t, boolean first) {
      int p = at;
      while (p < pattern.length() && pattern.charAt(p) == '*') {
        p++;
      }
      boolean spans = p - at > 1 && (at == 0 || pattern.charAt(at - 1) == '/')
          && (p == pattern.length() || pattern.charAt(p) == '/' || pattern.startsWith("\\/", p));
      if (first && spans && p < pattern.length() && pattern.charAt(p) == '/' && walk(p + 1, t)) {
        return true;
      }
      if (t < text.length() && (spans || text.charAt(t) != '/')) {
        later(at, t + 1, false);
      }
      return walk(p, t);
    }
  }

  /** The position behind a part of the pattern that is no star, where it takes the char, or -1. */
  private int after(int p, char c, char seen) {
    if (c == '?') {
      return seen == '/' ? -1 : p + 1;
    }
    if (c == '[') {
      return bracket(p, seen);
    }
    int plain = c == '\\' ? p + 1 : p;
    return plain < pattern.length() && pattern.charAt(plain) == seen ? plain + 1 : -1;
  }

  /** The position after the bracket where it takes the char, or -1. */
  private int bracket(int at, char seen) {
    int p = at + 1;
    boolean negated = p < pattern.length() && (pattern.charAt(p) == '!' || pattern.charAt(p) == '^');
    if (negated) {
      p++;
    }
    boolean found = false;
    boolean first = true;
    while (true) {
      if (p >= pattern.length()) {
        return -1;
      }
      char c = pattern.charAt(p);
      if (c == ']' && !first) {
        break;
      }
      first = false;
      int end = c == '[' && pattern.startsWith("[:", p) ? pattern.indexOf(']', p + 2) : -1;
      // Without a colon before the next bracket, it is a bracket like any other char.
      if (end > p + 2 && pattern.charAt(end - 1) == ':') {
        IntPredicate kind = CLASSES.get(pattern.substring(p + 2, end - 1));
        if (kind == null) {
          return -1;
        }
        found |= kind.test(seen);
        p = end + 1;
        continue;
      }
      if (c == '\\' && ++p < pattern.length()) {
        c = pattern.charAt(p);
      }
      p++;
      char last = c;
      if (p + 1 < pattern.length() && pattern.charAt(p) == '-' && pattern.charAt(p + 1) != ']') {
        p++;
        if (pattern.charAt(p) == '\\' && p + 1 < pattern.length()) {
          p++;
        }
        last = pattern.charAt(p++);
      }
      // The first of a range counts even where the range is upside down.
      found |= seen == c || seen >= c && seen <= last;
    }
    return found != negated && seen != '/' ? p + 1 : -1;
  }
}
