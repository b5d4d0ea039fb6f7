package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run of Maven in which one or more modules meet a fault each, and what every one of them owes: one clear problem, an exit code that is
 * not zero, nothing attached, installed or published, no process, no mount and no temporary file left.
 */
final class FaultyRun {
  /** What the version of every faulty image is. */
  static final String VERSION = "1.0.0";

  private static final Pattern FAILED = Pattern.compile("\\[ERROR\\] Failed to execute goal (\\S+) .*?on project ([\\w.-]+): ?(.*)");
  private static final Pattern STACK_FRAME = Pattern.compile("(\\[ERROR\\]\\s*)?\\s+at [\\w.$/@]+\\(.*");
  /** Where Maven's own words after the errors begin. */
  private static final Pattern END = Pattern.compile("\\[ERROR\\] (To see the full stack trace|Re-run Maven using|For more information"
      + "|After correcting the problems).*");
  /** What a message has where nobody thought of a value: null at the end of a line, a Java object's or a Go value's address. */
  private static final Pattern SLIP = Pattern.compile(
      "(?m)NullPointerException|(?<=[\\s:=(])null[).]?$|@[0-9a-f]{6,8}\\b|\\b0xc0[0-9a-f]{8}\\b");
  /** Made by the virtual machine of Java and by Maven's console, which clean up by themselves or not at all. */
  private static final Pattern NOT_OURS = Pattern.compile("(hsperfdata_|jansi-|libjansi).*");
  /** What is half written, and what lives as long as one build only. */
  private static final Pattern UNFINISHED = Pattern.compile(".*\\.part|.*scratch/id_.*|.*\\.sock");
  /** What programs that do not heed TMPDIR leave in {@code /tmp}; the lock of a project stays. */
  private static final Pattern MACHINE_WIDE = Pattern.compile("/tmp/((vmi|packer)(?!.*\\.lock$).*)");

  private final FaultTable table;
  private final Path folder;
  private final FileRepository remote;
  private final Run run;
  private final Set<String> temporary;

  private FaultyRun(FaultTable table, Path folder, FileRepository remote, Run run, Set<String> temporary) {
    this.table = table;
    this.folder = folder;
    this.remote = remote;
    this.run = run;
    this.temporary = temporary;
  }

  /**
   * Runs Maven with temporary folders of its own.
   *
   * @param maven a call in the project's folder
   * @param folder the project's or the reactor's folder
   * @param remote where it may deploy to
   */
  static FaultyRun of(FaultTable table, Bench bench, Maven maven, Path folder, FileRepository remote, String... arguments) {
    Path own = bench.newTemporaryFolder();
    Run run = maven.temporary(own).run(arguments);
    return new FaultyRun(table, folder, remote, run, entries(own, NOT_OURS.asMatchPredicate().negate()));
  }

  /** The same with some mounts that only this run sees, and {@code /tmp} to itself. */
  static FaultyRun of(FaultTable table, Bench bench, Maven maven, Path folder, FileRepository remote, PrivateMounts mounts,
      String... arguments) {
    FaultyRun run = of(table, bench, maven.through(mounts.program()), folder, remote, arguments);
    assertThat(mounts.mounts()).as("mounts that outlive the run (log: %s)", run.run().log()).isEmpty();
    mounts.files().stream().filter(f -> MACHINE_WIDE.matcher(f).matches() || UNFINISHED.matcher(f).matches()).forEach(run.temporary::add);
    return run;
  }

  Run run() {
    return run;
  }

  /** The fault of the only module. */
  Told told(String fault) {
    return told(fault, folder.getFileName().toString(), folder);
  }

  /** The fault of one module of a reactor. */
  Told told(String fault, String module) {
    return told(fault, module, folder.resolve(module));
  }

  private Told told(String fault, String module, Path moduleFolder) {
    return told(fault, module, moduleFolder, 1);
  }

  /** Several things are wrong at once, and all are told. */
  Told toldTogether(String fault, String module, int problems) {
    return told(fault, module, folder.resolve(module), problems);
  }

  private Told told(String fault, String module, Path moduleFolder, int problems) {
    refused();
    Told told = toldIn(fault, module);
    leftNothing(module, moduleFolder);
    if (!told.goal().endsWith(":attach")) {
      assertThat(moduleFolder.resolve("target").resolve(module + "-" + VERSION + ".json")).as("manifest").doesNotExist();
    }
    assertThat(told.text().lines().filter(l -> l.strip().startsWith("next: "))).as("problems with a next command: %s", told.text())
        .hasSize(problems);
    assertThat(told.text()).as("log: %s", run.log()).contains("where: ");
    // What the linters found is in the lines below.
    String first = told.headline().startsWith("Lint found") ? ": " + told.part("seen").lines().findFirst().orElse("") : "";
    table.add(fault, run.exitCode(), told.headline() + first, told.part("next").lines().findFirst().orElse(""));
    return told;
  }

  /**
   * An upload that was refused: maven-deploy-plugin fails in its own form, and before that stands one problem of ours. What was built
   * before is in the local repository.
   */
  Told toldOfUpload(String fault, String module) {
    refused();
    Told mavens = toldIn(fault, module);
    assertThat(run.lines()).as("success of %s (log: %s)", module, run.log()).noneMatch(l -> l.contains("BUILD SUCCESS"));
    leftNothingRunning();
    List<String> ours = uploads().filter(t -> t.contains("seen:     " + GuestlessProject.GROUP + ":" + module + ":")).toList();
    assertThat(ours).as("problems with an upload of %s (log: %s)", module, run.log()).hasSize(1);
    Told told = new Told(fault, module, mavens.goal(), ours.get(0), run.log());
    assertThat(told.part("where")).as("log: %s", run.log()).isNotEmpty();
    table.add(fault, run.exitCode(), told.headline(), told.part("next").lines().findFirst().orElse(""));
    return told;
  }

