package io.github.vmimage.source;

import java.util.Map;
import org.eclipse.jgit.lib.Config;

/**
 * What Git does to a file's bytes between repository and work tree, by gitattributes(5) and git-config(1).
 *
 * @param eol what happens to a line feed
 * @param ident whether {@code $Id$} is filled in
 * @param encoding name of the work tree's encoding, or empty for none
 * @param filter name of the filter driver, or empty for none
 */
record Conversion(Eol eol, boolean ident, String encoding, String filter) {
  static final Conversion NONE = new Conversion(Eol.KEEP, false, "", "");

  /** What happens to a line feed. */
  enum Eol {
    /** It stays. */
    KEEP,
    /** It gets a carriage return. */
    CRLF,
    /** It stays, in a file that Git looks at as a whole. */
    AUTO_KEEP,
    /** It gets one where the file looks like text and has no carriage return yet. */
    AUTO_CRLF
  }

  /** A rule of gitattributes that no file can follow. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message);
    }
  }

  boolean isNone() {
    return (eol == Eol.KEEP || eol == Eol.AUTO_KEEP) && !ident && encoding.isEmpty();
  }

  /** Whether Git reads the whole file before it writes any of it. */
  boolean isHeld() {
    return eol == Eol.AUTO_KEEP || eol == Eol.AUTO_CRLF || !encoding.isEmpty();
  }

  static Conversion of(Map<String, AttributeValue> attributes, Config config) throws UnusableException {
    return new Conversion(eol(attributes, config), value(attributes, "ident").is(AttributeValue.Kind.SET), encoding(attributes),
        value(attributes, "filter").text());
  }

  private static AttributeValue value(Map<String, AttributeValue> attributes, String name) {
    return attributes.getOrDefault(name, AttributeValue.UNSPECIFIED);
  }

  private static Eol eol(Map<String, AttributeValue> attributes, Config config) {
    Text text = Text.of(value(attributes, "text"));
    if (text == Text.UNKNOWN) {
      // The older name of the same attribute.
      text = Text.of(value(attributes, "crlf"));
    }
    if (text == Text.NO) {
      return Eol.KEEP;
    }
    AttributeValue eol = value(attributes, "eol");
    if (eol.hasText("lf")) {
      return Eol.KEEP;
    }
    if (eol.hasText("crlf")) {
      return text == Text.AUTO ? Eol.AUTO_CRLF : Eol.CRLF;
    }
    String auto = config.getString("core", null, "autocrlf");
    boolean input = "input".equalsIgnoreCase(auto);
    boolean autoCrlf = !input && config.getBoolean("core", "autocrlf", false);
    boolean crlf = autoCrlf || !input && "crlf".equalsIgnoreCase(config.getString("core", null, "eol"));
    return switch (text) {
      case YES -> crlf ? Eol.CRLF : Eol.KEEP;
      case AUTO -> crlf ? Eol.AUTO_CRLF : Eol.AUTO_KEEP;
      case UNKNOWN -> autoCrlf ? Eol.AUTO_CRLF : Eol.KEEP;
      case NO, INPUT -> Eol.KEEP;
    };
  }

  private static String encoding(Map<String, AttributeValue> attributes) throws UnusableException {
    AttributeValue value = value(attributes, "working-tree-encoding");
    if (value.is(AttributeValue.Kind.SET) || value.is(AttributeValue.Kind.UNSET)) {
      throw new UnusableException("working-tree-encoding without a value");
    }
    return value.text().matches("(?i)utf-?8") ? "" : value.text();
  }

  private enum Text {
    YES, NO, AUTO, INPUT, UNKNOWN;

    static Text of(AttributeValue value) {
      return switch (value.kind()) {
        case SET -> YES;
        case UNSET -> NO;
        case UNSPECIFIED -> UNKNOWN;
        case TEXT -> value.text().equals("auto") ? AUTO : value.text().equals("input") ? INPUT : UNKNOWN;
      };
    }
  }
}
