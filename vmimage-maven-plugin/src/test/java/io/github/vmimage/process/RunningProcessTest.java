package io.github.vmimage.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunningProcessTest {
  private static final Duration SHORT = Duration.ofSeconds(10);

  private final Processes processes = new Processes(new Secrets(List.of("swordfish")), Progress.SILENT);

  @TempDir
  Path dir;

  private static Command shell(String script) {
    return Command.of(Tool.QEMU, "-c", script).by("sh");
  }

  @Test
  void comesBackWhileTheProcessRunsAndEndsItWithItsDescendantsOnClose() {
    Path child = dir.resolve("child");
    ProcessHandle first;
    ProcessHandle second;
    try (RunningProcess running = processes.start(shell("sleep 60 & echo $! >" + child + ".part; mv " + child + ".part " + child
        + "; wait"))) {
      running.awaitReady("has a child", () -> Files.exists(child), SHORT);
      first = ProcessHandle.of(running.pid()).orElseThrow();
      second = ProcessHandle.of(readNumber(child)).orElseThrow();
      assertThat(running.isAlive()).isTrue();
      assertThat(second.isAlive()).isTrue();
    }
    assertThat(first.isAlive()).isFalse();
    assertThat(second.isAlive()).isFalse();
  }

  @Test
  void tellsExitCodeAndMaskedOutputOfAProcessThatEndsByItself() {
    Path log = dir.resolve("logs/run.log");
    try (RunningProcess running = processes.start(shell("echo the word is swordfish; echo bad >&2; exit 3").logged(log))) {
      Outcome outcome = running.await(SHORT);
      assertThat(outcome.exitCode()).isEqualTo(3);
      assertThat(outcome.stdout()).containsExactly("the word is ****");
      assertThat(running.tail(5)).isEqualTo("bad");
    }
    assertThat(log).content().contains("the word is ****").doesNotContain("swordfish");
  }

  @Test
  void saysWhyAProcessThatEndsTooEarlyIsNotReady() {
    try (RunningProcess running = processes.start(shell("echo no such disk >&2; exit 1"))) {
      assertThatThrownBy(() -> running.awaitReady("serves the disk", () -> false, SHORT)).isInstanceOf(ProblemException.class)
          .hasMessageContaining("ended with exit code 1 before it serves the disk").hasMessageContaining("no such disk");
    }
  }

  @Test
  void givesUpWaitingForReadinessAtTheLimit() {
    try (RunningProcess running = processes.start(shell("sleep 60"))) {
      assertThatThrownBy(() -> running.awaitReady("serves the disk", () -> false, Duration.ofMillis(100)))
          .hasMessageContaining("did not come to the point where it serves the disk");
      assertThat(running.isAlive()).isTrue();
    }
  }

  @Test
  void isStoppedAtItsOwnLimit() {
    try (RunningProcess running = processes.start(shell("sleep 60").within(Duration.ofMillis(200)))) {
      assertThatThrownBy(() -> running.await(SHORT)).hasMessageContaining("stopped after its time limit");
      assertThat(running.isAlive()).isFalse();
    }
  }

  @Test
  void givesAnInterruptedOwnersProcessTheTimeToObey() {
    Path done = dir.resolve("done");
    Path ready = dir.resolve("ready");
    RunningProcess running = processes.start(shell("trap 'sleep 0.3; : >" + done + "; exit 0' TERM; : >" + ready
        + "; while :; do sleep 0.05; done"));
    running.awaitReady("traps", () -> Files.exists(ready), SHORT);
    Thread.currentThread().interrupt();
    running.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).exists();
  }

  @Test
  void isNotHeldUpByAStrangerWhoInheritedTheOutput() {
    AtomicBoolean ended = new AtomicBoolean();
    try (RunningProcess running = processes.start(shell("(sleep 20 &) ; exit 0"))) {
      ended.set(running.await(SHORT).succeeded());
    }
    assertThat(ended).isTrue();
  }

  @Test
  void namesThePackageOfAMissingProgram() {
    assertThatThrownBy(() -> processes.start(Command.of(Tool.QEMU).by("vmimage-no-such-program")))
        .hasMessageContaining("could not be started").hasMessageContaining("apt-get install qemu-system-x86");
  }

  private static long readNumber(Path file) {
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
