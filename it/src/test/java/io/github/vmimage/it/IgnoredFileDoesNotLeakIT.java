package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Packer loads every {@code *.auto.pkrvars.hcl} beside the template: one that Git ignores must not shape an image. */
class IgnoredFileDoesNotLeakIT {
  private static final String FLAVOUR = """

      variable "flavour" {
        type    = string
        default = "plain"
      }
      """;

  @RegisterExtension
  static final Bench BENCH = new Bench();

  @Test
  void ignoredVariablesFileShapesNeitherReleaseNorSnapshot() {
    Path told = BENCH.folder("told");
    Path release = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
    ImageProject project = GuestlessProject.in(BENCH, "tiny").on(release).withHcl().write(".gitignore", "target/\n*.auto.pkrvars.hcl\n")
        .edit(GuestlessProject.HCL, text -> text.replace("""
            build {
              sources = ["source.file.disk"]
            }
            """, """
            build {
              sources = ["source.file.disk"]

              post-processor "shell-local" {
                inline              = ["echo ${var.flavour} >> %s/flavours"]
                keep_input_artifact = true
              }
            }
            """.formatted(told)) + FLAVOUR)
        .tagged()
        .write("src/main/packer/local.auto.pkrvars.hcl", "flavour = \"leaked\"\n");
    assertThat(project.git().run("status", "--porcelain")).as("Git sees nothing of it").isEmpty();

    BENCH.maven(project).run("install").succeeded().leftNothing();
    assertThat(flavours(told)).as("a release").isEqualTo("plain");

    project.edit("pom.xml", pom -> pom.replace("<version>1.0.0</version>", "<version>1.0.1-SNAPSHOT</version>"));
    BENCH.maven(project).run("vmimage:verify-upstream", "vmimage:build").succeeded().leftNothing();
    assertThat(flavours(told)).as("a snapshot").isEqualTo("plain\nplain");

    project.write(".gitignore", "target/\n");
    BENCH.maven(project).run("vmimage:verify-upstream", "vmimage:build").succeeded().leftNothing();
    assertThat(flavours(told)).as("a snapshot with the file not ignored, to show that it would have an effect")
        .isEqualTo("plain\nplain\nleaked");
  }

  private static String flavours(Path told) {
    return Folders.read(told.resolve("flavours")).strip();
  }
}
