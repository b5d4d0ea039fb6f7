package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code kill -9} of Maven and of each program that it runs, at moments spread evenly over their lives: two of each here,
 * {@code -Dvmimage.it.moments=20} for a long run. The table of what was seen is written to {@code killed.md} in the target folder.
 */
class KilledAtAnyMomentIT {
  private static final int MOMENTS = Integer.getInteger("vmimage.it.moments", 2);
  /** Enough for Maven to read the finished disk for a second or two. */
  private static final int BULK = 128 << 20;
  private static final Pattern STAGE = Pattern.compile("--- " + Reactor.PLUGIN + ":[^:]+:([\\w-]+) .*|--- vmimage:[^:]+:([\\w-]+) .*");

  @RegisterExtension
  static final Bench BENCH = new Bench();

  private static final List<String> ROWS = new ArrayList<>();
  private static ImageProject project;

  enum Victim {
    MAVEN("java", ""), PACKER("packer", " build "), QEMU("qemu-system", ".qcow2"), EXPORT("qemu-storage-daemon", "");

    private final String program;
    private final String text;

    Victim(String program, String text) {
      this.program = program;
      this.text = text;
    }
  }

  @BeforeAll
  static void makeProject() {
    project = BriefGuest.project(BENCH, "brief", BULK).tagged();
  }

  @AfterAll
  static void writeTable() {
    Folders.write(Reactor.target().resolve("killed.md"), "| killed | at | stage | what was seen | left in the end |\n"
        + "| --- | ---: | --- | --- | --- |\n" + String.join("\n", ROWS) + "\n");
  }

  private static StartedMaven start() {
    return BENCH.maven(project).start("install", "-Dmaven.install.skip=true");
  }

  /** Milliseconds from the program's start to its end in a run that nobody disturbs. */
  private static long lifeOf(Victim victim) {
    StartedMaven maven = start();
    if (victim != Victim.MAVEN) {
      maven.awaitProgram(victim.program, victim.text);
    }
    long begin = System.nanoTime();
    maven.await("ends " + victim,
        () -> victim == Victim.MAVEN ? !maven.isAlive() : maven.leftovers().pids(victim.program, victim.text).isEmpty());
    long life = (System.nanoTime() - begin) / 1_000_000;
    maven.ended().succeeded().leftNothing();
    return life;
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLeftAndNothingIsPublished(Victim victim) throws InterruptedException {
    long life = lifeOf(victim);
    for (int i = 0; i < MOMENTS; i++) {
      long moment = life * (2 * i + 1) / (2L * MOMENTS);
      StartedMaven maven = start();
      if (victim != Victim.MAVEN) {
        maven.awaitProgram(victim.program, victim.text);
      }
      Thread.sleep(moment);
      String seen = victim == Victim.MAVEN ? killed(maven) : survived(maven, victim);
      ROWS.add(String.format(Locale.ROOT, "| %s | %d ms | %s | %s | nothing |", victim.name().toLowerCase(Locale.ROOT), moment,
          stage(maven.ended().lines()), seen.replace('|', '/')));
    }
  }

  /** Maven's death is told by the next run, which cleans up. */
  private static String killed(StartedMaven maven) {
    maven.killMaven().ended();
    int left = maven.leftovers().processes().size();
    Run next = BENCH.maven(project).run("validate").succeeded();
    maven.leftovers().none();
    List<String> told = next.lines().stream().filter(l -> l.contains("Removed what an earlier run left")).toList();
    if (told.isEmpty()) {
      return "it had not begun, or was done";
    }
    assertThat(Folders.files(project.work().resolve("scratch"))).isEmpty();
    assertThat(project.work().resolve("output")).doesNotExist();
    return left + " processes lived on; the next run: " + shortened(told.get(0));
  }

  /** A program's death is Maven's to tell, once; one that had done its work already is no loss. */
  private static String survived(StartedMaven maven, Victim victim) {
    maven.killIfAlive(victim.program, victim.text);
    Run run = maven.ended();
    if (run.exitCode() == 0) {
      run.leftNothing();
      return "it had done its work: the build succeeded";
    }
    run.failedOnceWith("where: ").saysNext("").leftNothing();
    return "one problem: " + run.error().lines().filter(l -> !l.isBlank()).skip(1).findFirst().orElseThrow().strip();
  }

  private static String shortened(String line) {
    return line.substring(line.indexOf("Removed")).replaceAll("\\(mvn.*\\)", "(...)");
  }

  private static String stage(List<String> log) {
    String last = "before the first goal";
    for (String line : log) {
      Matcher m = STAGE.matcher(line.replaceFirst("^\\[INFO\\] ", ""));
      if (m.matches()) {
        last = m.group(1) == null ? m.group(2) : m.group(1);
      }
    }
    return last;
  }
}
