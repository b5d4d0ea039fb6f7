package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A call of Maven that goes on while the test looks at it, and may be cut off. It is the leader of a session, as in a terminal. */
final class StartedMaven {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Process process;
  private final String command;
  private final Path log;
  private final LocalRepository repository;
  private final Leftovers leftovers;
  private final long start = System.nanoTime();

  StartedMaven(Process process, String command, Path log, LocalRepository repository, Leftovers leftovers) {
    this.process = process;
    this.command = command;
    this.log = log;
    this.repository = repository;
    this.leftovers = leftovers;
  }

  long pid() {
    return process.pid();
  }

  /** What this call started and what it mounted. */
  Leftovers leftovers() {
    return leftovers;
  }

  /** Waits until a program that this call started runs, such as {@code qemu-system}. */
  StartedMaven awaitProgram(String name) {
    return await("runs " + name, () -> !leftovers.pids(name).isEmpty());
  }

  /** Waits until a program that this call started runs with a text on its command line. */
  StartedMaven awaitProgram(String name, String text) {
    return await("runs " + name + " ... " + text, () -> !leftovers.pids(name, text).isEmpty());
  }

  /** Waits until the log has a text. */
  StartedMaven awaitText(String text) {
    return await("says " + text, () -> Folders.read(log).contains(text));
  }

  StartedMaven await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat((process.isAlive() || condition.getAsBoolean()) && System.nanoTime() < end).as("mvn %s %s (log: %s)", command, what, log)
          .isTrue();
      pause();
    }
    return this;
  }

  /** Sends a signal to Maven alone. */
  StartedMaven signal(String name) {
    Program.in(log.getParent()).run("kill", "-" + name, Long.toString(pid()));
    return this;
  }

  /** Kills Maven alone, where it has not ended by itself. */
  StartedMaven killMaven() {
    process.destroyForcibly();
    return this;
  }

  /** What a terminal does on Ctrl-C: the signal goes to all processes of Maven's group. */
  StartedMaven interrupt() {
    Program.in(log.getParent()).run("kill", "-INT", "--", "-" + pid());
    return this;
  }

  /** Kills every process of this call that runs a program, without giving it time for anything. */
  StartedMaven kill(String program) {
    List<Long> pids = leftovers.pids(program);
    assertThat(pids).as("running %s", program).isNotEmpty();
    pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    return this;
  }

  /** The same of those with a text on their command line, where they have not ended by themselves. */
  void killIfAlive(String program, String text) {
    leftovers.pids(program, text).forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end. */
  Run ended() {
    try {
      boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      return new Run(command, ended ? process.exitValue() : -1, Files.readAllLines(log), log, Duration.ofNanos(System.nanoTime() - start),
          repository, leftovers, ended ? "" : "it did not end within " + LIMIT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
