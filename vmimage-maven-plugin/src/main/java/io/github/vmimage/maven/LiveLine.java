package io.github.vmimage.maven;

import java.util.Map;
import java.util.function.Consumer;

/** The last line of a terminal, overwritten in place. Whoever writes a line of a log takes it away first and puts it back afterwards. */
final class LiveLine {
  /** No terminal that counts is narrower, and a line that is wrapped could not be taken away. */
  static final int COLUMNS = 79;
  private static final String CLEAR = "\r\u001b[K";

  private final Consumer<String> terminal;
  private boolean stands;

  /** Writes to a terminal; the consumer writes through at once. */
  LiveLine(Consumer<String> terminal) {
    this.terminal = terminal;
  }

  /** Shows a text in place of the one that stands; an empty one takes it away. */
  void show(String text) {
    if (text.isEmpty()) {
      clear();
      return;
    }
    boolean fits = text.codePointCount(0, text.length()) <= COLUMNS;
    String cut = fits ? text : text.substring(0, text.offsetByCodePoints(0, COLUMNS - 3)) + "...";
    terminal.accept(CLEAR + cut);
    stands = true;
  }

  /** Takes the line away; does nothing where none stands. */
  void clear() {
    if (stands) {
      terminal.accept(CLEAR);
      stands = false;
    }
  }

  /**
   * Whether there is a terminal, and somebody who wants it used.
   *
   * @param terminal whether standard input and output are one
   * @param interactive Maven's, false with {@code -B}
   * @param alone whether no other module's lines can come between ({@code -T})
   * @param environment {@code TERM}, {@code NO_COLOR} and {@code CI} speak against it
   * @return true for a live line
   */
  static boolean isWanted(boolean terminal, boolean interactive, boolean alone, Map<String, String> environment) {
    String term = environment.getOrDefault("TERM", "dumb");
    boolean ci = !environment.getOrDefault("CI", "false").equals("false");
    return terminal && interactive && alone && !term.equals("dumb") && environment.getOrDefault("NO_COLOR", "").isEmpty() && !ci;
  }
}
