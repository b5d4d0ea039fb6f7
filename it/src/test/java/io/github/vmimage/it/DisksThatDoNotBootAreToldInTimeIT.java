package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A disk without a boot loader: the test says so within its limit, releases nothing and leaves nothing behind. */
class DisksThatDoNotBootAreToldInTimeIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  @Test
  void nothingComesUpFromADiskOfFilesOnly() {
    ImageProject project = GuestlessProject.sealed(BENCH, "still").booted().configured("<bootTimeout>1</bootTimeout>").withHcl().tagged();
    Run run = BENCH.maven(project).within(Duration.ofMinutes(5)).run("install");
    run.failedOnceWith("The guest twin-", "target/vmimage/logs/twin-").neverReached("attach").leftNothing();
    assertThat(project.folder().resolve("target/vmimage/test-report.json")).content().contains("\"FAILED\"", "\"NOT_RUN\"");
    assertThat(project.folder().resolve("target/vmimage/test.json")).doesNotExist();
    assertThat(project.folder().resolve("target/vmimage/scratch/twin-a.qcow2")).doesNotExist();
  }
}
