package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QuietIsQuietIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  @Test
  void quietLintAndBuildPrintNothingAndKeepTheirLogs() {
    ImageProject project = GuestlessProject.sealed(BENCH, "tiny").withHcl().tagged();
    assertThat(BENCH.maven(project).run("-q", "verify").succeeded().visible()).as("verify").isEmpty();
    assertThat(BENCH.maven(project).run("-q", "install").succeeded().visible()).as("install").isEmpty();
    assertThat(Folders.files(project.work().resolve("logs"))).isNotEmpty();
  }
}
