package io.github.vmimage.source;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * A pattern as Git reads it in attributes and conditions: {@code *}, {@code ?} and {@code [...]} stop at a slash, {@code **} between
 * slashes spans folders. Git compares bytes, so {@code ?} is one byte of UTF-8, and so it is here.
 */
final class GlobPattern {
  private static final Map<String, IntPredicate> CLASSES = Map.ofEntries(
      Map.entry("alpha", c -> c < 128 && Character.isLetter(c)), Map.entry("digit", c -> c >= '0' && c <= '9'),
      Map.entry("alnum", c -> c < 128 && Character.isLetterOrDigit(c)), Map.entry("upper", c -> c >= 'A' && c <= 'Z'),
      Map.entry("lower", c -> c >= 'a' && c <= 'z'), Map.entry("space", c -> c == ' ' || c >= 9 && c <= 13),
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
    return matches(0, bytes(path), 0);
  }

  /** One char for each byte of UTF-8. */
  private String bytes(String text) {
    String all = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return ignoreCase ? all.toLowerCase(Locale.ROOT) : all;
  }

  private boolean matches(int from, String text, int start) {
    int p = from;
    int t = start;
    while (p < pattern.length()) {
      char c = pattern.charAt(p);
      if (c == '*') {
        return star(p, text, t);
      }
      if (t == text.length()) {
        return false;
      }
      char seen = text.charAt(t);
      if (c == '?') {
        if (seen == '/') {
          return false;
        }
        p++;
      } else if (c == '[') {
        int end = bracket(p, seen);
        if (end < 0) {
          return false;
        }
        p = end;
      } else {
        if (c == '\\' && ++p == pattern.length()) {
          return false;
        }
        if (pattern.charAt(p) != seen) {
          return false;
        }
        p++;
      }
      t++;
    }
    return t == text.length();
  }

  private boolean star(int at, String text, int start) {
    int p = at;
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    boolean spans = p - at > 1 && (at == 0 || pattern.charAt(at - 1) == '/')
        && (p == pattern.length() || pattern.charAt(p) == '/' || pattern.startsWith("\\/", p));
    if (spans && p < pattern.length() && pattern.charAt(p) == '/' && matches(p + 1, text, start)) {
      return true;
    }
    for (int t = start; t <= text.length(); t++) {
      if (matches(p, text, t)) {
        return true;
      }
      if (!spans && t < text.length() && text.charAt(t) == '/') {
        return false;
      }
    }
    return false;
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
      int name = c == '[' && pattern.startsWith("[:", p) ? pattern.indexOf(":]", p) : -1;
      if (name > 0) {
        IntPredicate kind = CLASSES.get(pattern.substring(p + 2, name));
        if (kind == null) {
          return -1;
        }
        found |= kind.test(seen);
        p = name + 2;
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
      found |= seen >= c && seen <= last;
    }
    return found != negated && seen != '/' ? p + 1 : -1;
  }
}
