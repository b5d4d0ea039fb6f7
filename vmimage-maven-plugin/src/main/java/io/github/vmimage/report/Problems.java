package io.github.vmimage.report;

import java.util.ArrayList;
import java.util.List;

/** Collects all that is wrong, so that a user hears of it once. */
public final class Problems {
  private final List<Problem> problems = new ArrayList<>();

  /**
   * Notes a problem and goes on.
   *
   * @param problem what is wrong
   */
  public void add(Problem problem) {
    problems.add(problem);
  }

  /**
   * Runs a check and notes the problems it throws.
   *
   * @param check anything that may throw a {@link ProblemException}
   */
  public void collect(Runnable check) {
    try {
      check.run();
    } catch (ProblemException e) {
      problems.addAll(e.problems());
    }
  }

  /**
   * Counts.
   *
   * @return how many were noted
   */
  public int size() {
    return problems.size();
  }

  /** Throws everything noted as one exception, or returns when there is nothing. */
  public void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new ProblemException(problems, null);
    }
  }
}
