package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SideBySideTest {

  @Test
  void runsAllAtTheSameTimeAndKeepsTheirOrder() {
    // Each waits for the other: one after the other they would never end.
    CyclicBarrier both = new CyclicBarrier(2);
    assertThat(SideBySide.call(List.of(
        () -> List.of("a" + (both.await(10, TimeUnit.SECONDS) >= 0)),
        () -> List.of("b" + (both.await(10, TimeUnit.SECONDS) >= 0))))).containsExactly("atrue", "btrue");
  }

  @Test
  void reportsTheProblemsOfAll() {
    assertThatThrownBy(() -> SideBySide.<String>call(List.of(
        () -> {
          throw Problem.project("one").asException();
        },
        () -> {
          throw Problem.environment("two").asException();
        }))).isInstanceOfSatisfying(ProblemException.class,
            e -> assertThat(e.problems()).extracting(Problem::what).containsExactly("one", "two"));
  }

  @Test
  void putsSomethingInThePlaceOfWhatHangs() {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    assertThat(SideBySide.within(Duration.ofSeconds(1), List.of(
        new SideBySide.Limited<>(() -> {
          try {
            never.await();
            return List.of("never");
          } finally {
            interrupted.countDown();
          }
        }, List.of("late")),
        new SideBySide.Limited<>(() -> List.of("done"), List.of("late too"))))).containsExactly("late", "done");
    assertThat(interrupted).satisfies(l -> assertThat(l.await(10, TimeUnit.SECONDS)).isTrue());
  }
}
