package io.github.vmimage.seal;

import static io.github.vmimage.seal.RuleExample.passes;
import static io.github.vmimage.seal.RuleExample.trips;

import java.util.List;

class CloudInitRulesTest extends RuleFamilyTest {

  @Override
  List<SealRule> rules() {
    return CloudInitRules.RULES;
  }

  @Override
  List<RuleExample> examples() {
    return List.of(
        trips("cloud-init-state", g -> g.file("/var/lib/cloud/data/instance-id", "i").link("/var/lib/cloud/instance", "instances/i")
            .file("/var/lib/cloud/sem/boot", ""), "/var/lib/cloud/data/instance-id: a file of 1 byte",
            "/var/lib/cloud/instance: a symbolic link", "/var/lib/cloud/sem/boot: an empty file"),
        passes("a guest that never had cloud-init", g -> g.remove("/var/lib/cloud")),
        passes("empty folders of cloud-init", g -> g.folder("/var/lib/cloud/instances").folder("/var/lib/cloud/seed/nocloud")),
        trips("cloud-init-logs", g -> g.file("/var/log/cloud-init-output.log.1", "x"),
            "/var/log/cloud-init-output.log.1: a file of 1 byte"),
        trips("cloud-init-disabled", g -> g.file("/etc/cloud/cloud-init.disabled", ""), "/etc/cloud/cloud-init.disabled: an empty file"),
        trips("cloud-init-disabled", g -> g.file("/etc/default/grub", "GRUB_CMDLINE_LINUX=\"quiet cloud-init=disabled\"\n")
            .file("/boot/loader/entries/a.conf", "options root=/dev/vda1 cloud-init=disabled ro\n"),
            "/etc/default/grub: cloud-init=disabled", "/boot/loader/entries/a.conf: cloud-init=disabled"),
        passes("a command line that says nothing of cloud-init", g -> g.file("/etc/default/grub",
            "# cloud-init=disabled\nGRUB_CMDLINE_LINUX=\"cloud-init=enabled\"\n")),
        trips("cloud-init-disabled", g -> g.link("/etc/systemd/system/cloud-init.service", "/dev/null")
                .file("/etc/systemd/system/cloud-init-local.service", "").link("/etc/systemd/system-generators/cloud-init-generator", "/dev/null"),
            "/etc/systemd/system/cloud-init-local.service: masked", "/etc/systemd/system/cloud-init.service: masked",
            "/etc/systemd/system-generators/cloud-init-generator: masked"),
        trips("cloud-init-installer", g -> g.file("/etc/cloud/cloud.cfg.d/99-installer.cfg", "")
                .file("/etc/cloud/cloud.cfg.d/50-curtin-networking.cfg", "")
                .file("/etc/cloud/cloud.cfg.d/subiquity-disable-cloudinit-networking.cfg", ""),
            "/etc/cloud/cloud.cfg.d/99-installer.cfg: an empty file", "/etc/cloud/cloud.cfg.d/50-curtin-networking.cfg: an empty file",
            "/etc/cloud/cloud.cfg.d/subiquity-disable-cloudinit-networking.cfg: an empty file"),
        trips("cloud-init-sudoers", g -> g.file("/etc/sudoers.d/90-cloud-init-users", "debian ALL=(ALL) NOPASSWD:ALL\n"),
            "/etc/sudoers.d/90-cloud-init-users: a file of 30 bytes"));
  }
}
