package io.github.vmimage.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What to run. Immutable; each method returns a changed copy.
 *
 * @param tool which program
 * @param executable its name or path; the tool's own name unless the user gave another
 * @param arguments in order, each passed as it is: no shell reads them
 * @param directory working directory, or null for this process's own
 * @param environment added to what {@linkplain ProgramEnvironment the program gets} of this process's environment
 * @param limit time after which the process tree is stopped
 * @param grace time that the first process has for its own clean-up when it is told to stop; after it the whole tree is killed
 * @param watch may have the process tree stopped earlier
 * @param onLine gets every line of standard output and standard error, masked, as it comes
 * @param log file that gets the same lines, or null
 */
public record Command(Tool tool, String executable, List<String> arguments, Path directory, Map<String, String> environment,
    Duration limit, Duration grace, Watch watch, Consumer<String> onLine, Path log) {

  /** Copies the collections. */
  public Command {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /**
   * A command with the default limit of ten minutes, this process's directory and environment.
   *
   * @param tool which program
   * @param arguments each turned into a string
   * @return the command
   */
  public static Command of(Tool tool, Object... arguments) {
    return new Command(tool, tool.executable(), List.of(), null, Map.of(), Duration.ofMinutes(10), Processes.GRACE, Watch.NONE,
        line -> {}, null).with(arguments);
  }

  /**
   * Adds arguments.
   *
   * @param more each turned into a string
   * @return a longer command
   */
  public Command with(Object... more) {
    List<String> all = new ArrayList<>(arguments);
    for (Object argument : more) {
      all.add(argument.toString());
    }
    return new Command(tool, executable, all, directory, environment, limit, grace, watch, onLine, log);
  }

  /**
   * Uses another executable than the one on the PATH.
   *
   * @param nameOrPath program name or path
   * @return the command
   */
  public Command by(String nameOrPath) {
    return new Command(tool, nameOrPath, arguments, directory, environment, limit, grace, watch, onLine, log);
  }

  /**
   * Sets the working directory.
   *
   * @param dir an existing directory
   * @return the command
   */
  public Command in(Path dir) {
    return new Command(tool, executable, arguments, dir, environment, limit, grace, watch, onLine, log);
  }

  /**
   * Adds an environment variable.
   *
   * @param name its name
   * @param value its value
   * @return the command
   */
  public Command env(String name, String value) {
    return env(Map.of(name, value));
  }

  /**
   * Adds environment variables.
   *
   * @param more names and values
   * @return the command
   */
  public Command env(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(environment);
    all.putAll(more);
    return new Command(tool, executable, arguments, directory, all, limit, grace, watch, onLine, log);
  }

  /**
   * Sets the time limit.
   *
   * @param time after which the process tree is killed
   * @return the command
   */
  public Command within(Duration time) {
    return new Command(tool, executable, arguments, directory, environment, time, grace, watch, onLine, log);
  }

  /**
   * Gives the program time for its own clean-up.
   *
   * @param time between the polite signal and the end of the whole tree; {@link Processes#GRACE} by default
   * @return the command
   */
  public Command grace(Duration time) {
    return new Command(tool, executable, arguments, directory, environment, limit, time, watch, onLine, log);
  }

  /**
   * Has the command watched while {@link Processes#run} runs it.
   *
   * @param watcher may have it stopped
   * @return the command
   */
  public Command watched(Watch watcher) {
    return new Command(tool, executable, arguments, directory, environment, limit, grace, watcher, onLine, log);
  }

  /**
   * Listens to the output.
   *
   * @param listener gets every masked line as it comes
   * @return the command
   */
  public Command listening(Consumer<String> listener) {
    return new Command(tool, executable, arguments, directory, environment, limit, grace, watch, listener, log);
  }

  /**
   * Keeps the output in a file.
   *
   * @param file written anew
   * @return the command
   */
  public Command logged(Path file) {
    return new Command(tool, executable, arguments, directory, environment, limit, grace, watch, onLine, file);
  }

  /**
   * The command line as a person would type it.
   *
   * @return words quoted for a POSIX shell where needed; secrets are not masked here
   */
  public String line() {
    StringBuilder line = new StringBuilder(quoted(executable));
    arguments.forEach(a -> line.append(' ').append(quoted(a)));
    return line.toString();
  }

  private static String quoted(String word) {
    return !word.isEmpty() && word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
