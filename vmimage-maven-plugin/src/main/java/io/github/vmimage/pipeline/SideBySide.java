package io.github.vmimage.pipeline;

import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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

  /**
   * Work that may hang on something outside.
   *
   * @param work anything that does not share state
   * @param late what stands in for its result where it does not end in time
   */
  record Limited<T>(Callable<List<T>> work, List<T> late) {}

  /**
   * Calls all, each in a thread of its own, and waits for all of it together no longer than a limit.
   *
   * @param limit after which what has not ended is interrupted and left alone
   * @param work anything that does not share state
   * @return what they gave, in the order of the work
   * @throws ProblemException with the problems of all that failed
   */
  static <T> List<T> within(Duration limit, List<Limited<T>> work) {
    ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, work.size()), task -> {
      Thread thread = new Thread(task, "vmimage-side-by-side");
      thread.setDaemon(true);
      return thread;
    });
    try {
      long end = System.nanoTime() + limit.toNanos();
      List<Future<List<T>>> running = work.stream().map(Limited::work).map(threads::submit).toList();
      List<T> all = new ArrayList<>();
      Problems problems = new Problems();
      for (int i = 0; i < running.size(); i++) {
        Future<List<T>> one = running.get(i);
        List<T> late = work.get(i).late();
        problems.collect(() -> all.addAll(hasEnded(one, end - System.nanoTime()) ? get(one) : late));
      }
      problems.throwIfAny();
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean hasEnded(Future<?> one, long nanos) {
    try {
      one.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (ExecutionException failed) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
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
