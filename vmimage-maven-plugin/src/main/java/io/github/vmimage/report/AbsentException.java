package io.github.vmimage.report;

import java.util.List;

/**
 * Whoever was asked for a file answered, and has no such file. Every other {@link ProblemException} of a question, such as an outage, a
 * time limit, a refused login or a page of a proxy, leaves open whether the file exists: it is no verdict.
 */
public final class AbsentException extends ProblemException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param problem tells what does not exist, and who said so
   * @param reason what was caught, or null
   */
  public AbsentException(Problem problem, Throwable reason) {
    super(List.of(problem), reason);
  }
}
