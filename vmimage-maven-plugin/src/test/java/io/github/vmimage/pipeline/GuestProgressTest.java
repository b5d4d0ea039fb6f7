package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuestProgressTest {
  private final List<String> steps = new ArrayList<>();
  private final List<String> debug = new ArrayList<>();
  private final GuestProgress guest = new GuestProgress(new Progress() {
    @Override
    public void info(String line) {}

    @Override
    public void warn(String line) {}

    @Override
    public void debug(String line) {
      debug.add(line);
    }

    @Override
    public void step(String what, long done, long total) {
      steps.add(what);
    }
  });

  @Test
  void tellsBootTasksAndShutdownFromWhatPackerSays() {
    for (String line : List.of("Starting VM, booting disk image", "Waiting 10s for boot...", "Waiting for SSH to become available...",
        "Connected to SSH!", "Provisioning with Ansible...", "TASK [web : install the page] ****", "changed: [default]",
        "RUNNING HANDLER [web : restart] ****", "Gracefully halting virtual machine...", "Converting hard drive...")) {
      guest.line("qemu.disk", line);
    }
    assertThat(steps).containsExactly("boot", "boot", "", "provisioning", "task 1: web : install the page", "handler 2: web : restart",
        "shutdown", "Packer converts the disk");
    assertThat(debug).containsExactly("Ansible task 1: web : install the page", "Ansible handler 2: web : restart");
  }

  @Test
  void keepsAnsiblesReasonForAFailure() {
    assertThat(guest.failure()).isEmpty();
    guest.line("qemu.disk", "TASK [web : install the page] ****");
    guest.line("qemu.disk", "fatal: [default]: FAILED! => {\"msg\": \"no space\"}");
    assertThat(guest.failure()).hasValueSatisfying(p -> assertThat(p.text()).contains("web : install the page"));
  }
}
