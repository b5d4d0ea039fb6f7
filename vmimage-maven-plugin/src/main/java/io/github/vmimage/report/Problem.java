package io.github.vmimage.report;

import java.util.Objects;

/**
 * One thing that is wrong, told so that its reader knows the next command.
 *
 * @param cause whose side it is on; decides between the two kinds of Maven exception
 * @param what the fact, one sentence without a full stop at its end
 * @param where POM element, {@code file:line:column}, path or URL; empty where there is none
 * @param seen the value found; empty where there is none
 * @param accepted what would have been right; empty where that is plain from {@code what}
 * @param next the command to run or the edit to make next
 */
public record Problem(Cause cause, String what, String where, String seen, String accepted, String next) {

  /** Whose side a problem is on. */
  public enum Cause {
    /** The image project, its configuration or its image is wrong: its author mends it. */
    PROJECT,
    /** A tool, the network or the machine broke: whoever runs the build mends it. */
    ENVIRONMENT
  }

  /** Checks that no part is missing, and takes out of every URL what may not be {@linkplain ShownUrl shown}. */
  public Problem {
    Objects.requireNonNull(cause, "cause");
    if (what.isBlank()) {
      throw new IllegalArgumentException("a problem says what is wrong");
    }
    what = ShownUrl.in(what);
    where = ShownUrl.in(Objects.requireNonNull(where, "where"));
    seen = ShownUrl.in(Objects.requireNonNull(seen, "seen"));
    accepted = ShownUrl.in(Objects.requireNonNull(accepted, "accepted"));
    next = ShownUrl.in(Objects.requireNonNull(next, "next"));
  }

  /**
   * Starts a problem of the image project.
   *
   * @param what the fact, one sentence without a full stop at its end
   * @return the problem, to be refined with {@link #at}, {@link #saw}, {@link #accepts} and {@link #next(String)}
   */
  public static Problem project(String what) {
    return new Problem(Cause.PROJECT, what, "", "", "", "");
  }

  /**
   * Starts a problem of the machine, the network or a tool.
   *
   * @param what the fact, one sentence without a full stop at its end
   * @return the problem, to be refined with {@link #at}, {@link #saw}, {@link #accepts} and {@link #next(String)}
   */
  public static Problem environment(String what) {
    return new Problem(Cause.ENVIRONMENT, what, "", "", "", "");
  }

  /**
   * Says where.
   *
   * @param place POM element, {@code file:line:column}, path or URL
   * @return this problem with the place
   */
  public Problem at(Object place) {
    return new Problem(cause, what, place.toString(), seen, accepted, next);
  }

  /**
   * Says what was found.
   *
   * @param value the value or lines found; several lines are shown as a block
   * @return this problem with the value
   */
  public Problem saw(Object value) {
    return new Problem(cause, what, where, value.toString(), accepted, next);
  }

  /**
   * Says what would have been right.
   *
   * @param values what is accepted
   * @return this problem with what is accepted
   */
  public Problem accepts(String values) {
    return new Problem(cause, what, where, seen, values, next);
  }

  /**
   * Says what to do.
   *
   * @param command the next command or edit
   * @return this problem with the next command
   */
  public Problem next(String command) {
    return new Problem(cause, what, where, seen, accepted, command);
  }

  /**
   * Wraps this problem for throwing.
   *
   * @return an exception that carries this problem alone
   */
  public ProblemException asException() {
    return new ProblemException(java.util.List.of(this), null);
  }

  /**
   * Wraps this problem for throwing, with the exception that led to it.
   *
   * @param reason what was caught
   * @return an exception that carries this problem alone
   */
  public ProblemException because(Throwable reason) {
    return new ProblemException(java.util.List.of(this), reason);
  }

  /**
   * Renders the problem as the text a person reads: the fact, then one indented line for each part that is known.
   *
   * @return the lines, joined with {@code \n}, without control characters other than that
   */
  public String text() {
    StringBuilder text = new StringBuilder(PlainText.of(what));
    line(text, "where:    ", where);
    line(text, "seen:     ", seen);
    line(text, "accepted: ", accepted);
    line(text, "next:     ", next);
    return text.toString();
  }

  private static void line(StringBuilder text, String label, String value) {
    if (value.isEmpty()) {
      return;
    }
    String indent = "\n" + " ".repeat(2 + label.length());
    text.append("\n  ").append(label).append(PlainText.of(value.stripTrailing()).replace("\n", indent));
  }
}
