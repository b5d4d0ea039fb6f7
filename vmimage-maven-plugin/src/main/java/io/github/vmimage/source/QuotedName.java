package io.github.vmimage.source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A name in double quotes with the escapes of C, as Git writes it where a name has blanks or bytes beyond ASCII. */
final class QuotedName {
  private static final String ESCAPES = "abtnvfr\"\\";
  private static final String MEANINGS = "\u0007\b\t\n\u000b\f\r\"\\";

  private QuotedName() {}

  /**
   * Reads a quoted name.
   *
   * @param text where it stands
   * @param start position of the opening quote
   * @param name gets the name
   * @return the position after the closing quote, or -1 where the quoting is not right
   */
  static int read(String text, int start, StringBuilder name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = start + 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        name.append(bytes.toString(StandardCharsets.UTF_8));
        return at + 1;
      }
      if (c != '\\') {
        int point = text.codePointAt(at);
        bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        at += Character.charCount(point);
        continue;
      }
      if (at + 1 == text.length()) {
        return -1;
      }
      int known = ESCAPES.indexOf(text.charAt(at + 1));
      if (known >= 0) {
        bytes.write(MEANINGS.charAt(known));
        at += 2;
      } else if (at + 4 <= text.length() && text.substring(at + 1, at + 4).matches("[0-3][0-7]{2}")) {
        bytes.write(Integer.parseInt(text.substring(at + 1, at + 4), 8));
        at += 4;
      } else {
        return -1;
      }
    }
    return -1;
  }
}
