package io.github.vmimage.seal;

import static io.github.vmimage.seal.RuleExample.passes;
import static io.github.vmimage.seal.RuleExample.trips;

import java.util.List;

class BootRulesTest extends RuleFamilyTest {

  @Override
  List<SealRule> rules() {
    return BootRules.RULES;
  }

  @Override
  List<RuleExample> examples() {
    return List.of(
        trips("system-folders", g -> g.remove("/var/tmp").remove("/proc").remove("/run").file("/run", ""), "/proc: missing",
            "/run: an empty file", "/var/tmp: missing"),
        trips("system-folders", g -> g.remove("/tmp").link("/tmp", "/nowhere"), "/tmp: missing"),
        passes("a folder behind a link", g -> g.remove("/var/tmp").link("/var/tmp", "../tmp")),
        trips("account-files", g -> g.file("/etc/group", ""), "/etc/group: an empty file"),
        trips("account-files", g -> g.remove("/etc/shadow"), "/etc/shadow: missing"),
        trips("ssh-first-boot", g -> g.remove("/usr/bin/cloud-init"),
            "/etc/ssh: no host keys, and no cloud-init, agent or unit that makes them"),
        passes("host keys made by a unit of Fedora", g -> g.remove("/usr/bin/cloud-init")
            .file("/usr/lib/systemd/system/sshd-keygen@.service", "[Unit]\n")),
        passes("host keys made by a unit of the project", g -> g.remove("/usr/bin/cloud-init")
            .file("/etc/systemd/system/make-host-keys.service", "[Unit]\n")),
        passes("a guest without SSH", g -> g.remove("/usr/bin/cloud-init").remove("/usr/sbin/sshd")));
  }
}
