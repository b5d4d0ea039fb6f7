package io.github.vmimage.seal;

import static io.github.vmimage.seal.RuleExample.passes;
import static io.github.vmimage.seal.RuleExample.trips;

import java.util.List;

class ResidueRulesTest extends RuleFamilyTest {

  @Override
  List<SealRule> rules() {
    return ResidueRules.RULES;
  }

  @Override
  List<RuleExample> examples() {
    return List.of(
        trips("ansible-remains", g -> g.folder("/root/.ansible/tmp").file("/root/.ansible_async/1", ""),
            "/root/.ansible: a folder", "/root/.ansible_async: a folder"),
        trips("temporary-files", g -> g.folder("/tmp/packer-provisioner-ansible-local").file("/var/tmp/.hidden", ""),
            "/tmp/packer-provisioner-ansible-local: a folder", "/var/tmp/.hidden: an empty file"),
        trips("temporary-files", g -> g.remove("/tmp").file("/tmp", "x"), "/tmp: a file of 1 byte where a folder is expected"),
        trips("installer-answers", g -> g.file("/root/anaconda-ks.cfg", "rootpw").file("/root/original-ks.cfg", "rootpw")
                .file("/root/autoinst.xml", "x").file("/var/adm/autoinstall/cache/installedSystem.xml", "x")
                .file("/var/log/installer/autoinstall-user-data", "x"),
            "/root/anaconda-ks.cfg: a file of 6 bytes", "/root/original-ks.cfg: a file of 6 bytes", "/root/autoinst.xml: a file of 1 byte",
            "/var/adm/autoinstall/cache/installedSystem.xml: a file of 1 byte",
            "/var/log/installer/autoinstall-user-data: a file of 1 byte"),
        passes("empty folders of installers", g -> g.folder("/var/adm/autoinstall/logs").file("/var/log/installer/status", "")),
        trips("log-files", g -> g.file("/var/log/syslog", "x").file("/var/log/boot.log", "x").file("/var/log/apt/wtmp", "x"),
            "/var/log/apt/wtmp: a file of 1 byte", "/var/log/boot.log: a file of 1 byte", "/var/log/syslog: a file of 1 byte"),
        passes("a pipe among the logs", g -> g.pipe("/var/log/xconsole")),
        trips("journal", g -> g.folder("/var/log/journal/4f1c7a2e"), "/var/log/journal/4f1c7a2e: a folder"),
        trips("journal", g -> g.file("/var/log/journal/a/system.journal", "x"), "/var/log/journal/a: a folder"),
        trips("login-records", g -> g.file("/var/log/wtmp", "x").file("/var/log/btmp.1", "x").file("/var/log/lastlog", "x")
                .file("/var/log/faillog", "x").file("/var/log/tallylog", "x").file("/var/lib/lastlog/lastlog2.db", "x")
                .file("/var/lib/wtmpdb/wtmp.db", "x"),
            "/var/log/wtmp: a file of 1 byte", "/var/log/btmp.1: a file of 1 byte", "/var/log/lastlog: a file of 1 byte",
            "/var/log/faillog: a file of 1 byte", "/var/log/tallylog: a file of 1 byte", "/var/lib/lastlog/lastlog2.db: a file of 1 byte",
            "/var/lib/wtmpdb/wtmp.db: a file of 1 byte"),
        trips("login-records", g -> g.file("/var/lib/sudo/lectured/1000", "").file("/var/db/sudo/lectured/1000", ""),
            "/var/lib/sudo/lectured/1000: an empty file", "/var/db/sudo/lectured/1000: an empty file"),
        trips("shell-history", g -> g.file("/root/.bash_history", "x").file("/root/.history", "x").file("/root/.zhistory", "x")
                .file("/root/.lesshst", "x").file("/root/.viminfo", "x").file("/root/.wget-hsts", "x")
                .file("/root/.local/share/fish/fish_history", "x").file("/var/www/.python_history", "x"),
            "/root/.bash_history: a file of 1 byte", "/root/.history: a file of 1 byte", "/root/.zhistory: a file of 1 byte",
            "/root/.lesshst: a file of 1 byte", "/root/.viminfo: a file of 1 byte", "/root/.wget-hsts: a file of 1 byte",
            "/root/.local/share/fish/fish_history: a file of 1 byte", "/var/www/.python_history: a file of 1 byte"),
        passes("an empty history", g -> g.file("/root/.bash_history", "")),
        trips("known-hosts", g -> g.file("/root/.ssh/known_hosts", "x").file("/root/.ssh/known_hosts.old", "x"),
            "/root/.ssh/known_hosts: a file of 1 byte", "/root/.ssh/known_hosts.old: a file of 1 byte"),
        passes("hosts that the image is meant to know", g -> g.file("/etc/ssh/ssh_known_hosts", "x")),
        trips("core-dumps", g -> g.file("/var/lib/systemd/coredump/core.a.zst", "x").file("/var/lib/systemd/pstore/1/dmesg.txt", "x")
                .file("/var/crash/a.crash", "x"),
            "/var/lib/systemd/coredump/core.a.zst: a file of 1 byte", "/var/lib/systemd/pstore/1/dmesg.txt: a file of 1 byte",
            "/var/crash/a.crash: a file of 1 byte"),
        trips("core-dumps", g -> g.file("/core", "x").file("/core.812", "x").file("/root/core", "x")
                .file("/var/spool/abrt/a/coredump", "x"),
            "/var/spool/abrt/a/coredump: a file of 1 byte", "/core: a file of 1 byte", "/core.812: a file of 1 byte",
            "/root/core: a file of 1 byte"),
        passes("a folder called core", g -> g.folder("/root/core").file("/home/a/core/x", "x").file("/core", "")),
        trips("home-caches", g -> g.file("/root/.cache/pip/http/a", "x").file("/var/www/.npm/b", "x").file("/home/a/.m2/repository/c", "x"),
            "/root/.cache/pip/http/a: a file of 1 byte", "/var/www/.npm/b: a file of 1 byte", "/home/a/.m2/repository/c: a file of 1 byte"),
        passes("a cache without data", g -> g.folder("/root/.cache/pip").file("/root/.cache/motd.legal-displayed", "")),
        trips("mail", g -> g.file("/var/mail/root", "x"), "/var/mail/root: a file of 1 byte"),
        trips("mail", g -> g.remove("/var/spool/mail").file("/var/spool/mail/root", "x"), "/var/spool/mail/root: a file of 1 byte"));
  }
}
