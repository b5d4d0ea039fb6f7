package io.github.vmimage.seal;

/**
 * A piece of a file, one character a byte, as text to search. A byte of zero does not make a text binary: zeros are what UTF-16 has between
 * letters, what stands between the variables of an environment, and what a hole in a file reads as. Other control characters tell: a text
 * has hardly any.
 */
final class TextPiece {
  private TextPiece() {}

  /** Whether at most one byte in fifty, zeros aside, is a control character that no text has. */
  static boolean isText(String piece) {
    int control = 0;
    int other = 0;
    for (int n = 0; n < piece.length(); n++) {
      char c = piece.charAt(n);
      if (c != 0) {
        other++;
        control += c < 0x20 && (c < '\t' || c > '\r') && c != 0x1b || c == 0x7f ? 1 : 0;
      }
    }
    return control * 50 <= other;
  }

  /** The letters of UTF-16 without their zeros; elsewhere a line ends at a zero. */
  static String of(String piece) {
    if (piece.indexOf('\0') < 0) {
      return piece;
    }
    int[] zeros = new int[2];
    for (int n = 0; n < piece.length(); n++) {
      zeros[n & 1] += piece.charAt(n) == 0 ? 1 : 0;
    }
    int most = Math.max(zeros[0], zeros[1]);
    int least = Math.min(zeros[0], zeros[1]);
    // Every second byte, or most of them: a text with other letters has some without.
    boolean wide = most * 10 >= piece.length() * 3 && least * 20 <= piece.length();
    return piece.replace("\0", wide ? "" : "\n");
  }
}
