package io.github.vmimage.pipeline;

import io.github.vmimage.ansible.AnsibleRecap;
import io.github.vmimage.ansible.PlaybookTime;
import io.github.vmimage.packer.GuestListener;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Progress;
import java.util.Optional;

/** Tells from what Packer and Ansible say what the guest is at, and lets Ansible's own words explain a failure. */
final class GuestProgress implements GuestListener {
  private final Progress progress;
  private final AnsibleRecap recap;

  GuestProgress(Progress progress) {
    this.progress = progress;
    this.recap = new AnsibleRecap(task -> {
      progress.debug(task);
      progress.step(task.replaceFirst("^Ansible ", ""), 0, 0);
    });
  }

  @Override
  public void line(String build, String text) {
    recap.line(build, text);
    phase(text).ifPresent(phase -> progress.step(phase, 0, 0));
  }

  /** The words of Packer's QEMU builder and of its communicators; another builder has no phases. */
  private static Optional<String> phase(String text) {
    if (text.startsWith("Starting VM") || text.startsWith("Waiting for SSH")) {
      return Optional.of("boot");
    } else if (text.startsWith("Connected to SSH")) {
      return Optional.of("");
    } else if (text.startsWith("Provisioning with ")) {
      return Optional.of("provisioning");
    } else if (text.startsWith("Gracefully halting virtual machine")) {
      return Optional.of("shutdown");
    } else if (text.startsWith("Converting hard drive")) {
      return Optional.of("Packer converts the disk");
    }
    return Optional.empty();
  }

  /** {@return how long the playbooks took} */
  PlaybookTime time() {
    return recap.time();
  }

  @Override
  public Optional<Problem> failure() {
    return recap.failure();
  }
}
