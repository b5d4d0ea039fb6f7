package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScaffoldOfBothStagesLintsCleanIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  @Test
  void baseScaffoldLintsClean() {
    ImageProject base = Scaffold.ofBase(BENCH).generate("base-image").committed();
    assertThat(base.folder().resolve("src/main/keys")).isDirectoryContaining("glob:**.gpg");
    lintsClean(base);
  }

  /** Its upstream does not exist anywhere: lint does without. */
  @Test
  void appScaffoldLintsClean() {
    ImageProject app = Scaffold.ofApp(BENCH).generate("app-image").committed();
    assertThat(Folders.read(app.folder().resolve("pom.xml"))).contains("<artifact>com.example.images:base-image:0.1.0</artifact>");
    lintsClean(app);
    BENCH.maven(app).run("-o", "verify").succeeded();
  }

  @Test
  void upstreamThatCannotBeResolvedIsRefusedWithBothWaysOn() {
    ImageProject app = Scaffold.ofApp(BENCH).generate("orphan-image").tagged();
    FileRepository remote = BENCH.newFileRepository("remote");
    BENCH.maven(app).run("deploy", remote.asTarget())
        .failedOnceWith("The released image com.example.images:base-image:0.1.0 cannot be resolved",
            "mvn deploy in the project of base-image", "<repository>", "<url>")
        .neverReached("build").changedNothing(app, remote);
  }

  private static void lintsClean(ImageProject project) {
    Run lint = BENCH.maven(project).run("verify").succeeded().doesNotSay("[WARNING]").neverReached("verify-upstream").leftNothing();
    assertThat(lint.repository().files(project.group(), project.artifact(), project.version())).isEmpty();
    assertThat(project.git().run("status", "--porcelain")).as("what lint leaves in the work tree").isEmpty();
  }
}
