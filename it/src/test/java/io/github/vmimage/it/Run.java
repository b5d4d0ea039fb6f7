package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a call of Maven ended, and checks of it that can be chained.
 *
 * @param command what was typed after {@code mvn}
 * @param exitCode Maven's
 * @param lines both streams as they came
 * @param log the same, in a file
 * @param time from start to end
 * @param repository the local repository it had
 * @param leftovers what may still run or be mounted
 * @param broken why Maven was cut off; empty where it ended by itself
 */
record Run(String command, int exitCode, List<String> lines, Path log, Duration time, LocalRepository repository, Leftovers leftovers,
    String broken) {
  private static final Pattern STACK_FRAME = Pattern.compile("\\s+at [\\w.$/@]+\\(.*");
  private static final String ERROR = "[ERROR]";

  Run succeeded() {
    assertThat(broken).as("%s (log: %s)", command, log).isEmpty();
    assertThat(exitCode).as("exit code of mvn %s (log: %s)%n%s", command, log, tail()).isZero();
    return this;
  }

  /**
   * Asserts that Maven failed with one clear message: one failed goal, no stack trace, and a message with all these parts, of which
   * the first is told exactly once.
   */
  Run failedOnceWith(String... parts) {
    assertThat(broken).as("%s (log: %s)", command, log).isEmpty();
    assertThat(exitCode).as("exit code of mvn %s (log: %s)", command, log).isNotZero();
    assertThat(error()).as("errors of mvn %s (log: %s)", command, log).contains(parts);
    assertThat(lines.stream().filter(l -> l.contains(parts[0]))).as("'%s' is told once (log: %s)", parts[0], log).hasSize(1);
    assertThat(lines.stream().filter(l -> l.contains("Failed to execute goal"))).as("failed goals (log: %s)", log).hasSize(1);
    assertThat(lines).as("stack trace (log: %s)", log).noneMatch(l -> STACK_FRAME.matcher(l).matches());
    return this;
  }

  /** Asserts that the message tells what to do next. */
  Run saysNext(String command) {
    assertThat(error()).contains("next: ").contains(command);
    return this;
  }

  /** Asserts that a goal of the plugin was not reached. */
  Run neverReached(String goal) {
    assertThat(lines).as("log: %s", log).noneMatch(l -> l.contains(":" + goal + " (") && l.contains(Reactor.PLUGIN));
    return this;
  }

  Run leftNothing() {
    leftovers.none();
    return this;
  }

  /** Asserts that the local repository has no file of this version of a project. */
  Run installedNothing(ImageProject project) {
    assertThat(repository.files(project.group(), project.artifact(), project.version())).as("installed files").isEmpty();
    return this;
  }

  Run publishedNothing(FileRepository remote) {
    assertThat(remote.files()).as("published files").isEmpty();
    return this;
  }

  /** Asserts all that a refusal owes: nothing installed, nothing published, nothing left. */
  Run changedNothing(ImageProject project, FileRepository remote) {
    return installedNothing(project).publishedNothing(remote).leftNothing();
  }

  Run says(String... parts) {
    assertThat(text()).as("log: %s", log).contains(parts);
    return this;
  }

  Run doesNotSay(String... parts) {
    assertThat(text()).as("log: %s", log).doesNotContain(parts);
    return this;
  }

  /** No warning, but for those that hold one of these texts. */
  Run warnsOfNothingBut(String... expected) {
    assertThat(lines).as("log: %s", log).filteredOn(l -> Arrays.stream(expected).noneMatch(l::contains)).noneMatch(l -> l.startsWith("[WARN"));
    return this;
  }

  /** The lines that show something: some distributions' Maven resets colours on an empty line, also with {@code -q}. */
  List<String> visible() {
    return lines.stream().map(l -> l.replaceAll("\u001b\\[[0-9;]*m", "").strip()).filter(l -> !l.isEmpty()).toList();
  }

  /** Everything Maven printed. */
  String text() {
    return String.join("\n", lines);
  }

  /** The errors, without the mark in front of each line. */
  String error() {
    return lines.stream().filter(l -> l.startsWith(ERROR)).map(l -> l.substring(ERROR.length()).stripTrailing())
        .collect(Collectors.joining("\n"));
  }

  private String tail() {
    return lines.stream().skip(Math.max(0, lines.size() - 40)).collect(Collectors.joining("\n"));
  }
}
