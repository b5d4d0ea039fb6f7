package io.github.vmimage.process;

import io.github.vmimage.report.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.ExecuteException;

/**
 * Runs one command and owns its process tree. Commons Exec pumps the streams; the tree is stopped here, because its watchdog
 * kills only the first process.
 */
final class TreeExecutor {
  /** Between two looks of the command's watch. */
  private static final Duration WATCH = Duration.ofMillis(250);

  /** Between two looks for those that keep the output of an ended process open. */
  private static final Duration DRAIN = Duration.ofMillis(300);

  /** So long the output may stay open after the end of the first process; what is still to be read of it has that time. */
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(60);

  /** For what outlives the first process: it lost the one that it worked for. */
  private static final Duration ORPHANS_GRACE = Duration.ofSeconds(2);

  /** Gives a process a session of its own, so that Ctrl-C in the terminal reaches it through us only, once, and politely. */
  private static final String SETSID = "setsid";
  private static final boolean HAS_SETSID = isOnPath(SETSID);

  private final Command command;
  private OutputPumps streams;
  private volatile Process process;
  private volatile MarkedProcesses marked;

  TreeExecutor(Command command) {
    this.command = command;
  }

  void setStreamHandler(OutputPumps handler) {
    streams = handler;
  }

  boolean started() {
    return process != null;
  }

  /** Runs to the end; an ExecuteException tells that the limit was reached, a ProblemException that the watch had it stopped. */
  int run(Map<String, String> environment, boolean whileStopping) throws IOException {
    Thread onExit = stopOnExit(whileStopping);
    try {
      start(environment);
      return await();
    } finally {
      forget(onExit);
    }
  }

  /** Starts the process and the pumps of its streams. */
  void start(Map<String, String> environment) throws IOException {
    if (HAS_SETSID && !command.executable().contains("/") && !isOnPath(command.executable())) {
      throw new IOException(command.executable() + " is not on the PATH");
    }
    CommandLine line = new CommandLine(HAS_SETSID ? SETSID : command.executable());
    if (HAS_SETSID) {
      line.addArgument(command.executable(), false);
    }
    command.arguments().forEach(a -> line.addArgument(a, false));
    File directory = command.directory() == null ? Path.of("").toAbsolutePath().toFile() : command.directory().toFile();
    marked = new MarkedProcesses(environment.get(MarkedProcesses.VARIABLE));
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

  /** Waits a little until all output has been read. The process must have ended. */
  void drain() {
    try {
      streams.ended(DRAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Has the tree stopped when this Java process is told to stop. Once that has begun, only a clean-up may start a process. */
  Thread stopOnExit(boolean whileStopping) {
    Thread onExit = new Thread(this::stop, "vmimage-stop-" + command.tool().executable());
    try {
      Runtime.getRuntime().addShutdownHook(onExit);
    } catch (IllegalStateException stopping) {
      if (!whileStopping) {
        throw ProcessProblems.stopped(command.tool().executable()).because(stopping);
      }
      // Its limit is all that bounds the clean-up's command now.
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

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private int await() throws IOException {
    try {
      long end = System.nanoTime() + command.limit().toNanos();
      while (!process.waitFor(Math.min(WATCH.toNanos(), Math.max(0, end - System.nanoTime())), TimeUnit.NANOSECONDS)) {
        if (System.nanoTime() >= end) {
          throw new ExecuteException("time limit of " + command.limit().toSeconds() + " s", 143);
        }
        Optional<Problem> verdict = command.watch().verdict(process.toHandle());
        if (verdict.isPresent()) {
          throw verdict.get().asException();
        }
      }
      endOrphans();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      if (process.isAlive()) {
        stop();
        drain();
      }
    }
  }

  /**
   * Whom the first process left behind belongs to nobody, and may keep the output open for ever. One that is just being started has no
   * environment for a moment, so it is looked for again while the output is still open. Only a stranger without our mark may keep it so.
   */
  private void endOrphans() throws InterruptedException {
    long end = System.nanoTime() + DRAIN_LIMIT.toNanos();
    do {
      marked.stop(ORPHANS_GRACE);
    } while (!streams.ended(DRAIN) && System.nanoTime() < end);
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
    // An interrupted thread, too, gives the processes the time to obey.
    boolean interrupted = Thread.interrupted();
    try {
      stop(first);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void stop(Process first) {
    List<ProcessHandle> tree = Stream.concat(Stream.of(first.toHandle()), first.toHandle().descendants()).toList();
    // Not Process.destroy(), which closes the streams too: what the program says while it cleans up would be lost, and end it.
    first.toHandle().destroy();
    awaitEnd(List.of(first.toHandle()), command.grace());
    if (!first.isAlive()) {
      tree.forEach(ProcessHandle::destroy);
      awaitEnd(tree, Duration.ofSeconds(2));
    }
    tree.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    awaitEnd(tree, Duration.ofSeconds(2));
    marked.stop(ORPHANS_GRACE);
  }

  static void awaitEnd(List<ProcessHandle> tree, Duration limit) {
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
