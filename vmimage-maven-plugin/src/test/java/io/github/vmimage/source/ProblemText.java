package io.github.vmimage.source;

import io.github.vmimage.report.ProblemException;

/** What a person reads when something is refused. */
final class ProblemText {
  private ProblemText() {}

  static String of(Runnable refused) {
    try {
      refused.run();
    } catch (ProblemException e) {
      return e.getMessage();
    }
    throw new AssertionError("nothing was refused");
  }
}
