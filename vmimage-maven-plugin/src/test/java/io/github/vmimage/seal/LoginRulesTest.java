package io.github.vmimage.seal;

import static io.github.vmimage.seal.RuleExample.passes;
import static io.github.vmimage.seal.RuleExample.trips;

import java.util.List;

class LoginRulesTest extends RuleFamilyTest {
  private static final String SHADOW = "sys:*:20779::::::\n";

  @Override
  List<SealRule> rules() {
    return LoginRules.RULES;
  }

  @Override
  List<RuleExample> examples() {
    return List.of(
        passes("a home that is no folder", g -> g.file("/home/file", "text")),
        trips("root-password", g -> g.file("/etc/shadow", "root:$y$j9T$abc:20779::::::\n" + SHADOW),
            "/etc/shadow: root: a password is set"),
        trips("root-password", g -> g.file("/etc/shadow", "root::20779::::::\n" + SHADOW), "/etc/shadow: root: no password is needed"),
        trips("root-password", g -> g.file("/etc/shadow", "root:!$y$j9T$abc:20779::::::\n" + SHADOW),
            "/etc/shadow: root: locked, but the hash of a password is still there"),
        trips("root-password", g -> g.file("/etc/passwd", "root::0:0:root:/root:/bin/bash\n"), "/etc/passwd: root: no password is needed"),
        trips("root-password", g -> g.file("/etc/passwd", "sys:x:3:3:sys:/dev:/usr/sbin/nologin\n"), "/etc/passwd: root: no such account"),
        passes("a root locked by a star", g -> g.file("/etc/shadow", "root:*:20779::::::\n" + SHADOW)),
        passes("a root without a line in shadow", g -> g.file("/etc/shadow", SHADOW)),
        trips("build-login", g -> g.append("/etc/passwd", "ops:x:1000:1000::/home/ops:/bin/sh\n").append("/etc/shadow",
            "ops:$6$hash:1::::::\n"),
            "/etc/shadow: 'ops': a password is set"),
        trips("build-login", g -> g.append("/etc/passwd", "ops::1000:1000::/home/ops:/bin/sh\nold:hash:1001:1001::/:/bin/sh\n"),
            "/etc/passwd: 'ops': no password is needed", "/etc/passwd: 'old': a password is set"),
        trips("build-login", g -> g.file("/etc/ssh/sshd_config.d/50-cloud-init.conf", "PasswordAuthentication yes\n"),
            "/etc/ssh/sshd_config.d/50-cloud-init.conf: PasswordAuthentication yes"),
        trips("build-login", g -> g.file("/etc/ssh/sshd_config.d/01-permitrootlogin.conf", "  permitrootlogin = \"Yes\" # installer\n"),
            "/etc/ssh/sshd_config.d/01-permitrootlogin.conf: permitrootlogin yes"),
        trips("build-login", g -> g.file("/etc/ssh/sshd_config.d/x.conf", "Match User a\n\tPermitEmptyPasswords yes\n"),
            "/etc/ssh/sshd_config.d/x.conf: PermitEmptyPasswords yes"),
        trips("build-login", g -> g.file("/etc/ssh/sshd_config", "PasswordAuthentication no\nPermitRootLogin yes\n"),
            "/etc/ssh/sshd_config: PermitRootLogin yes"),
        trips("build-login", g -> g.file("/etc/ssh/sshd_config", "Include /etc/ssh/sshd_config.d/*.conf\nPermitEmptyPasswords yes\n"),
            "/etc/ssh/sshd_config: PermitEmptyPasswords yes"),
        passes("a setting of sshd that a drop-in has set before", g -> g.append("/etc/ssh/sshd_config",
            "PasswordAuthentication yes\nPermitRootLogin yes\nMatch User backup\n  PermitEmptyPasswords yes\n")),
        trips("build-login", g -> g.file("/etc/systemd/system/getty@tty1.service.d/auto.conf",
                "[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin root --noclear %I $TERM\n")
                .file("/etc/systemd/system/serial-getty@.service.d/a.conf", "ExecStart=-/sbin/agetty -a ops 115200\n"),
            "/etc/systemd/system/getty@tty1.service.d/auto.conf: a console logs in by itself",
            "/etc/systemd/system/serial-getty@.service.d/a.conf: a console logs in by itself"),
        passes("a console of another speed", g -> g.file("/etc/systemd/system/serial-getty@.service.d/a.conf",
            "ExecStart=-/sbin/agetty --keep-baud 115200,57600 %I\n")),
        passes("a line of NIS and a comment", g -> g.append("/etc/passwd", "+::::::\n# ops::1:1::/:/bin/sh\n\n")),
        trips("build-user", g -> g.append("/etc/passwd", "packer:x:1000:1000::/nonexistent:/bin/sh\n").append("/etc/shadow",
            "packer:!:1::::::\n")
                .append("/etc/group", "packer:x:1000:\nadm:x:4:syslog,packer\n").append("/etc/gshadow", "adm:*::packer\n")
                .append("/etc/subuid", "packer:100000:65536\n").file("/etc/subgid", "packer:100000:65536\n"),
            "/etc/passwd: a line for 'packer'", "/etc/shadow: a line for 'packer'", "/etc/group: a line for 'packer'",
            "/etc/group: 'packer' is in the group 'adm'", "/etc/gshadow: 'packer' is in the group 'adm'",
            "/etc/subuid: a line for 'packer'",
            "/etc/subgid: a line for 'packer'"),
        trips("build-user", g -> g.folder("/home/packer").file("/var/mail/packer", "").file("/var/spool/cron/packer", "")
                .file("/var/spool/cron/crontabs/packer", "").file("/var/lib/systemd/linger/packer", "")
                .file("/var/spool/cron/tabs/packer", "").file("/var/lib/AccountsService/users/packer", ""),
            "/home/packer: a folder", "/var/mail/packer: an empty file", "/var/spool/cron/packer: an empty file",
            "/var/spool/cron/crontabs/packer: an empty file", "/var/spool/cron/tabs/packer: an empty file",
            "/var/lib/systemd/linger/packer: an empty file",
            "/var/lib/AccountsService/users/packer: an empty file"),
        trips("build-user", g -> g.file("/etc/sudoers.d/build", "packer ALL=(ALL) NOPASSWD:ALL\n").file("/etc/sudoers.d/ids",
            "#0 ALL=packer\n"),
            "/etc/sudoers.d/build: names 'packer'", "/etc/sudoers.d/ids: names 'packer'"),
        trips("build-user", g -> g.file("/etc/sudoers", "packer ALL=(ALL) NOPASSWD:ALL\n#includedir /etc/sudo-more\n")
                .file("/etc/sudo-more/a", "User_Alias A = ops, packer\n").file("/etc/doas.conf", "permit nopass packer\n")
                .file("/etc/polkit-1/rules.d/49.rules", "if (subject.user == \"packer\") return polkit.Result.YES;\n"),
            "/etc/sudoers: names 'packer'", "/etc/doas.conf: names 'packer'", "/etc/polkit-1/rules.d/49.rules: names 'packer'",
            "/etc/sudo-more/a: names 'packer'"),
        passes("a name that only begins like the build's user", g -> g.file("/etc/sudoers.d/x",
            "packer-ops ALL=(ALL) ALL\n# packer\n#packer\n")
            .append("/etc/group", "ops:x:1:packers\npacker2:x:2:\n").folder("/etc/sudoers.d/packer.d")),
        trips("account-backups", g -> g.file("/etc/passwd-", "").file("/etc/shadow-", "").file("/etc/group-", "").file("/etc/gshadow-", "")
                .file("/etc/subuid-", "").file("/etc/subgid-", ""),
            "/etc/passwd-: an empty file", "/etc/shadow-: an empty file", "/etc/group-: an empty file", "/etc/gshadow-: an empty file",
            "/etc/subuid-: an empty file", "/etc/subgid-: an empty file"),
        trips("account-backups", g -> g.file("/etc/shadow.rpmsave", "x").file("/etc/passwd.bak", "x").file("/etc/shadow~", "x"),
            "/etc/shadow~: a file of 1 byte", "/etc/passwd.bak: a file of 1 byte", "/etc/shadow.rpmsave: a file of 1 byte"),
        trips("account-backups", g -> g.file("/var/backups/shadow.bak", "x").file("/var/backups/passwd.bak", "x")
                .file("/var/backups/group.bak.1", "x").file("/var/backups/gshadow.bak", "x"),
            "/var/backups/passwd.bak: a file of 1 byte", "/var/backups/shadow.bak: a file of 1 byte",
            "/var/backups/group.bak.1: a file of 1 byte", "/var/backups/gshadow.bak: a file of 1 byte"));
  }
}
