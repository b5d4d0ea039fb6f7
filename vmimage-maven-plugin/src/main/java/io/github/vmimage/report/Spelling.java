package io.github.vmimage.report;

import java.util.Collection;
import java.util.Comparator;

/** Guesses what somebody meant to write. */
public final class Spelling {

  private Spelling() {}

  /**
   * Finds the word that looks most like another.
   *
   * @param written what was written
   * @param known what could have been meant, at least one
   * @return the known word with the smallest distance; of several, the first
   */
  public static String nearest(String written, Collection<String> known) {
    return known.stream().min(Comparator.comparingInt(word -> distance(written, word))).orElseThrow();
  }

  /**
   * How many letters have to be put in, taken out or exchanged (Levenshtein).
   *
   * @param from one word
   * @param to the other
   * @return 0 where they are equal
   */
  public static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int exchanged = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
