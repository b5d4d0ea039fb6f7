package io.github.vmimage.it;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandaloneGoalsSayWhatIsMissingIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  private static ImageProject project;

  @BeforeAll
  static void startAProject() {
    project = GuestlessProject.sealed(BENCH, "tiny").withHcl().tagged();
  }

  @ParameterizedTest
  @CsvSource({"build, verify-upstream", "audit, build", "test, build", "attach, verify-upstream"})
  void goalNamesTheOneThatMustRunBefore(String goal, String before) {
    BENCH.maven(project).run("vmimage:" + goal).failedOnceWith("where: ", "vmimage:" + before).saysNext("mvn ").leftNothing();
  }

  @Test
  void resolveWithoutAnImageSaysHowToNameOne() {
    BENCH.maven(BENCH.folder("nowhere")).run(Reactor.goal("resolve"))
        .failedOnceWith("The image's coordinates cannot be read", "-Dimage").saysNext("-Dimage=");
  }

  @Test
  void resolveOfWhatDoesNotExistNamesIt() {
    BENCH.maven(BENCH.folder("nowhere")).run(Reactor.goal("resolve"), "-Dimage=com.example.images:ghost:1.0.0",
        BENCH.newFileRepository("empty").asSource()).failedOnceWith("where: ", "com.example.images:ghost").saysNext("");
  }

  @Test
  void goalsRunOneByOneInTheirOrder() {
    BENCH.maven(project).run("vmimage:validate", "vmimage:lint").succeeded();
    BENCH.maven(project).run("clean").succeeded();
    BENCH.maven(project).run("vmimage:verify-upstream").succeeded();
    BENCH.maven(project).run("vmimage:build").succeeded().leftNothing();
    BENCH.maven(project).run("vmimage:audit").succeeded().leftNothing();
    BENCH.maven(project).run("vmimage:attach").failedOnceWith("The goal vmimage:test has not run here").saysNext("mvn vmimage:test");
    BENCH.maven(project).run("vmimage:test").succeeded().says("The disk is not booted: The disk holds files only").leftNothing();
    BENCH.maven(project).run("vmimage:attach").succeeded();
    BENCH.maven(project).run("clean").succeeded();
  }
}
