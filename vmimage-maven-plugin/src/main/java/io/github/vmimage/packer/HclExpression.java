package io.github.vmimage.packer;

import io.github.vmimage.packer.HclToken.Kind;
import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows one expression of HCL2: references, interpolation, conditions, indexes and the functions of {@link HclFunctions}. Whatever else
 * it meets, the whole expression counts as {@link Traced.Unfollowed}; a text never makes it fail.
 */
final class HclExpression {
  /** Expressions in each other, by interpolation or by brackets. */
  private static final int MAX_DEPTH = 60;
  /** A longer text with interpolations is no name of a file. */
  private static final int MAX_TEMPLATE = 1 << 14;
  private static final Set<String> LISTS = Set.of("for");

  /** Thrown where an expression is beyond this reader. */
  private static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1;

    Lost(String what) {
      super(what, null, false, false);
    }
  }

  /** What names stand for. */
  @FunctionalInterface
  interface Names {
    /** Such as {@code var} and {@code upstream}; the second is empty where nothing follows the first. */
    Traced value(String kind, List<String> rest, Place place);
  }

  private final Names names;
  private final Place place;
  private final String text;
  private final List<HclToken> tokens;
  private int depth;
  private int at;

  private HclExpression(Names names, Place place, String text, int depth) {
    this.names = names;
    this.place = place;
    this.text = text;
    this.depth = depth;
    this.tokens = new HclLexer(new SourceText(place.file(), text)).tokens().stream().filter(t -> t.kind() != Kind.NEWLINE).toList();
  }

  /** Follows an expression as it stands in HCL2's own notation. */
  static Traced follow(String source, Place place, Names names) {
    return guarded(place, () -> new HclExpression(names, place, source, 0).all());
  }

  /** Follows a string of HCL2's JSON notation, which is what stands between the quotes of the other one. */
  static Traced followTemplate(String template, Place place, Names names) {
    return guarded(place, () -> interpolated(names, place, template, 0));
  }

  private static Traced guarded(Place place, java.util.function.Supplier<Traced> work) {
    try {
      return work.get();
    } catch (Lost e) {
      return new Traced.Unfollowed(place, e.getMessage());
    } catch (ProblemException e) {
      return new Traced.Unfollowed(place, "an expression that cannot be read");
    }
  }

  private Traced all() {
    Traced value = condition();
    if (peek().kind() != Kind.END) {
      throw new Lost("the operator " + peek().text());
    }
    return value;
  }

  private HclToken peek() {
    return tokens.get(at);
  }

  private boolean takeIf(String sign) {
    if (peek().is(sign)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String sign) {
    if (!takeIf(sign)) {
      throw new Lost(peek().kind() == Kind.NAME && LISTS.contains(peek().text()) ? "a for expression" : "the operator " + peek().text());
    }
  }

  private Traced condition() {
    if (++depth > MAX_DEPTH) {
      throw new Lost("an expression that is nested too deeply");
    }
    Traced value = choice();
    depth--;
    return value;
  }

  private Traced choice() {
    Traced test = either();
    if (!takeIf("?")) {
      return test;
    }
    Traced yes = condition();
    expect(":");
    Traced no = condition();
    return HclFunctions.truth(test).map(t -> t ? yes : no).orElseGet(() -> new Traced.Either(place, List.of(yes, no)));
  }

  private Traced either() {
    Traced left = both();
    while (takeIf("||")) {
      Traced first = left;
      Traced right = both();
      left = logic(first, right, true);
    }
    return left;
  }

  private Traced both() {
    Traced left = equality();
    while (takeIf("&&")) {
      Traced first = left;
      Traced right = equality();
      left = logic(first, right, false);
    }
    return left;
  }

  private Traced logic(Traced left, Traced right, boolean decisive) {
    var a = HclFunctions.truth(left);
    var b = HclFunctions.truth(right);
    if ((a.isPresent() && a.get() == decisive) || (b.isPresent() && b.get() == decisive)) {
      return truth(decisive);
    }
    return a.isPresent() && b.isPresent() ? truth(!decisive) : new Traced.Unfollowed(place, "a condition");
  }

  private Traced equality() {
    Traced left = unary();
    boolean same = peek().is("==");
    if (!same && !peek().is("!=")) {
      return left;
    }
    at++;
    Traced right = unary();
    return left.known().isPresent() && right.known().isPresent() ? truth(left.known().equals(right.known()) == same)
        : new Traced.Unfollowed(place, "a condition");
  }

  private Traced unary() {
    if (takeIf("!")) {
      Traced value = postfix(primary());
      return HclFunctions.truth(value).map(t -> truth(!t)).orElseGet(() -> new Traced.Unfollowed(place, "a condition"));
    }
    return postfix(primary());
  }

  private Traced truth(boolean truth) {
    return new Traced.Text(place, Boolean.toString(truth));
  }

  private Traced primary() {
    HclToken token = peek();
    at++;
    if (token.kind() == Kind.STRING) {
      String source = text.substring(token.start(), token.end());
      if (token.text() != null) {
        return GoTemplate.plain(token.text(), place);
      } else if (source.startsWith("<<")) {
        throw new Lost("a heredoc");
      }
      return interpolated(names, place, source.substring(1, source.length() - 1), depth);
    } else if (token.kind() == Kind.NUMBER) {
      return new Traced.Text(place, token.text());
    } else if (token.is("(")) {
      Traced inside = condition();
      expect(")");
      return inside;
    } else if (token.is("[")) {
      return new Traced.Items(place, list("]"));
    } else if (token.is("{")) {
      return fields();
    } else if (token.kind() != Kind.NAME) {
      throw new Lost(token.kind() == Kind.END ? "an expression that does not end" : "the operator " + token.text());
    }
    return switch (token.text()) {
      case "true", "false" -> new Traced.Text(place, token.text());
      case "null" -> new Traced.Text(place, "");
      case "for" -> throw new Lost("a for expression");
      default -> takeIf("(") ? HclFunctions.call(token.text(), list(")"), place) : reference(token.text());
    };
  }

  private List<Traced> list(String end) {
    List<Traced> items = new ArrayList<>();
    while (!takeIf(end)) {
      items.add(condition());
      if (!takeIf(",")) {
        expect(end);
        break;
      }
    }
    return List.copyOf(items);
  }

  private Traced fields() {
    Map<String, Traced> fields = new LinkedHashMap<>();
    while (!takeIf("}")) {
      HclToken key = peek();
      at++;
      if ((key.kind() != Kind.NAME && key.kind() != Kind.STRING) || key.text() == null || key.text().equals("for")) {
        throw new Lost("a computed key");
      }
      if (!takeIf("=")) {
        expect(":");
      }
      fields.put(key.text(), condition());
      takeIf(",");
    }
    return new Traced.Fields(place, fields);
  }

  /** Such as {@code var.name.field}: what follows the name is an index into its value. */
  private Traced reference(String kind) {
    List<String> rest = new ArrayList<>();
    int most = kind.equals("data") || kind.equals("source") ? 3 : 1;
    while (rest.size() < most && peek().is(".") && tokens.get(at + 1).kind() == Kind.NAME) {
      rest.add(tokens.get(at + 1).text());
      at += 2;
    }
    return names.value(kind, rest, place);
  }

  private Traced postfix(Traced value) {
    Traced found = value;
    while (true) {
      if (peek().is(".") && (tokens.get(at + 1).kind() == Kind.NAME || tokens.get(at + 1).kind() == Kind.NUMBER)) {
        String key = tokens.get(at + 1).text();
        at += 2;
        found = HclFunctions.index(found, key, place);
      } else if (peek().is("[") && !tokens.get(at + 1).is("*")) {
        at++;
        Traced key = condition();
        expect("]");
        Traced whole = found;
        found = key.known().map(k -> HclFunctions.index(whole, k, place)).orElseGet(() -> new Traced.Unfollowed(place, "an index"));
      } else {
        return found;
      }
    }
  }

  /** A text with interpolations in it; escapes in its fixed parts do not matter here, since no address or path needs one. */
  private static Traced interpolated(Names names, Place place, String template, int depth) {
    if (template.length() > MAX_TEMPLATE) {
      throw new Lost("a text that is too long");
    }
    List<Traced> parts = new ArrayList<>();
    int from = 0;
    while (from < template.length()) {
      int next = opening(template, from);
      if (next > from) {
        parts.add(new Traced.Text(place, template.substring(from, next).replace("$${", "${").replace("%%{", "%{").replace("\\\"", "\"")));
      }
      if (next == template.length()) {
        break;
      }
      if (template.charAt(next) == '%') {
        throw new Lost("a directive in a string");
      }
      HclExpression inner = new HclExpression(names, place, inside(template, next), depth + 1);
      parts.add(inner.all());
      from = next + 2 + inner.text.length() + 1;
    }
    return HclFunctions.joined(parts, place);
  }

  private static int opening(String template, int from) {
    for (int at = from; at < template.length() - 1; at++) {
      boolean sign = template.charAt(at) == '$' || template.charAt(at) == '%';
      if (sign && template.charAt(at + 1) == template.charAt(at)) {
        at++;
      } else if (sign && template.charAt(at + 1) == '{') {
        return at;
      }
    }
    return template.length();
  }

  /** What stands between the braces; the lexer counts strings and braces in it. */
  private static String inside(String template, int opening) {
    int end = HclLexer.closing(template, opening);
    if (end < 0) {
      throw new Lost("an interpolation that does not end");
    }
    return template.substring(opening + 2, end);
  }
}
