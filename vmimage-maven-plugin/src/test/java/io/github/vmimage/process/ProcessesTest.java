package io.github.vmimage.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
  @TempDir
  Path dir;

  private final Processes processes = new Processes(new Secrets(List.of("hunter2-secret")), Progress.SILENT);

  private static Command shell(String script) {
    return Command.of(Tool.APT_GET, "-c", script).by("sh");
  }

  @Test
  void keepsBothStreamsAndTheExitCode() {
    Outcome outcome = processes.run(shell("echo one; echo two >&2; exit 3").in(dir));
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.stdout()).containsExactly("one");
    assertThat(outcome.stderr()).containsExactly("two");
    assertThat(outcome.tail(5)).isEqualTo("two");
  }

  @Test
  void streamsLinesAsTheyComeAndLogsThem() throws Exception {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    Path log = dir.resolve("logs/a.log");
    processes.run(shell("echo first; sleep 0.2; printf 'last without end'").listening(lines::add).logged(log));
    assertThat(lines).containsExactly("first", "last without end");
    assertThat(Files.readAllLines(log)).containsExactlyElementsOf(lines);
  }

  @Test
  void masksSecretsInOutputLogAndCommandLine() throws Exception {
    Path log = dir.resolve("a.log");
    Outcome outcome = processes.run(shell("echo hunter2-secret").logged(log));
    assertThat(outcome.out()).isEqualTo(Secrets.MASK);
    assertThat(outcome.command()).doesNotContain("hunter2").contains(Secrets.MASK);
    assertThat(Files.readString(log)).doesNotContain("hunter2");
    assertThatThrownBy(() -> processes.require(shell("echo hunter2-secret >&2; exit 1"))).message().doesNotContain("hunter2");
  }

  /** A log is shown in a terminal: it must neither move the cursor nor name the window, nor forge a line. */
  @Test
  void keepsNoControlCharacterInALog() throws Exception {
    Path log = dir.resolve("a.log");
    processes.run(shell("printf 'a\\033[2J\\033]0;title\\007b\\tc\\342\\200\\256d\\rforged\\n'").logged(log));
    assertThat(Files.readAllLines(log)).containsExactly("a\\u001B[2J\\u001B]0;title\\u0007b c\\u202Ed", "forged");
  }

  @Test
  void namesThePackageOfAMissingProgram() {
    assertThatThrownBy(() -> processes.run(Command.of(Tool.PACKER).by("packer-that-is-not-there")))
        .isInstanceOf(ProblemException.class).hasMessage("""
            The program packer could not be started
              where:    PATH
              seen:     packer-that-is-not-there
              next:     apt-get install packer""");
  }

  @Test
  void treatsExitCode127AsMissing() {
    assertThatThrownBy(() -> processes.run(shell("exec not-a-program-at-all"))).message().contains("could not be started");
  }

  @Test
  void stopsTheWholeTreeAtTheLimit() throws Exception {
    Path pids = dir.resolve("pids");
    long start = System.nanoTime();
    assertThatThrownBy(() -> processes.run(
        shell("sleep 300 & echo $! > '" + pids + "'; echo waiting; wait").within(Duration.ofMillis(700))))
        .isInstanceOf(ProblemException.class).message().contains("time limit of 0 s").contains("waiting");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    long child = Long.parseLong(Files.readString(pids).strip());
    assertThat(isRunning(child)).isFalse();
  }

  /** A process that has ended and that nobody has collected yet does not run any more. */
  private static boolean isRunning(long pid) throws IOException {
    Path stat = Path.of("/proc/" + pid + "/stat");
    try {
      return !Files.readString(stat).replaceFirst(".*\\) ", "").startsWith("Z");
    } catch (NoSuchFileException collected) {
      return false;
    }
  }

  @Test
  void hearsWhatAProgramSaysWhileItCleansUp() {
    List<String> heard = new CopyOnWriteArrayList<>();
    // Its output is still read after it was told to stop; were it closed, this shell would end at the first word.
    assertThatThrownBy(() -> processes.run(shell("trap 'echo cleaning; echo cleaned; exit 0' TERM; echo up; while :; do sleep 0.1; done")
        .within(Duration.ofMillis(700)).listening(heard::add))).isInstanceOf(ProblemException.class);
    assertThat(heard).containsExactly("up", "cleaning", "cleaned");
  }

  /** Every write to this device fails as on a full disk. */
  @Test
  void readsOnWhenItsLogCannotBeWritten() {
    Outcome outcome = processes.run(shell("for i in $(seq 20000); do echo line $i of many; done").logged(Path.of("/dev/full")));
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.stdout()).hasSize(20000);
  }

  @Test
  void endsWhomAProgramLeftBehindWithItsOutput() throws Exception {
    Path pids = dir.resolve("pids");
    // Several times: one of them may be looked for in the moment in which it is started.
    for (int i = 0; i < 10; i++) {
      Outcome outcome = processes.run(shell("setsid sleep 300 & echo $! > '" + pids + "'; echo done"));
      assertThat(outcome.stdout()).containsExactly("done");
      assertThat(outcome.duration()).isLessThan(Duration.ofMinutes(1));
      assertThat(isRunning(Long.parseLong(Files.readString(pids).strip()))).isFalse();
    }
  }

  @Test
  void stopsWhatItsWatchNoLongerWants() {
    Problem enough = Problem.environment("Enough").at("here").next("nothing");
    Command watched = shell("sleep 300").watched(process -> process.isAlive() ? Optional.of(enough) : Optional.empty());
    assertThatThrownBy(() -> processes.run(watched))
        .isInstanceOf(ProblemException.class).hasMessage(enough.text());
  }

  @Test
  void survivesAnEndlessLineAndInvalidUtf8() {
    Outcome outcome = processes.run(shell("head -c 3000000 /dev/zero | tr '\\0' x; printf '\\n\\377\\n'"));
    assertThat(outcome.stdout()).hasSize(2).last().isEqualTo("\uFFFD");
    assertThat(outcome.stdout().get(0)).startsWith("x".repeat(LineSink.MAX_LINE_BYTES))
        .endsWith("x (" + (3_000_000 - LineSink.MAX_LINE_BYTES) + " more bytes of this line are left out)");
  }

  @Test
  void keepsTheLastOfManyLongLines() {
    String long64K = "head -c " + LineSink.MAX_LINE_BYTES + " /dev/zero | tr '\\0' x; echo;";
    Outcome outcome = processes.run(shell("for i in $(seq 300); do " + long64K + " done; echo last"));
    assertThat(outcome.stdout()).last().isEqualTo("last");
    assertThat(outcome.stdout().stream().mapToInt(String::length).sum()).isLessThanOrEqualTo(Processes.KEPT_CHARACTERS)
        .isGreaterThan(Processes.KEPT_CHARACTERS - 2 * LineSink.MAX_LINE_BYTES);
  }

  @Test
  void quotesTheCommandLineForAShell() {
    assertThat(Command.of(Tool.PACKER, "build", "a b", "it's", "").line()).isEqualTo("packer build 'a b' 'it'\\''s' ''");
  }

  @Test
  void hidesNoShortWordsThatWouldGarbleTheText() {
    assertThat(new Secrets(List.of("ab", "abcd", "abcdef")).mask("ab abcd abcdef")).isEqualTo("ab **** ****");
  }
}
