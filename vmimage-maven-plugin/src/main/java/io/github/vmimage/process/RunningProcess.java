package io.github.vmimage.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A process that runs beside us until it is closed: a daemon, a guest. It never outlives its owner: it is stopped by
 * {@link #close()}, when its {@linkplain Command#limit() limit} is reached, and when this Java process is told to stop; with all its
 * descendants, first politely, then, after {@link Processes#GRACE}, for good. (A Java process that is killed outright leaves it behind.)
 *
 * <p>May be used from several threads.
 */
public final class RunningProcess implements AutoCloseable {
  /** Between two looks at a condition. */
  private static final Duration POLL = Duration.ofMillis(5);

  private final Command command;
  private final String shown;
  private final TreeExecutor executor;
  private final Processes.Lines out = new Processes.Lines();
  private final Processes.Lines err = new Processes.Lines();
  private final ToolLog log;
  private final long begin = System.nanoTime();
  private Thread onExit;
  private volatile boolean limitReached;
  private boolean closed;
  private boolean drained;

  private RunningProcess(Command command, String shown) throws IOException {
    this.command = command;
    this.shown = shown;
    executor = new TreeExecutor(command);
    log = ToolLog.open(command.log());
  }

  static RunningProcess start(Command command, Secrets secrets, String shown, Map<String, String> environment, boolean whileStopping) {
    RunningProcess running = null;
    try {
      running = new RunningProcess(command, shown);
      running.launch(secrets, environment, whileStopping);
      return running;
    } catch (IOException e) {
      if (running != null) {
        running.close();
      }
      throw command.tool().missing(command.executable()).because(e);
    }
  }

  private void launch(Secrets secrets, Map<String, String> environment, boolean whileStopping) throws IOException {
    Consumer<String> both = line -> {
      log.write(line);
      command.onLine().accept(line);
    };
    executor.setStreamHandler(new OutputPumps(new LineSink(secrets, out.and(both)), new LineSink(secrets, err.and(both))));
    onExit = executor.stopOnExit(whileStopping);
    executor.start(environment);
    CompletableFuture<Void> limit = CompletableFuture.runAsync(this::stopAtLimit,
        CompletableFuture.delayedExecutor(command.limit().toMillis(), TimeUnit.MILLISECONDS));
    executor.process().onExit().thenRun(() -> limit.cancel(false));
  }

  private void stopAtLimit() {
    if (isAlive()) {
      limitReached = true;
      executor.stop();
    }
  }

  /**
   * The process itself, not its descendants.
   *
   * @return its process id
   */
  public long pid() {
    return executor.process().pid();
  }

  /** {@return the program's name and process id} */
  @Override
  public String toString() {
    return command.tool().executable() + (executor.started() ? " (" + pid() + ")" : "");
  }

  /**
   * Whether it still runs.
   *
   * @return false once it has ended, for whatever reason
   */
  public boolean isAlive() {
    return executor.started() && executor.process().isAlive();
  }

  /**
   * Waits until the process does what it was started for.
   *
   * @param what the condition in words, such as "serves the disk"
   * @param ready asked again and again, each some milliseconds
   * @param limit how long to wait
   * @throws io.github.vmimage.report.ProblemException when the process ends, or the limit is reached, before; it is still to be closed
   */
  public void awaitReady(String what, BooleanSupplier ready, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      if (!isAlive()) {
        throw ended(what);
      }
      if (System.nanoTime() > end) {
        throw ProcessProblems.notReady(command.tool().executable(), what, limit.toSeconds(), shown, outcome(0).tail(20)).asException();
      }
      pause();
    }
  }

  private io.github.vmimage.report.ProblemException ended(String what) {
    Outcome outcome = await(Duration.ofSeconds(5));
    if (outcome.exitCode() == 127) {
      return command.tool().notStarted(shown + "\n" + outcome.tail(20)).asException();
    }
    return ProcessProblems.endedEarly(command.tool().executable(), outcome.exitCode(), what, shown, outcome.tail(20)).asException();
  }

  private void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProcessProblems.interrupted(shown).because(e);
    }
  }

  /**
   * Waits until it ends by itself.
   *
   * @param limit how long to wait
   * @return how it ended, whatever the exit code
   * @throws io.github.vmimage.report.ProblemException when the limit is reached first, or its own limit stopped it; it is still to be
   *     closed
   */
  public Outcome await(Duration limit) {
    try {
      if (!executor.process().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) || limitReached) {
        throw Processes.timeLimit(limitReached ? command : command.within(limit), shown, out, err).asException();
      }
      drain();
      return outcome(executor.process().exitValue());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProcessProblems.interrupted(shown).because(e);
    }
  }

  private synchronized void drain() {
    if (drained) {
      return;
    }
    drained = true;
    executor.drain();
  }

  /**
   * What it printed so far, for an error message.
   *
   * @param lines how many lines at most
   * @return the last lines of standard error, or of standard output where there are none
   */
  public String tail(int lines) {
    return outcome(0).tail(lines);
  }

  private Outcome outcome(int exitCode) {
    return new Outcome(exitCode, out.list(), err.list(), Duration.ofNanos(System.nanoTime() - begin), shown);
  }

  /** Stops the process with its descendants and waits for their end; does nothing when it has ended. A second call does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    // An interrupted owner still owes the process its polite signal and the time to obey it.
    boolean interrupted = Thread.interrupted();
    try {
      executor.stop();
      TreeExecutor.forget(onExit);
      if (executor.started()) {
        drain();
      }
      log.close();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