  /** What the plugin says of uploads at the end of the session. */
  private Stream<String> uploads() {
    String errors = run.lines().stream().map(l -> l.replaceAll("\u001b\\[[0-9;]*m", "")).filter(l -> l.startsWith("[ERROR]"))
        .map(l -> l.substring("[ERROR]".length()).replaceFirst("^ ", "")).collect(Collectors.joining("\n"));
    return Pattern.compile("(?m)^The repository refused (?:.+\n?)+").matcher(errors).results().map(MatchResult::group);
  }

  /** A fault that is mended on the way: the run succeeds. */
  FaultyRun mended(String fault, String how) {
    run.succeeded();
    leftNothingRunning();
    table.add(fault, run.exitCode(), how, "");
    return this;
  }

  /** A fault of one module that is mended on the way: it is released, whatever becomes of the others. */
  void released(String fault, ImageProject module, String how) {
    assertThat(sections()).as("failed modules (log: %s)", run.log()).noneMatch(s -> s.module().equals(module.artifact()));
    remote.holdsRelease(module);
    leftNothingRunning();
    table.add(fault, 0, how, "");
  }

  private void refused() {
    assertThat(run.broken()).as("log: %s", run.log()).isEmpty();
    assertThat(run.exitCode()).as("exit code (log: %s)", run.log()).isNotZero();
    assertThat(run.lines()).as("stack trace (log: %s)", run.log()).noneMatch(l -> STACK_FRAME.matcher(l).matches());
  }

  private Told toldIn(String fault, String module) {
    List<Told> sections = sections().stream().filter(s -> s.module().equals(module)).toList();
    assertThat(sections).as("failed goals of %s (log: %s)", module, run.log()).hasSize(1);
    Told told = new Told(fault, module, sections.get(0).goal(), sections.get(0).text(), run.log());
    long inSections = sections().stream().flatMap(s -> s.text().lines()).filter(l -> l.contains(told.headline())).count();
    assertThat(run.lines().stream().filter(l -> l.contains(told.headline()))).as("'%s' is told once for each module (log: %s)",
        told.headline(), run.log()).hasSize((int) inSections);
    assertThat(SLIP.matcher(told.text()).results().map(MatchResult::group)).as("slips in %s", told.text()).isEmpty();
    assertThat(told.text()).as("size of a message, in characters (log: %s)", run.log()).hasSizeLessThan(20_000);
    return told;
  }

  private void leftNothing(String module, Path moduleFolder) {
    assertThat(run.repository().files(GuestlessProject.GROUP, module, VERSION)).as("installed files of %s", module).isEmpty();
    assertThat(remote.files()).as("published files").noneMatch(f -> f.contains("/" + module + "/"));
    assertThat(run.lines()).as("what was attached (log: %s)", run.log())
        .noneMatch(l -> l.contains(":install (") && l.contains("@ " + module + " "));
    assertThat(Folders.files(moduleFolder.resolve("target/vmimage"))).as("files half written, and keys")
        .noneMatch(UNFINISHED.asMatchPredicate());
    leftNothingRunning();
  }

  private void leftNothingRunning() {
    run.leftNothing();
    assertThat(temporary).as("temporary files that outlive the run (log: %s)", run.log()).isEmpty();
  }

  private List<Told> sections() {
    List<Told> sections = new java.util.ArrayList<>();
    Matcher open = null;
    StringBuilder text = new StringBuilder();
    for (String line : run.lines()) {
      String plain = line.replaceAll("\u001b\\[[0-9;]*m", "");
      Matcher failed = FAILED.matcher(plain);
      boolean begins = failed.matches();
      boolean ends = END.matcher(plain).matches();
      if (open != null && (begins || ends)) {
        sections.add(new Told("", open.group(2), open.group(1), text.toString().replaceAll(" -> \\[Help \\d+\\]", "").strip(), run.log()));
        open = null;
      }
      if (begins) {
        open = failed;
        text.setLength(0);
        text.append(failed.group(3)).append('\n');
      } else if (open != null) {
        text.append(plain.startsWith("[ERROR]") ? plain.substring("[ERROR]".length()).stripTrailing() : plain).append('\n');
      }
    }
    return sections;
  }

  private static Set<String> entries(Path folder, java.util.function.Predicate<String> named) {
    try (Stream<Path> all = Files.list(folder)) {
      return new TreeSet<>(all.map(p -> p.getFileName().toString()).filter(named).map(n -> folder + "/" + n).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one problem of one module. */
  record Told(String fault, String module, String goal, String text, Path log) {

    String headline() {
      return text.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
    }

    /** One part of the problem, such as {@code next}, with its lines joined. */
    String part(String name) {
      Matcher part = Pattern.compile("(?ms)^\\s*" + name + ": +(.*?)(?=^\\s*(?:where|seen|accepted|next): |\\z)").matcher(text);
      return part.find() ? part.group(1).strip() : "";
    }

    Told by(String goalName) {
      assertThat(goal).as("log: %s", log).endsWith(":" + goalName);
      return this;
    }

    Told headed(String headline) {
      assertThat(headline()).as("log: %s", log).isEqualTo(headline);
      return this;
    }

    Told saying(String... parts) {
      assertThat(text).as("log: %s", log).contains(parts);
      return this;
    }

    Told next(String... parts) {
      assertThat(part("next")).as("log: %s", log).contains(parts);
      return this;
    }
  }
}
