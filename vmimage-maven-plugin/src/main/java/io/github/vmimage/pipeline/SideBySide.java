package io.github.vmimage.pipeline;

import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs independent work at the same time and waits for all of it. */
final class SideBySide {

  private SideBySide() {}

  /**
   * Calls all, each in a thread of its own.
   *
   * @param work anything that does not share state
   * @return what they gave, in the order of the work
   * @throws ProblemException with the problems of all that failed
   */
  static <T> List<T> call(List<Callable<List<T>>> work) {
    ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, work.size()));
    try {
      List<Future<List<T>>> running = work.stream().map(threads::submit).toList();
      List<T> all = new ArrayList<>();
      Problems problems = new Problems();
      for (Future<List<T>> one : running) {
        problems.collect(() -> all.addAll(get(one)));
      }
      problems.throwIfAny();
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> List<T> get(Future<List<T>> one) {
    try {
      return one.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
