package io.github.vmimage.it;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.apache.maven.shared.invoker.MavenInvocationException;

/**
 * A call of the Maven that runs these tests, with the machine's own settings, a local repository of the test's own and a home folder
 * that holds no one's Git, Packer or Ansible configuration.
 */
final class Maven {
  /** An environment variable that every process of a run inherits, so that one left behind is found. */
  static final String MARK = "VMIMAGE_IT_RUN";

  private static final Duration SHORT = Duration.ofMinutes(4);
  /** A run of seconds is over before Java's second compiler pays for itself; one that boots a guest reads large disks with its help. */
  private static final String ONE_COMPILER = " -XX:TieredStopAtLevel=1";

  private final Path folder;
  private final LocalRepository repository;
  private final Path home;
  private final Path log;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> options = new ArrayList<>();
  private Path temporary;
  private Duration limit = SHORT;
  private Path mavenHome = Reactor.mavenHome();
  private Path executable;
  private String javaOptions = "";
  private boolean showsTransfers;

  Maven(Path folder, LocalRepository repository, Path home, Path log) {
    this.folder = folder;
    this.repository = repository;
    this.home = home;
    this.log = log;
  }

  /** Raises the time limit from its four minutes: for runs that boot a guest. */
  Maven within(Duration time) {
    limit = time;
    return this;
  }

  /** Takes another Maven than the one that runs these tests. */
  Maven by(Path otherHome) {
    mavenHome = otherHome;
    return this;
  }

  /** Takes a script that is called in place of {@code mvn}, with the same arguments. */
  Maven through(Path script) {
    executable = script;
    return this;
  }

  /** Adds an option of the Java that Maven runs in. */
  Maven java(String option) {
    javaOptions += " " + option;
    return this;
  }

  /** Leaves {@code -ntp} out. */
  Maven showingTransfers() {
    showsTransfers = true;
    return this;
  }

  Maven with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Gives the run a folder for temporary files of its own; otherwise those of one home share one. */
  Maven temporary(Path folder) {
    temporary = folder;
    return this;
  }

  Maven option(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Starts goals, phases and options, and comes back at once. */
  StartedMaven start(String... arguments) {
    String mark = UUID.randomUUID().toString();
    Path temporary = Folders.make(home.resolve("tmp"));
    Folders.make(log.getParent());
    // A shell that starts these tests in the background has them, and all below, ignore Ctrl-C: a terminal does not.
    List<String> command = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT",
        mavenHome.resolve("bin").resolve("mvn").toString(), "-B", "-ntp", "-Dmaven.repo.local=" + repository.folder()));
    command.addAll(options);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile())
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().putAll(environment(mark, temporary));
    try {
      return new StartedMaven(builder.start(), String.join(" ", arguments), log, repository,
          new Leftovers(mark, List.of(folder, temporary)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> environment(String mark, Path tmp) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("MAVEN_OPTS", (System.getenv().getOrDefault("MAVEN_OPTS", "") + " -Djava.io.tmpdir=" + tmp
        + (limit.equals(SHORT) ? ONE_COMPILER : "") + javaOptions).strip());
    all.put("TMPDIR", tmp.toString());
    all.put(MARK, mark);
    all.put("VMIMAGE_IT_REPOSITORY", repository.folder().toString());
    all.putAll(Git.environment(home));
    all.putAll(environment);
    return all;
  }

  /** Runs goals, phases and options, as they would be typed after {@code mvn -B -ntp}. */
  Run run(String... arguments) {
    String mark = UUID.randomUUID().toString();
    if (temporary == null) {
      temporary = Folders.make(home.resolve("tmp"));
    }
    InvocationRequest request = new DefaultInvocationRequest();
    request.setBaseDirectory(folder.toFile());
    request.setBatchMode(true);
    request.setNoTransferProgress(!showsTransfers);
    request.setMavenHome(mavenHome.toFile());
    request.setLocalRepositoryDirectory(repository.folder().toFile());
    request.setTimeoutInSeconds((int) limit.toSeconds());
    request.addArgs(options);
    request.addArgs(List.of(arguments));
    environment(mark, temporary).forEach(request::addShellEnvironment);
    List<String> lines = new ArrayList<>();
    long start = System.nanoTime();
    InvocationResult result = invoke(request, lines);
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    String broken = result.getExecutionException() == null ? "" : result.getExecutionException().getMessage();
    return new Run(String.join(" ", arguments), result.getExitCode(), List.copyOf(lines), log, time, repository,
        new Leftovers(mark, List.of(folder, temporary)), broken);
  }

  private InvocationResult invoke(InvocationRequest request, List<String> lines) {
    Folders.make(log.getParent());
    try (BufferedWriter writer = Files.newBufferedWriter(log)) {
      writer.write("$ cd " + folder + " && mvn " + String.join(" ", request.getArgs()) + "\n");
      request.setOutputHandler(line -> note(line, lines, writer));
      request.setErrorHandler(line -> note(line, lines, writer));
      DefaultInvoker invoker = new DefaultInvoker();
      invoker.setWorkingDirectory(folder.toFile());
      invoker.setMavenExecutable((executable == null ? mavenHome.resolve("bin").resolve("mvn") : executable).toFile());
      return invoker.execute(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MavenInvocationException e) {
      throw new IllegalStateException("Maven could not be called", e);
    }
  }

  private static void note(String line, List<String> lines, BufferedWriter writer) throws IOException {
    synchronized (lines) {
      lines.add(line);
      writer.write(line);
      writer.newLine();
      writer.flush();
    }
  }
}
