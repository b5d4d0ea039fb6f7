package io.github.vmimage.report;

import java.util.List;
import java.util.stream.Collectors;

/** Carries one or more {@link Problem problems} to the edge, where Maven's exceptions are made of them. */
public class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * Makes the exception.
   *
   * @param problems at least one
   * @param reason what was caught, or null
   */
  public ProblemException(List<Problem> problems, Throwable reason) {
    super(problems.stream().map(Problem::text).collect(Collectors.joining("\n\n")), reason);
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("no problem to report");
    }
    this.problems = List.copyOf(problems);
  }

  /**
   * What went wrong.
   *
   * @return at least one problem, in the order found
   */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * Whether the image project's author can mend it.
   *
   * @return true when any problem is the project's own
   */
  public boolean isProjects() {
    return problems.stream().anyMatch(p -> p.cause() == Problem.Cause.PROJECT);
  }
}
