package io.github.vmimage.seal;

import io.github.vmimage.seal.GuestEntry.Kind;
import java.util.List;
import java.util.stream.Stream;

/** That cloud-init treats a machine made from the image as new. */
final class CloudInitRules {

  static final List<SealRule> RULES = List.of(
      SealRule.error("cloud-init-state",
          "With its state left, cloud-init takes a new machine for the one it has set up already: no keys, no user, no network",
          "Empty /var/lib/cloud: cloud-init clean --seed",
          i -> i.nothingBelow("/var/lib/cloud")),
      SealRule.error("cloud-init-logs",
          "They tell of the build's machine, its user data included",
          "Empty /var/log/cloud-init*.log",
          i -> i.absentOrEmpty("/var/log/cloud-init*")),
      SealRule.error("cloud-init-disabled",
          "With this file, this option or its units masked, cloud-init never runs, and nobody's key is ever put in",
          "Remove /etc/cloud/cloud-init.disabled, unmask the units (systemctl unmask), and remove cloud-init=disabled from the kernel's command "
              + "line",
          CloudInitRules::disabled),
      SealRule.error("cloud-init-installer",
          "What the installer left here pins the data source or the network of the build's machine",
          "Remove the installer's files from /etc/cloud/cloud.cfg.d",
          i -> i.absent("/etc/cloud/cloud.cfg.d/*installer*", "/etc/cloud/cloud.cfg.d/*curtin*", "/etc/cloud/cloud.cfg.d/subiquity-*")),
      SealRule.error("cloud-init-sudoers",
          "The file gives sudo without a password to the user of the build",
          "Remove /etc/sudoers.d/90-cloud-init-users; cloud-init writes it anew for each machine's user",
          i -> i.absent("/etc/sudoers.d/90-cloud-init-users")));

  private CloudInitRules() {}

  private static void disabled(Inspection i) {
    i.absent("/etc/cloud/cloud-init.disabled");
    // systemctl mask: a link to /dev/null, or an empty file.
    Stream.of("/etc/systemd/system/cloud-init*", "/etc/systemd/system/cloud-config*", "/etc/systemd/system/cloud-final.service",
            "/etc/systemd/system-generators/cloud-init-generator").flatMap(pattern -> i.tree().glob(pattern).stream())
        .filter(unit -> unit.isEmptyFile()
            || unit.kind() == Kind.LINK && i.tree().follow(unit).host().equals(i.tree().at("/dev/null").host()))
        .forEach(unit -> i.violation(unit.path(), "masked"));
    Stream.of("/etc/default/grub", "/etc/default/grub.d/*", "/etc/kernel/cmdline", "/boot/grub/grub.cfg", "/boot/grub2/grub.cfg",
            "/boot/loader/entries/*.conf").flatMap(pattern -> i.tree().glob(pattern).stream())
        .filter(file -> i.tree().read(file).lines().anyMatch(line -> line.matches("(?:[^#]*[\\s\"'=])?cloud-init=disabled(?:[\\s\"'].*)?")))
        .forEach(file -> i.violation(file.path(), "cloud-init=disabled"));
  }
}
