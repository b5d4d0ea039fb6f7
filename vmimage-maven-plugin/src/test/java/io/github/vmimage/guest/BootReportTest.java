package io.github.vmimage.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.guest.BootTimeline.Milestone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootReportTest {
  @TempDir
  private Path dir;
  private BootWatch watch;

  @BeforeEach
  void watch() {
    watch = new BootWatch(new TestGuestRequest("twin-a", new GuestDisk(dir.resolve("disk.qcow2").toString(), "qcow2"), "tcg", new GuestSize(1, 128),
        GuestNetwork.CLOSED, dir.resolve("guest"), dir.resolve("clone.qcow2"), dir.resolve("console.log"), Duration.ofMinutes(3)));
  }

  private List<String> reached(String... lines) {
    BootReport report = new BootReport(watch);
    Stream.of(lines).forEach(report::line);
    return watch.timeline().milestones().stream().map(Milestone::name).toList();
  }

  private long millis(String milestone) {
    return watch.timeline().milestones().stream().filter(m -> m.name().equals(milestone)).findFirst().orElseThrow().millis();
  }

  @Test
  void timesOfTheGuestAreCountedFromItsKernel() {
    assertThat(reached("uptime 0.00", "running", "userspace 250000", "cloud-init 1750000")).containsExactlyInAnyOrder(Milestone.STARTED,
        Milestone.KERNEL, Milestone.RUNNING, Milestone.USERSPACE, Milestone.CLOUD_INIT);
    assertThat(millis(Milestone.USERSPACE) - millis(Milestone.KERNEL)).isEqualTo(250);
    assertThat(millis(Milestone.CLOUD_INIT) - millis(Milestone.KERNEL)).isEqualTo(1750);
  }

  @Test
  void whatAGuestDoesNotHaveIsNoMilestone() {
    assertThat(reached("uptime 1.5", "running", "userspace ", "cloud-init 0")).containsExactlyInAnyOrder(Milestone.STARTED, Milestone.KERNEL,
        Milestone.RUNNING);
  }

  @Test
  void aGuestWithoutSystemdTellsOfCloudInitWhenItIsDone() {
    assertThat(reached("cloud-init", "uptime 9")).containsExactlyInAnyOrder(Milestone.STARTED, Milestone.CLOUD_INIT, Milestone.KERNEL);
  }

  @Test
  void noiseIsIgnored() {
    assertThat(reached("", "uptime", "uptime -1", "uptime 1e9", "userspace 99999999999999999999", "Welcome to running")).containsExactly(
        Milestone.STARTED);
  }
}
