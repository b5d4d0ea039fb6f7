package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DebugShowsCommandLinesIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  @Test
  void commandLinesAreShownAtDebugOnlyAndNoColourGoesToAFile() {
    ImageProject project = GuestlessProject.sealed(BENCH, "tiny").withHcl().tagged();
    Run debug = BENCH.maven(project).run("-X", "verify").succeeded();
    assertThat(debug.lines()).anyMatch(l -> l.startsWith("[DEBUG]") && l.contains("$ ") && l.contains("packer validate"));
    Run plain = BENCH.maven(project).run("install").succeeded().leftNothing();
    assertThat(plain.lines()).noneMatch(l -> l.contains("$ packer")).noneMatch(l -> l.contains(" | ") && l.contains("\u001b["));
    assertThat(plain.lines()).as("Packer's output streams with stage and elapsed time")
        .anyMatch(l -> l.matches("\\[INFO\\] build \\d+:\\d\\d \\| .*"));
  }
}
