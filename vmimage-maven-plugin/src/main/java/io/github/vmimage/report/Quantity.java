package io.github.vmimage.report;

/** How many of what, for people. */
public final class Quantity {

  private Quantity() {}

  /**
   * A number with its noun.
   *
   * @param number how many
   * @param noun of one, such as {@code file}; its plural ends in s
   * @return such as {@code 1 file} or {@code 2 files}
   */
  public static String of(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
