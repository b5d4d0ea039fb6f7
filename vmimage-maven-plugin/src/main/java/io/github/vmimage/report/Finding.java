package io.github.vmimage.report;

import java.util.Comparator;

/**
 * One remark of a linter or of the audit.
 *
 * @param severity whether it fails the build
 * @param rule id of the rule, such as {@code ssh-host-keys}
 * @param place where it was seen
 * @param message what was seen and why it matters, one line
 * @param fix what to do about it, one line
 */
public record Finding(Severity severity, String rule, Place place, String message, String fix) implements Comparable<Finding> {

  /** Weight of a finding, the gravest first. */
  public enum Severity {
    /** Fails the build. */
    ERROR,
    /** Is shown. */
    WARNING;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * A place in a file.
   *
   * @param file path as the user knows it
   * @param line counted from 1, or 0 where the tool gave none
   * @param column counted from 1, or 0 where the tool gave none
   */
  public record Place(String file, int line, int column) {
    /**
     * A whole file.
     *
     * @param file path as the user knows it
     * @return the place
     */
    public static Place file(String file) {
      return new Place(file, 0, 0);
    }

    @Override
    public String toString() {
      return PlainText.line(file) + (line > 0 ? ":" + line + (column > 0 ? ":" + column : "") : "");
    }
  }

  private static final Comparator<Finding> ORDER = Comparator.comparing((Finding f) -> f.place().file())
      .thenComparingInt(f -> f.place().line()).thenComparingInt(f -> f.place().column())
      .thenComparing(Finding::rule).thenComparing(Finding::message);

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  /**
   * The same remark with another weight.
   *
   * @param other the weight
   * @return the finding
   */
  public Finding as(Severity other) {
    return new Finding(other, rule, place, message, fix);
  }

  /**
   * The line a person reads.
   *
   * @return {@code file:line:column: severity [rule] message. Fix: ...}
   */
  public String text() {
    String sentence = message.endsWith(".") ? message : message + ".";
    return place + ": " + severity + " [" + rule + "] " + PlainText.line(sentence) + (fix.isEmpty() ? "" : " Fix: " + PlainText.line(fix));
  }
}
