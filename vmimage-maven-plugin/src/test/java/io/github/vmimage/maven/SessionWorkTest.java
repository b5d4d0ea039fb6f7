package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.StageResult;
import io.github.vmimage.report.StageResult.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.junit.jupiter.api.Test;

class SessionWorkTest {
  private final List<String> done = new ArrayList<>();

  @SuppressWarnings("deprecation")
  private static MavenSession newSession() {
    return new MavenSession(null, new DefaultRepositorySystemSession(), new DefaultMavenExecutionRequest(),
        new DefaultMavenExecutionResult());
  }

  @Test
  void goalsOfASessionShareItsWorkUntilItEnds() {
    MavenSession session = newSession();
    SessionWork.begin(session);
    SessionWork work = SessionWork.of(session);
    work.onEnd(() -> done.add("first"));
    work.onEnd(() -> done.add("second"));
    work.goalEnds();
    assertThat(SessionWork.of(session.clone())).as("with -T, each module has a clone of the session").isSameAs(work);
    assertThat(done).isEmpty();
    SessionWork.take(session).end();
    assertThat(done).containsExactly("second", "first");
    assertThat(SessionWork.take(session)).as("it ends once").isNull();
  }

  /** An IDE runs one session after the other in one process. */
  @Test
  void nothingLeaksIntoTheNextSession() {
    MavenSession first = newSession();
    SessionWork.begin(first);
    SessionWork.of(first).report(new StageResult("a", "lint", Duration.ZERO, Outcome.OK, null), new SystemStreamLog());
    MavenSession second = newSession();
    SessionWork.begin(second);
    assertThat(SessionWork.of(second).results()).isEmpty();
    assertThat(SessionWork.of(first).results()).hasSize(1);
  }

  @Test
  void withoutExtensionsTheGoalIsTheEnd() {
    SessionWork work = SessionWork.of(newSession());
    work.onEnd(() -> done.add("released"));
    work.goalEnds();
    assertThat(done).containsExactly("released");
    work.onEnd(() -> done.add("too late"));
    assertThat(done).containsExactly("released", "too late");
  }

  @Test
  void oneFailingActionDoesNotKeepTheOthersFromBeingDone() {
    SessionWork work = new SessionWork(true);
    work.onEnd(() -> done.add("other"));
    work.onEnd(() -> {
      throw new IllegalStateException("broken");
    });
    assertThatThrownBy(work::end).hasMessage("broken");
    assertThat(done).containsExactly("other");
  }

  @Test
  void modulesReportSideBySide() throws Exception {
    SessionWork work = new SessionWork(true);
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String module = "m" + i;
      Thread thread = new Thread(() -> {
        try {
          start.await();
        } catch (InterruptedException e) {
          return;
        }
        for (int j = 0; j < 100; j++) {
          work.report(new StageResult(module, "s" + j, Duration.ZERO, Outcome.OK, null), new SystemStreamLog());
        }
      });
      thread.start();
      threads.add(thread);
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(work.results()).hasSize(800);
  }

  @Test
  void aStageThatRunsAgainCountsAsItEndedLast() {
    SessionWork work = new SessionWork(true);
    work.report(new StageResult("a", "lint", Duration.ZERO, Outcome.FAILED, null), new SystemStreamLog());
    work.report(new StageResult("a", "lint", Duration.ZERO, Outcome.OK, null), new SystemStreamLog());
    assertThat(work.results()).singleElement().extracting(StageResult::outcome).isEqualTo(Outcome.OK);
  }
}
