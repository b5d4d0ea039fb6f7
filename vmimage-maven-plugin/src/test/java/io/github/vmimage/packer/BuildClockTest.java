package io.github.vmimage.packer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.packer.BuildClock.Limit;
import io.github.vmimage.packer.BuildClock.Overrun;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BuildClockTest {
  private final AtomicLong now = new AtomicLong();
  private final BuildClock clock =
      new BuildClock(new TimeLimits(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30)), now::get);

  private void pass(long minutes) {
    now.addAndGet(Duration.ofMinutes(minutes).toNanos() + 1);
  }

  @Test
  void endsAGuestThatNeverAnswers() {
    clock.line("qemu.disk", "Starting VM...");
    pass(2);
    assertThat(clock.overrun()).isEmpty();
    assertThat(clock.isBooting()).isFalse();
    clock.line("qemu.disk", "Waiting for SSH to become available...");
    assertThat(clock.isBooting()).isTrue();
    pass(1);
    assertThat(clock.overrun()).contains(new Overrun(Limit.BOOT, "qemu.disk", "1 minute"));
  }

  @Test
  void endsAGuestThatIsNeverDone() {
    clock.line("qemu.disk", "Waiting for SSH to become available...");
    clock.line("qemu.disk", "Connected to SSH!");
    assertThat(clock.isBooting()).isFalse();
    pass(2);
    // A provisioner restarts the guest: Packer says it again.
    clock.line("qemu.disk", "Waiting for SSH to become available...");
    pass(2);
    assertThat(clock.overrun()).isEmpty();
    pass(1);
    assertThat(clock.overrun())
        .contains(new Overrun(Limit.PROVISIONING, "qemu.disk", "5 minutes"));
  }

  @Test
  void leavesTheShutdownToTheLimitOfTheWholeRun() {
    clock.line("qemu.disk", "Waiting for SSH to become available...");
    clock.line("qemu.disk", "Connected to SSH!");
    clock.line("qemu.disk", "Gracefully halting virtual machine...");
    pass(20);
    assertThat(clock.overrun()).isEmpty();
    pass(10);
    assertThat(clock.overrun()).contains(new Overrun(Limit.WHOLE, "", "30 minutes"));
  }

  @Test
  void keepsBuildsApart() {
    clock.line("qemu.a", "Waiting for SSH to become available...");
    clock.line("qemu.a", "Connected to SSH!");
    clock.line("qemu.b", "Waiting for WinRM to become available...");
    assertThat(clock.isBooting()).isTrue();
    pass(1);
    assertThat(clock.overrun()).hasValueSatisfying(o -> assertThat(o.build()).isEqualTo("qemu.b"));
  }

  @Test
  void takesNoGuestsWordsForAStop() {
    clock.line("qemu.disk", "Stopping what was never started");
    clock.line("qemu.disk", "Waiting for SSH to become available...");
    assertThat(clock.isBooting()).isTrue();
  }
}
