package io.github.vmimage.packer;

import io.github.vmimage.packer.HclToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads HCL2's static part: blocks, labels, and attributes whose values are literals. Any other expression is kept as its source text.
 * Written for foreign input: every text gives a tree or a {@link io.github.vmimage.report.ProblemException}, in linear space.
 */
final class HclReader {
  /** Blocks and values inside each other; a template that a person wrote has fewer than ten. */
  static final int MAX_DEPTH = 100;

  private final SourceText source;
  private final List<HclToken> tokens;
  private int at;

  private HclReader(SourceText source) {
    this.source = source;
    this.tokens = new HclLexer(source).tokens();
  }

  static Body read(SourceText source) {
    return new HclReader(source).body(0);
  }

  private HclToken peek() {
    return tokens.get(at);
  }

  private HclToken take() {
    HclToken token = tokens.get(at);
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  private boolean takeIf(String sign) {
    if (peek().is(sign)) {
      at++;
      return true;
    }
    return false;
  }

  private void skipNewlines() {
    while (peek().kind() == Kind.NEWLINE) {
      at++;
    }
  }

  private void limit(int depth) {
    if (depth > MAX_DEPTH) {
      throw source.refuse("it is nested too deeply", peek().start());
    }
  }

  private Body body(int depth) {
    limit(depth);
    List<Attribute> attributes = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    while (true) {
      skipNewlines();
      HclToken name = peek();
      if (name.kind() == Kind.END || (depth > 0 && name.is("}"))) {
        return new Body(attributes, blocks);
      }
      if (name.kind() != Kind.NAME) {
        throw source.refuse("the name of a block or an argument is expected", name.start());
      }
      take();
      if (takeIf("=")) {
        attributes.add(new Attribute(source.place(name.start()), name.text(), value(depth + 1, true)));
      } else {
        blocks.add(block(name, depth));
      }
    }
  }

  private Block block(HclToken type, int depth) {
    List<String> labels = new ArrayList<>();
    while (peek().kind() == Kind.NAME || (peek().kind() == Kind.STRING && peek().text() != null)) {
      labels.add(take().text());
    }
    if (!takeIf("{")) {
      throw source.refuse("an equals sign or an opening brace is expected after " + type.text(), peek().start());
    }
    Body body = body(depth + 1);
    if (!takeIf("}")) {
      throw source.refuse("the block " + type.text() + " does not end", type.start());
    }
    return new Block(source.place(type.start()), type.text(), List.copyOf(labels), body);
  }

  /** A literal where one stands alone; otherwise everything up to the end of the expression. */
  private Value value(int depth, boolean newlineEnds) {
    limit(depth);
    if (!newlineEnds) {
      skipNewlines();
    }
    int first = at;
    Value literal = literal(depth);
    if (literal != null && isEnd(newlineEnds)) {
      return literal;
    }
    skipExpression(newlineEnds);
    if (at == first) {
      throw source.refuse("a value is expected", peek().start());
    }
    int start = tokens.get(first).start();
    return new Value.Expression(source.place(start), source.text().substring(start, tokens.get(at - 1).end()));
  }

  private boolean isEnd(boolean newlineEnds) {
    int look = at;
    while (!newlineEnds && tokens.get(look).kind() == Kind.NEWLINE) {
      look++;
    }
    HclToken token = tokens.get(look);
    return token.kind() == Kind.END || token.kind() == Kind.NEWLINE || token.is(",") || token.is("]") || token.is("}") || token.is(")");
  }

  /** A literal, or null with some words taken that belong to an expression. */
  private Value literal(int depth) {
    HclToken token = peek();
    var place = source.place(token.start());
    if (token.kind() == Kind.STRING && token.text() != null) {
      take();
      return new Value.Text(place, token.text());
    } else if (token.kind() == Kind.NUMBER) {
      take();
      return new Value.Numeral(place, token.text());
    } else if (token.is("-") && tokens.get(at + 1).kind() == Kind.NUMBER) {
      take();
      return new Value.Numeral(place, "-" + take().text());
    } else if (token.kind() == Kind.NAME) {
      take();
      return switch (token.text()) {
        case "true", "false" -> new Value.Truth(place, token.text().equals("true"));
        case "null" -> new Value.Nothing(place);
        default -> null;
      };
    } else if (token.is("[") && !isComprehension()) {
      return sequence(depth);
    } else if (token.is("{") && !isComprehension()) {
      return mapping(depth);
    }
    return null;
  }

  private boolean isComprehension() {
    int look = at + 1;
    while (tokens.get(look).kind() == Kind.NEWLINE) {
      look++;
    }
    return tokens.get(look).kind() == Kind.NAME && tokens.get(look).text().equals("for") && !tokens.get(look + 1).is("=");
  }

  private Value sequence(int depth) {
    HclToken open = take();
    List<Value> items = new ArrayList<>();
    while (true) {
      skipNewlines();
      if (takeIf("]")) {
        return new Value.Sequence(source.place(open.start()), List.copyOf(items));
      }
      items.add(value(depth + 1, false));
      skipNewlines();
      if (!takeIf(",") && !peek().is("]")) {
        throw source.refuse("a comma or a closing bracket is expected", peek().start());
      }
    }
  }

  private Value mapping(int depth) {
    HclToken open = take();
    List<Attribute> entries = new ArrayList<>();
    while (true) {
      skipNewlines();
      if (takeIf("}")) {
        return new Value.Mapping(source.place(open.start()), List.copyOf(entries));
      }
      HclToken first = peek();
      String key = key();
      entries.add(new Attribute(source.place(first.start()), key, value(depth + 1, true)));
      if (!takeIf(",") && peek().kind() != Kind.NEWLINE && !peek().is("}")) {
        throw source.refuse("a comma, a new line or a closing brace is expected", peek().start());
      }
    }
  }

  /** The key of an object's entry with its equals sign; a computed key is kept as its source text. */
  private String key() {
    int start = peek().start();
    HclToken last = peek();
    int words = 0;
    int open = 0;
    while (open > 0 || (!peek().is("=") && !peek().is(":"))) {
      last = take();
      words++;
      open += last.is("(") || last.is("[") || last.is("{") ? 1 : last.is(")") || last.is("]") || last.is("}") ? -1 : 0;
      if (open < 0 || last.kind() == Kind.END || (open == 0 && last.kind() == Kind.NEWLINE)) {
        throw source.refuse("a key and its value are expected", start);
      }
    }
    if (words == 0) {
      throw source.refuse("a key is expected", start);
    }
    take();
    boolean literal = words == 1 && last.text() != null;
    return literal ? last.text() : source.text().substring(start, last.end());
  }

  /** Moves to the word that ends the expression; brackets are balanced on the way. */
  private void skipExpression(boolean newlineEnds) {
    int open = 0;
    while (true) {
      HclToken token = peek();
      if (token.kind() == Kind.END) {
        if (open > 0) {
          throw source.refuse("an expression does not end", token.start());
        }
        return;
      }
      boolean closes = token.is(")") || token.is("]") || token.is("}");
      if (open == 0 && (closes || token.is(",") || (newlineEnds && token.kind() == Kind.NEWLINE))) {
        return;
      }
      open += token.is("(") || token.is("[") || token.is("{") ? 1 : closes ? -1 : 0;
      at++;
    }
  }
}
