package io.github.vmimage.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedProcessesTest {
  @TempDir
  private Path dir;

  private final Processes processes = new Processes(Secrets.NONE, Progress.SILENT);

  /** A shell that starts another one in a session of its own, which ignores the polite signal. */
  private RunningProcess stubbornFamily(String mark) {
    RunningProcess family = processes.marked(mark).start(Command.of(Tool.SH, "-c",
        "setsid sh -c 'trap \"\" TERM; touch stubborn; while :; do sleep 1; done' & trap 'touch polite; exit 0' TERM; touch first; wait")
        .in(dir).within(Duration.ofMinutes(1)));
    family.awaitReady("has started both", () -> Stream.of("first", "stubborn").allMatch(f -> Files.exists(dir.resolve(f))),
        Duration.ofSeconds(20));
    return family;
  }

  @Test
  void stopsAllThatCarryTheMarkPolitelyFirstAndNobodyElse() {
    String mark = UUID.randomUUID().toString();
    try (RunningProcess other = processes.marked(mark + "-other").start(Command.of(Tool.SH, "-c", "sleep 60"));
        RunningProcess family = stubbornFamily(mark)) {
      MarkedProcesses marked = new MarkedProcesses(mark);
      List<Long> before = marked.alive().stream().map(ProcessHandle::pid).toList();
      assertThat(before).contains(family.pid()).hasSizeGreaterThanOrEqualTo(2).doesNotContain(ProcessHandle.current().pid());

      assertThat(marked.stop(Duration.ofSeconds(5))).isGreaterThanOrEqualTo(2);

      assertThat(marked.alive()).isEmpty();
      assertThat(dir.resolve("polite")).exists();
      assertThat(other.isAlive()).isTrue();
    }
  }

  @Test
  void knowsNobodyOfAnUnusedMark() {
    assertThat(new MarkedProcesses(UUID.randomUUID().toString()).stop(Duration.ZERO)).isZero();
  }
}
