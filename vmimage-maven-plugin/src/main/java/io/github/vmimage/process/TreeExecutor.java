package io.github.vmimage.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteStreamHandler;

/**
 * Runs one command and owns its process tree. Commons Exec pumps the streams; the tree is stopped here, because its watchdog
 * kills only the first process.
 */
final class TreeExecutor {
  private final Command command;
  private ExecuteStreamHandler streams;
  private volatile Process process;

  TreeExecutor(Command command) {
    this.command = command;
  }

  void setStreamHandler(ExecuteStreamHandler handler) {
    streams = handler;
  }

  boolean started() {
    return process != null;
  }

  /** Runs to the end; an ExecuteException tells that the limit was reached. */
  int run(Map<String, String> environment) throws IOException {
    Thread onExit = stopOnExit();
    try {
      start(environment);
      return await();
    } finally {
      forget(onExit);
    }
  }

  /** Starts the process and the pumps of its streams. */
  void start(Map<String, String> environment) throws IOException {
    CommandLine line = new CommandLine(command.executable());
    command.arguments().forEach(a -> line.addArgument(a, false));
    File directory = command.directory() == null ? Path.of("").toAbsolutePath().toFile() : command.directory().toFile();
    process = launch(line, environment, directory);
    streams.setProcessInputStream(process.getOutputStream());
    streams.setProcessOutputStream(process.getInputStream());
    streams.setProcessErrorStream(process.getErrorStream());
    streams.start();
  }

  /** The process, once started. */
  Process process() {
    return process;
  }

  /** Waits until all output has been read. The process must have ended. */
  void drain() throws IOException {
    streams.stop();
  }

  /** Has the tree stopped when this Java process is told to stop. */
  Thread stopOnExit() {
    Thread onExit = new Thread(this::stop, "vmimage-stop-" + command.tool().executable());
    try {
      Runtime.getRuntime().addShutdownHook(onExit);
    } catch (IllegalStateException stopping) {
      // Maven is being stopped and a clean-up runs this command: its limit is all that bounds it now.
    }
    return onExit;
  }

  /** Takes the hook back. */
  static void forget(Thread onExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException stopping) {
      // Maven is being stopped: the hook itself is at work.
    }
  }

  private int await() throws IOException {
    try {
      if (!process.waitFor(command.limit().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ExecuteException("time limit of " + command.limit().toSeconds() + " s", 143);
      }
      streams.stop();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      if (process.isAlive()) {
        stop();
        streams.stop();
      }
    }
  }

  private static Process launch(CommandLine line, Map<String, String> environment, File directory) throws IOException {
    return org.apache.commons.exec.launcher.CommandLauncherFactory.createVMLauncher().exec(line, environment, directory);
  }

  /**
   * Stops the whole tree: a polite signal to the first process, which may need the others for its clean-up; when it has ended, one to
   * those it left behind; after the grace the end for all that is left.
   */
  void stop() {
    Process first = process;
    if (first == null) {
      return;
    }
    List<ProcessHandle> tree = Stream.concat(Stream.of(first.toHandle()), first.toHandle().descendants()).toList();
    first.destroy();
    awaitEnd(List.of(first.toHandle()), Processes.GRACE);
    if (!first.isAlive()) {
      tree.forEach(ProcessHandle::destroy);
      awaitEnd(tree, Duration.ofSeconds(2));
    }
    tree.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    awaitEnd(tree, Duration.ofSeconds(2));
  }

  private static void awaitEnd(List<ProcessHandle> tree, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end && tree.stream().anyMatch(ProcessHandle::isAlive)) {
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
