package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people type every day after {@code mvn}. */
class EverydayFlagsHoldIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  private static final String DEPENDENCY = """
      <dependencies>
          <dependency>
            <groupId>com.example.images</groupId>
            <artifactId>left</artifactId>
            <version>1.0.0</version>
            <type>vm-image</type>
          </dependency>
        </dependencies>
        <build>
      """;

  private static ImageProject single;
  private static Path reactor;

  /** A project by itself, and a reactor in which {@code right} names {@code left} as a dependency. */
  @BeforeAll
  static void start() {
    Path disk = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
    single = GuestlessProject.in(BENCH, "tiny").on(disk).withHcl().tagged();
    reactor = BENCH.folder("reactor");
    GuestlessProject.at(reactor.resolve("left"), BENCH, "left").on(disk).withHcl();
    GuestlessProject.at(reactor.resolve("right"), BENCH, "right").on(disk).withHcl()
        .edit("pom.xml", pom -> pom.replace("<build>\n", DEPENDENCY));
    GuestlessProject.at(reactor.resolve("third"), BENCH, "third").on(disk).withHcl();
    ImageModules.of(reactor, BENCH, "left", "right")
        .edit("pom.xml", pom -> pom.replace("</modules>", "  <module>third</module>\n  </modules>")).tagged();
  }

  @Test
  void modulesSideBySideShareOneTable() {
    Table table = Table.of(BENCH.maven(reactor).run("-T", "2", "verify").succeeded().leftNothing());
    assertThat(table.column("module")).as("the order of the reactor, whichever was done first").containsExactly("left", "right", "third");
    assertThat(table.column("result")).containsOnly("ok");
    assertThat(table.column("where")).containsExactly("left/target/vmimage/lint.sarif", "right/target/vmimage/lint.sarif",
        "third/target/vmimage/lint.sarif");
  }

  @Test
  void failAtEndGoesOnWithWhatDoesNotNeedTheFailedModule() {
    Run run = BENCH.maven(reactor).run("--fail-at-end", "verify", "-pl", "left,right,third", "-Dvmimage.template=src/absent");
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.lines()).as("no stage beyond validate ran").noneMatch(Table::isHeading);

    ImageProject left = new ImageProject(reactor.resolve("left"), GuestlessProject.GROUP, "left", "1.0.0", BENCH.home());
    String good = Folders.read(left.folder().resolve(GuestlessProject.HCL));
    left.write(GuestlessProject.HCL, good.replace("type = string", "type = strinx"));
    try {
      Table table = Table.of(BENCH.maven(reactor).run("--fail-at-end", "-T", "2", "verify"));
      assertThat(table.cell("left/lint", "result")).isEqualTo("failed");
      assertThat(table.cell("right/lint", "result")).as("it needs the failed one").isEqualTo("skipped");
      assertThat(table.cell("third/lint", "result")).isEqualTo("ok");
    } finally {
      left.write(GuestlessProject.HCL, good);
    }
  }

  @ParameterizedTest
  @CsvSource({"-pl right, right", "-pl right -am, left right", "-pl left -amd, left right", "-pl !left, right third"})
  void chosenModulesAreTheOnesThatRun(String flags, String modules) {
    List<String> arguments = new ArrayList<>(List.of(flags.split(" ")));
    arguments.addAll(List.of("clean", "verify"));
    Run run = BENCH.maven(reactor).run(arguments.toArray(String[]::new)).succeeded();
    List<String> linted = List.of("left", "right", "third").stream()
        .filter(m -> run.text().contains("lint (default-lint) @ " + m)).toList();
    assertThat(linted).containsExactly(modules.split(" "));
    assertThat(Table.of(run).rows()).hasSameSizeAs(linted);
  }

  /** Paths in the table lead from where the user is. */
  @Test
  void pomInAnotherFolderIsBuiltThere() {
    Path above = single.folder().getParent();
    Run run = BENCH.maven(above).run("-f", "tiny/pom.xml", "verify").succeeded().leftNothing();
    assertThat(Table.of(run).cell("lint", "where")).isEqualTo("tiny/target/vmimage/lint.sarif");
    assertThat(single.work().resolve("lint.sarif")).exists();
    assertThat(above.resolve("target")).doesNotExist();
  }

  @Test
  void debugShowsCommandLinesAndStillOneTable() {
    Run run = BENCH.maven(single).run("-X", "verify").succeeded();
    assertThat(run.lines()).anyMatch(l -> l.startsWith("[DEBUG]") && l.contains("$ packer validate"));
    assertThat(Table.of(run).column("stage")).containsExactly("lint");
  }

  @Test
  void quietLeavesOutTheTable() {
    assertThat(BENCH.maven(single).run("-q", "verify").succeeded().visible()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"never, false", "always, true"})
  void colourIsAsTheUserSays(String style, boolean coloured) {
    Run run = BENCH.maven(single).run("-Dstyle.color=" + style, "verify").succeeded();
    List<String> own = run.lines().stream().filter(l -> l.contains("Linted, ")).toList();
    assertThat(own).hasSize(1);
    assertThat(own.get(0).contains("\u001b[1mlint 0:")).as(own.get(0)).isEqualTo(coloured);
  }

  @Test
  void transfersOfUpstreamsAreShownAsMavensOwnUnlessUnwanted() {
    Path disk = PreparedDisk.ofRelease("fetched", "1.0.0").in(BENCH.folder("disks"));
    try (LoopbackFile served = new LoopbackFile(disk)) {
      ImageProject project = GuestlessProject.in(BENCH, "fetched")
          .on(served.url(), "<sha256>" + Digests.of("SHA-256", disk) + "</sha256>").withHcl().tagged();
      String goal = "vmimage:verify-upstream";
      BENCH.maven(project).showingTransfers().run(goal, "-Dvmimage.cache=" + BENCH.folder("cache-1")).succeeded()
          .says("Downloading from upstream: " + served.url(), "Downloaded from upstream: " + served.url());
      BENCH.maven(project).run("-ntp", goal, "-Dvmimage.cache=" + BENCH.folder("cache-2")).succeeded().doesNotSay("Download");
      assertThat(served.requests()).isEqualTo(2);
    }
  }

  @Test
  void offlineBuildsFromWhatIsHere() {
    Run run = BENCH.maven(single).run("-o", "install").succeeded().leftNothing();
    Table table = Table.of(run);
    assertThat(table.column("stage")).containsExactly("lint", "verify-upstream", "build", "audit", "test", "attach");
    assertThat(table.column("where")).containsExactly("target/vmimage/lint.sarif", "target/vmimage/verify-upstream.json",
        "target/vmimage/images/tiny-1.0.0.qcow2", "target/vmimage/test-report.html", "target/vmimage/test-report.html",
        "target/tiny-1.0.0.json");
  }

  @Test
  void dryRunSaysWhatItWouldDo() {
    Table table = Table.of(BENCH.maven(single).run("install", "-Dvmimage.dryRun").succeeded());
    assertThat(table.column("result")).hasSize(6).containsOnly("would");
  }

  /** The packaging needs extensions; a goal that is bound in another packaging does not, and each goal is by itself then. */
  @Test
  void withoutExtensionsAGoalRunsAndThereIsNoTable() {
    ImageProject plain = GuestlessProject.in(BENCH, "plain").upstream("<artifact>a:b:1</artifact>").withHcl().edit("pom.xml", pom -> pom
        .replace("<packaging>vm-image</packaging>", "<packaging>pom</packaging>").replace("<extensions>true</extensions>", """
            <executions>
              <execution>
                <id>check</id>
                <goals><goal>lint</goal></goals>
              </execution>
            </executions>
            """)).committed();
    Run run = BENCH.maven(plain).run("verify").succeeded().says("Linted, ");
    assertThat(run.lines()).noneMatch(Table::isHeading);
  }
}
