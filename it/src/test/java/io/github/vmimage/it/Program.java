package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program other than Maven, run to its end: git, qemu-img and their kind. */
final class Program {
  private final Path folder;
  private final Map<String, String> environment = new LinkedHashMap<>();

  private Program(Path folder) {
    this.folder = folder;
  }

  static Program in(Path folder) {
    return new Program(folder);
  }

  Program with(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  /** What a program printed, and how it ended. */
  record Result(int exitCode, String output, String command) {
    /** The output without the white space around it. */
    String text() {
      return output.strip();
    }
  }

  /** Runs a command that must succeed within two minutes. */
  String run(String... command) {
    return run(List.of(command));
  }

  String run(List<String> command) {
    Result result = attempt(Duration.ofMinutes(2), command);
    assertThat(result.exitCode()).as("exit code of %s: %s", result.command(), result.output()).isZero();
    return result.text();
  }

  /** Runs a command, whatever its exit code; standard error is part of the output. */
  Result attempt(Duration limit, List<String> command) {
    try {
      Path output = Files.createTempFile("vmimage-it-", ".out");
      try {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
            .redirectOutput(output.toFile()).redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
          process.destroyForcibly().waitFor();
        }
        return new Result(ended ? process.exitValue() : -1, Files.readString(output), String.join(" ", command));
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command, e);
    }
  }
}
