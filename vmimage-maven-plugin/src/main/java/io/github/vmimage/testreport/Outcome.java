package io.github.vmimage.testreport;

/** What became of one check. */
public enum Outcome {
  /** It holds. */
  PASSED("passed"),
  /** The project gave a reason why it need not hold. */
  WAIVED("waived"),
  /** It does not hold. */
  FAILED("failed"),
  /** Nobody knows: what it needs failed before. Never counts as passed. */
  NOT_REACHED("not reached");

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  /**
   * The outcome for people.
   *
   * @return lower case
   */
  public String word() {
    return word;
  }

  /** The same as the name of a CSS class. */
  String css() {
    return word.replace(' ', '-');
  }
}
