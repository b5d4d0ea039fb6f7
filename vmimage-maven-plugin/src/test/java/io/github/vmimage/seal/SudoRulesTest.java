package io.github.vmimage.seal;

import static io.github.vmimage.seal.RuleExample.passes;
import static io.github.vmimage.seal.RuleExample.trips;

import java.util.List;

class SudoRulesTest extends RuleFamilyTest {

  @Override
  List<SealRule> rules() {
    return SudoRules.RULES;
  }

  @Override
  List<RuleExample> examples() {
    return List.of(
        trips("sudo-without-password", g -> g.file("/etc/sudoers", "root ALL=(ALL:ALL) ALL\nvagrant ALL=(ALL) NOPASSWD:ALL\n@include /etc/more\n")
                .file("/etc/more", "old\tALL = NOPASSWD: ALL\nALL ALL=(ALL) NOPASSWD: /bin/sh\n"),
            "/etc/sudoers: 'vagrant' needs no password, and has no account", "/etc/more: 'old' needs no password, and has no account",
            "/etc/more: 'ALL' needs no password, and has no account"),
        passes("who has an account, is a group, an alias, or the user that cloud-init makes", g -> g.file("/etc/sudoers.d/x",
            "www-data ALL=(ALL) NOPASSWD: /bin/true\n%wheel ALL=(ALL) NOPASSWD: ALL\nUser_Alias OPS = www-data\nOPS ALL=NOPASSWD: ALL\n"
            + "# old ALL=NOPASSWD: ALL\ndebian ALL=(ALL) NOPASSWD:ALL\nold ALL=(ALL) ALL\n")
            .append("/etc/cloud/cloud.cfg", "system_info:\n  default_user:\n    name: debian\n")));
  }
}
