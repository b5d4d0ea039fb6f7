package io.github.vmimage.process;

import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.commons.exec.ExecuteException;

/**
 * Starts processes. Each runs with a time limit; when that is reached, or when this Java process is told to stop, the process and
 * all its descendants are stopped: first politely, then, after {@link #GRACE}, for good.
 */
public final class Processes {
  /** How many lines of output an {@link Outcome} keeps. */
  public static final int KEPT_LINES = 20_000;

  /** How many characters these lines may have together, so that many long ones do not fill the memory. */
  static final int KEPT_CHARACTERS = 8 << 20;

  /** Time between the polite and the final signal. */
  public static final Duration GRACE = Duration.ofSeconds(10);

  /** The mark of what belongs to no project's run. */
  private static final String OWN = "java-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
  private static final AtomicLong COMMANDS = new AtomicLong();

  private final Secrets secrets;
  private final Progress progress;
  private final String mark;
  private final boolean whileStopping;

  /**
   * Makes a starter of processes.
   *
   * @param secrets what to mask in all output and command lines
   * @param progress gets the command lines, at debug level
   */
  public Processes(Secrets secrets, Progress progress) {
    this(secrets, progress, OWN, false);
  }

  private Processes(Secrets secrets, Progress progress, String mark, boolean whileStopping) {
    this.secrets = secrets;
    this.progress = progress;
    this.mark = mark;
    this.whileStopping = whileStopping;
  }

  /**
   * The same, with a mark on every process and on all that these start, by which {@link MarkedProcesses} finds them.
   *
   * @param text the mark
   * @return a starter of processes
   */
  public Processes marked(String text) {
    return new Processes(secrets, progress, text, whileStopping);
  }

  /**
   * The same, for a clean-up: these processes may be started even when this Java process has been told to stop.
   *
   * @return a starter of processes
   */
  public Processes whileStopping() {
    return new Processes(secrets, progress, mark, true);
  }

  /**
   * The same, hiding more.
   *
   * @param more values to mask too
   * @return a starter of processes
   */
  public Processes hiding(List<String> more) {
    return new Processes(secrets.and(more), progress, mark, whileStopping);
  }

  /**
   * Hides what all output hides, for text that was put together from it.
   *
   * @param text any text
   * @return the text with every secret masked
   */
  public String mask(String text) {
    return secrets.mask(text);
  }

  /**
   * Runs a command to its end.
   *
   * @param command what to run
   * @return how it ended, whatever the exit code
   * @throws io.github.vmimage.report.ProblemException when it cannot be started or exceeds its limit
   */
  public Outcome run(Command command) {
    String shown = secrets.mask(command.line());
    progress.debug("$ " + shown);
    Lines out = new Lines();
    Lines err = new Lines();
    long start = System.nanoTime();
    TreeExecutor executor = new TreeExecutor(command);
    try (ToolLog log = ToolLog.open(command.log())) {
      Consumer<String> both = line -> {
        log.write(line);
        command.onLine().accept(line);
      };
      int exit;
      try (LineSink stdout = new LineSink(secrets, out.and(both)); LineSink stderr = new LineSink(secrets, err.and(both))) {
        executor.setStreamHandler(new OutputPumps(stdout, stderr));
        exit = executor.run(environment(command), whileStopping);
      }
      if (exit == 127) {
        throw command.tool().notStarted(shown + "\n" + err.tail()).asException();
      }
      return new Outcome(exit, out.list(), err.list(), Duration.ofNanos(System.nanoTime() - start), shown);
    } catch (ExecuteException e) {
      throw timeLimit(command, shown, out, err).because(e);
    } catch (IOException e) {
      if (executor.started()) {
        throw ProcessProblems.cutOff(command.tool().executable(), shown, e.toString()).because(e);
      }
      throw command.tool().missing(command.executable()).because(e);
    }
  }

  /**
   * Runs a command that must succeed.
   *
   * @param command what to run
   * @return how it ended, with exit code 0
   * @throws io.github.vmimage.report.ProblemException when it ends with another exit code, too
   */
  public Outcome require(Command command) {
    Outcome outcome = run(command);
    if (!outcome.succeeded()) {
      throw ProcessProblems.failed(command.tool().executable(), outcome.exitCode(), outcome.command(), outcome.tail(20)).asException();
    }
    return outcome;
  }

  /**
   * Starts a command and comes back at once: for daemons and guests. Its limit still holds: it bounds the whole life of the process.
   *
   * @param command what to run
   * @return the process, to be closed by the caller; it is also stopped when this Java process is told to stop
   * @throws io.github.vmimage.report.ProblemException when it cannot be started
   */
  public RunningProcess start(Command command) {
    String shown = secrets.mask(command.line());
    progress.debug("$ " + shown + " &");
    return RunningProcess.start(command, secrets, shown, environment(command), whileStopping);
  }

  static Problem timeLimit(Command command, String shown, Lines out, Lines err) {
    Lines last = err.isEmpty() ? out : err;
    return ProcessProblems.timeLimit(command.tool().executable(), command.limit().toSeconds(), shown, last.tail());
  }

  private Map<String, String> environment(Command command) {
    Map<String, String> all = new HashMap<>(ProgramEnvironment.of(command.tool()).from(System.getenv()));
    all.put(MarkedProcesses.VARIABLE, MarkedProcesses.ofCommand(mark, COMMANDS.incrementAndGet()));
    all.putAll(command.environment());
    return all;
  }

  /** The last lines of a stream. */
  static final class Lines {
    private final Deque<String> last = new ArrayDeque<>();
    private int characters;

    synchronized void add(String line) {
      last.addLast(line);
      characters += line.length();
      while (last.size() > KEPT_LINES || characters > KEPT_CHARACTERS) {
        characters -= last.removeFirst().length();
      }
    }

    Consumer<String> and(Consumer<String> next) {
      return line -> {
        add(line);
        next.accept(line);
      };
    }

    synchronized boolean isEmpty() {
      return last.isEmpty();
    }

    synchronized List<String> list() {
      return List.copyOf(last);
    }

    String tail() {
      List<String> all = list();
      return String.join("\n", all.subList(Math.max(0, all.size() - 20), all.size()));
    }
  }
}
