package io.github.vmimage.pipeline;

import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Lets linters run so that one which crashes, takes too long or gives no answer that can be read hides nothing of what the others find. It
 * is told with their findings, and fails the goal. For several threads.
 */
final class Linters {
  private final List<Problem> problems = new ArrayList<>();
  private RuntimeException defect;

  /** The linter, with no findings where it fails. */
  Callable<List<Finding>> surviving(Callable<List<Finding>> linter) {
    return () -> attempt(linter, List.of());
  }

  /** What a linter gives, or something else where it fails. */
  <T> T attempt(Callable<T> linter, T otherwise) throws Exception {
    try {
      return linter.call();
    } catch (ProblemException e) {
      note(e);
    } catch (RuntimeException e) {
      note(e);
    }
    return otherwise;
  }

  private synchronized void note(ProblemException failed) {
    problems.addAll(failed.problems());
  }

  private synchronized void note(RuntimeException failed) {
    defect = defect == null ? failed : defect;
  }

  /** Why some could not run. */
  synchronized List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Throws what no linter of ours should ever throw. */
  synchronized void throwDefect() {
    if (defect != null) {
      throw defect;
    }
  }
}
