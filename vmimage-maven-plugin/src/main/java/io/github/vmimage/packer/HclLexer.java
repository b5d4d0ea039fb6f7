package io.github.vmimage.packer;

import io.github.vmimage.packer.HclToken.Kind;
import io.github.vmimage.report.ProblemException;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts HCL2 into words. It follows the HCL syntax specification for comments, strings, templates and heredocs and lets pass what it does
 * not know: Packer itself judges the syntax, this reader only has to know where things begin and end.
 */
final class HclLexer {
  /** Templates in strings in templates; beyond this the text is no template that a person wrote. */
  private static final int MAX_NESTING = 64;
  private static final List<String> LONG_SIGNS = List.of("...", "==", "!=", "<=", ">=", "=>", "&&", "||");

  private final SourceText source;
  private final String text;
  private final List<HclToken> tokens = new ArrayList<>();
  private int at;

  HclLexer(SourceText source) {
    this.source = source;
    this.text = source.text();
  }

  /** Offset of the brace that closes the interpolation which begins at an offset; -1 where none does. */
  static int closing(String text, int opening) {
    HclLexer lexer = new HclLexer(new SourceText("", text));
    lexer.at = opening;
    try {
      lexer.template(0);
      return lexer.at - 1;
    } catch (ProblemException e) {
      return -1;
    }
  }

  List<HclToken> tokens() {
    while (at < text.length()) {
      next();
    }
    tokens.add(new HclToken(Kind.END, at, at, ""));
    return tokens;
  }

  private void next() {
    int start = at;
    char c = text.charAt(at);
    if (c == '\n') {
      at++;
      add(Kind.NEWLINE, start, "\n");
    } else if (Character.isWhitespace(c) || c == '\uFEFF') {
      at++;
    } else if (!skipComment()) {
      word(start, c);
    }
  }

  private void word(int start, char c) {
    if (c == '"') {
      at++;
      add(Kind.STRING, start, string(start, 0));
    } else if (heredocMarkerEnd(at) > 0) {
      add(Kind.STRING, start, heredoc(0));
    } else if (Character.isDigit(c)) {
      skipWhile(d -> Character.isLetterOrDigit(d) || d == '.');
      add(Kind.NUMBER, start, text.substring(start, at));
    } else if (isNameStart(c)) {
      skipWhile(d -> isNameStart(d) || Character.isDigit(d) || d == '-');
      add(Kind.NAME, start, text.substring(start, at));
    } else {
      String sign = LONG_SIGNS.stream().filter(s -> text.startsWith(s, start)).findFirst().orElse(String.valueOf(c));
      at += sign.length();
      add(Kind.SIGN, start, sign);
    }
  }

  private static boolean isNameStart(int c) {
    return Character.isLetter(c) || c == '_';
  }

  private void skipWhile(java.util.function.IntPredicate belongs) {
    while (at < text.length() && belongs.test(text.charAt(at))) {
      at++;
    }
  }

  private void add(Kind kind, int start, String word) {
    tokens.add(new HclToken(kind, start, at, word));
  }

  private boolean skipComment() {
    if (text.startsWith("#", at) || text.startsWith("//", at)) {
      skipWhile(c -> c != '\n');
      return true;
    }
    if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      if (end < 0) {
        throw source.refuse("a comment does not end", at);
      }
      at = end + 2;
      return true;
    }
    return false;
  }

  /** Reads to behind the closing quote; the literal text, or null where it has an interpolation. */
  private String string(int start, int depth) {
    StringBuilder literal = new StringBuilder();
    boolean fixed = true;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return fixed ? literal.toString() : null;
      } else if (c == '\n') {
        break;
      } else if (c == '\\') {
        at++;
        escape(literal);
      } else if (isTemplate()) {
        fixed = false;
        template(depth);
      } else {
        plain(literal);
      }
    }
    throw source.refuse("a string does not end on its line", start);
  }

  private boolean isTemplate() {
    return text.startsWith("${", at) || text.startsWith("%{", at);
  }

  /** One character, or a doubled sign that stands for itself. */
  private void plain(StringBuilder literal) {
    char c = text.charAt(at);
    if (text.startsWith("$${", at) || text.startsWith("%%{", at)) {
      literal.append(c).append('{');
      at += 3;
    } else {
      literal.append(c);
      at++;
    }
  }

  private void escape(StringBuilder literal) {
    char c = at < text.length() ? text.charAt(at) : '\n';
    int digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (c == '\n') {
      return;
    }
    at++;
    if (digits == 0) {
      literal.append(switch (c) {
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        default -> c;
      });
      return;
    }
    int end = Math.min(text.length(), at + digits);
    try {
      literal.appendCodePoint(Integer.parseInt(text.substring(at, end), 16));
      at = end;
    } catch (IllegalArgumentException notACodePoint) {
      literal.append('\uFFFD');
    }
  }

  /** Reads from <code>${</code> or <code>%{</code> to behind the brace that closes it. */
  private void template(int depth) {
    int start = at;
    if (depth > MAX_NESTING) {
      throw source.refuse("templates are nested too deeply", at);
    }
    at += 2;
    int open = 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        int quote = at++;
        string(quote, depth + 1);
      } else if (heredocMarkerEnd(at) > 0) {
        heredoc(depth + 1);
      } else if (!skipComment()) {
        at++;
        open += c == '{' ? 1 : c == '}' ? -1 : 0;
        if (open == 0) {
          return;
        }
      }
    }
    throw source.refuse("an interpolation does not end", start);
  }

  /** Offset behind the marker of a heredoc that begins here, or 0. */
  private int heredocMarkerEnd(int from) {
    if (!text.startsWith("<<", from)) {
      return 0;
    }
    int marker = markerStart(from);
    int end = marker;
    while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || "_-".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    boolean named = end > marker && isNameStart(text.charAt(marker));
    boolean alone = end < text.length() && (text.charAt(end) == '\n' || text.startsWith("\r\n", end));
    return named && alone ? end : 0;
  }

  private int markerStart(int from) {
    return text.startsWith("<<-", from) ? from + 3 : from + 2;
  }

  /** The indentation that {@code <<-} takes away is kept: nobody compares it. */
  private String heredoc(int depth) {
    int start = at;
    int end = heredocMarkerEnd(at);
    String marker = text.substring(markerStart(at), end);
    at = text.indexOf('\n', end) + 1;
    StringBuilder literal = new StringBuilder();
    boolean fixed = true;
    boolean lineBegins = true;
    while (at < text.length()) {
      if (lineBegins && line().strip().equals(marker)) {
        at += line().stripTrailing().length();
        return fixed ? literal.toString() : null;
      }
      lineBegins = false;
      if (isTemplate()) {
        fixed = false;
        template(depth);
      } else {
        lineBegins = text.charAt(at) == '\n';
        plain(literal);
      }
    }
    throw source.refuse("the heredoc " + marker + " does not end", start);
  }

  private String line() {
    int end = text.indexOf('\n', at);
    return text.substring(at, end < 0 ? text.length() : end);
  }
}
