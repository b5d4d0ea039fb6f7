package io.github.vmimage.process;

import io.github.vmimage.report.ProblemException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for programs, before any of them is needed. Looking costs nothing: the folders of the PATH are searched, and nothing is started.
 * Only a program whose oldest usable version is known is asked for its version.
 */
public final class Toolbox {
  /** Even a program in Python on a slow machine has said by then who it is. */
  private static final Duration LIMIT = Duration.ofSeconds(15);
  /** Nothing calls home, nothing is coloured. */
  private static final Map<String, String> PLAIN = Map.of("NO_COLOR", "1", "ANSIBLE_NOCOLOR", "1", "CHECKPOINT_DISABLE", "1",
      "PACKER_NO_COLOR", "1");
  /** What the bootstrap adds to the PATH, where Debian keeps programs for root. */
  private static final List<Path> FOR_ROOT = List.of(Path.of("/usr/sbin"), Path.of("/sbin"));

  private final Processes processes;
  private final Map<Tool, String> chosen;
  private final List<Path> folders;

  /**
   * Looks on this process's PATH.
   *
   * @param processes asks programs for their version
   * @param chosen the user's own name or path of some programs
   */
  public Toolbox(Processes processes, Map<Tool, String> chosen) {
    this(processes, chosen, System.getenv().getOrDefault("PATH", ""));
  }

  Toolbox(Processes processes, Map<Tool, String> chosen, String path) {
    this.processes = processes;
    this.chosen = Map.copyOf(chosen);
    this.folders = Arrays.stream(path.split(File.pathSeparator)).filter(f -> !f.isEmpty()).flatMap(f -> path(f).stream()).toList();
  }

  /**
   * Looks for a program, without starting it.
   *
   * @param tool which
   * @return where it is, without a version
   */
  public FoundTool find(Tool tool) {
    String asked = chosen.getOrDefault(tool, tool.executable());
    Stream<Path> places = asked.contains("/") ? path(asked).map(Path::toAbsolutePath).stream()
        : Stream.concat(folders.stream(), tool.isForBootstrap() ? FOR_ROOT.stream() : Stream.empty()).map(f -> f.resolve(asked));
    return new FoundTool(tool, asked, places.filter(Toolbox::isProgram).findFirst(), Optional.empty());
  }

  /**
   * Looks for a program and asks for its version.
   *
   * @param tool which
   * @return what was found; without a version where the program does not tell it within some seconds
   */
  public FoundTool ask(Tool tool) {
    FoundTool found = find(tool);
    if (found.isMissing() || tool.versionArgument().isEmpty()) {
      return found;
    }
    return new FoundTool(tool, found.asked(), found.path(), version(found));
  }

  private Optional<ToolVersion> version(FoundTool found) {
    try {
      Outcome outcome = processes.run(Command.of(found.tool(), found.tool().versionArgument().orElseThrow())
          .by(found.path().orElseThrow().toString()).env(PLAIN).within(LIMIT));
      List<String> lines = Stream.concat(outcome.stdout().stream(), outcome.stderr().stream()).toList();
      // Beside its own version a program may tell those of its libraries; and there are other programs of some names.
      List<String> own = lines.stream().filter(l -> l.toLowerCase(Locale.ROOT).startsWith(found.tool().executable())).toList();
      return ToolVersion.in(String.join("\n", own.isEmpty() && found.tool().oldest().isEmpty() ? lines : own));
    } catch (ProblemException silent) {
      return Optional.empty();
    }
  }

  /**
   * Refuses to begin without some programs, and tells of all that are missing or too old at once.
   *
   * @param goal who needs them
   * @param tools what is needed
   * @return what was found
   * @throws ProblemException with one problem whose next command installs all of them
   */
  public Map<Tool, FoundTool> require(String goal, Collection<Tool> tools) {
    return refuse(goal, tools, t -> t.oldest().isPresent() ? ask(t) : find(t));
  }

  /**
   * Refuses to begin without some programs, and starts none to ask for its version: for a goal that has other work to do meanwhile, and
   * calls {@link #require} beside it.
   *
   * @param goal who needs them
   * @param tools what is needed
   * @throws ProblemException with one problem whose next command installs all that are missing
   */
  public void requirePresent(String goal, Collection<Tool> tools) {
    refuse(goal, tools, this::find);
  }

  private Map<Tool, FoundTool> refuse(String goal, Collection<Tool> tools, Function<Tool, FoundTool> look) {
    Map<Tool, FoundTool> found = tools.stream().distinct().collect(Collectors.toMap(t -> t, look, (a, b) -> a, LinkedHashMap::new));
    List<FoundTool> faults = found.values().stream().filter(f -> f.isMissing() || f.isTooOld()).toList();
    if (faults.isEmpty()) {
      return found;
    }
    String install = Installation.here(faults.stream().map(FoundTool::tool).toList());
    boolean otherPacker = faults.stream().anyMatch(f -> f.tool() == Tool.PACKER && (f.isTooOld() || chosen.containsKey(Tool.PACKER)));
    throw (otherPacker ? ProcessProblems.neededOrOtherPacker(goal, faults, install) : ProcessProblems.needed(goal, faults, install))
        .asException();
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  private static Optional<Path> path(String name) {
    try {
      return Optional.of(Path.of(name));
    } catch (InvalidPathException none) {
      return Optional.empty();
    }
  }
}
