package io.github.vmimage.report;

/** Text from outside, made harmless for a terminal. */
public final class PlainText {

  private PlainText() {}

  /**
   * Replaces control characters, so that foreign text can neither move the cursor nor forge a line.
   *
   * @param foreign any text
   * @return the text with {@code \n} kept, tabs as a space and every other control or format character as {@code \\uXXXX}
   */
  public static String of(String foreign) {
    StringBuilder plain = new StringBuilder(foreign.length());
    foreign.codePoints().forEach(c -> {
      if (c == '\n') {
        plain.append('\n');
      } else if (c == '\t') {
        plain.append(' ');
      } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.SURROGATE
          || c == 0x2028 || c == 0x2029) {
        plain.append(String.format("\\u%04X", c));
      } else {
        plain.appendCodePoint(c);
      }
    });
    return plain.toString();
  }

  /**
   * The same for text that must stay on one line, such as a path.
   *
   * @param foreign any text
   * @return the text with line ends as {@code \\u000A} too
   */
  public static String line(String foreign) {
    return of(foreign).replace("\n", "\\u000A");
  }
}
