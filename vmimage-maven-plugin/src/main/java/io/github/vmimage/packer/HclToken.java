package io.github.vmimage.packer;

/**
 * A word of HCL2.
 *
 * @param kind what it is
 * @param start offset of its first character
 * @param end offset behind its last character
 * @param text decoded text of a string or heredoc without interpolation, null for one with it; the word itself otherwise
 */
record HclToken(Kind kind, int start, int end, String text) {

  enum Kind { NAME, NUMBER, STRING, SIGN, NEWLINE, END }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }
}
