package io.github.vmimage.source;

/**
 * The state of one Git attribute on one path.
 *
 * @param kind how it was given
 * @param text the text after {@code =}; empty otherwise
 */
record AttributeValue(Kind kind, String text) {
  static final AttributeValue SET = new AttributeValue(Kind.SET, "");
  static final AttributeValue UNSET = new AttributeValue(Kind.UNSET, "");
  static final AttributeValue UNSPECIFIED = new AttributeValue(Kind.UNSPECIFIED, "");

  enum Kind {
    /** {@code name} */
    SET,
    /** {@code -name} */
    UNSET,
    /** {@code !name}, or nothing at all */
    UNSPECIFIED,
    /** {@code name=text} */
    TEXT
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  boolean hasText(String wanted) {
    return kind == Kind.TEXT && text.equals(wanted);
  }
}
