package io.github.vmimage.seal;

import static io.github.vmimage.seal.RuleExample.passes;
import static io.github.vmimage.seal.RuleExample.trips;

import java.util.List;

class SshRulesTest extends RuleFamilyTest {
  private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 ops\n";

  @Override
  List<SealRule> rules() {
    return SshRules.RULES;
  }

  @Override
  List<RuleExample> examples() {
    return List.of(
        trips("ssh-host-keys", g -> g.file("/etc/ssh/ssh_host_rsa_key", "secret").file("/etc/ssh/ssh_host_rsa_key.pub", ""),
            "/etc/ssh/ssh_host_rsa_key: a file of 6 bytes", "/etc/ssh/ssh_host_rsa_key.pub: an empty file"),
        trips("authorized-keys", g -> g.file("/root/.ssh/authorized_keys", "ssh-ed25519 AAAA"),
            "/root/.ssh/authorized_keys: a file of 16 bytes"),
        trips("authorized-keys", g -> g.file("/home/left over/.ssh/authorized_keys2", "k"),
            "/home/left over/.ssh/authorized_keys2: a file of 1 byte"),
        trips("authorized-keys", g -> g.file("/var/www/.ssh/authorized_keys", "k"), "/var/www/.ssh/authorized_keys: a file of 1 byte"),
        trips("authorized-keys", g -> g.file("/etc/skel/.ssh/authorized_keys", "k"), "/etc/skel/.ssh/authorized_keys: a file of 1 byte"),
        trips("authorized-keys", g -> g.file("/.ssh/authorized_keys", "k"), "/.ssh/authorized_keys: a file of 1 byte"),
        trips("authorized-keys", g -> g.link("/root/.ssh/authorized_keys", "/etc/keys"), "/root/.ssh/authorized_keys: a symbolic link"),
        trips("authorized-keys", g -> g.file("/etc/ssh/authorized_keys/ops", "k").file("/etc/ssh/authorized_keys2", "k"),
            "/etc/ssh/authorized_keys/ops: a file of 1 byte", "/etc/ssh/authorized_keys2: a file of 1 byte"),
        passes("an empty folder for keys", g -> g.folder("/etc/ssh/authorized_keys").file("/etc/ssh/authorized_keys/none", "")),
        trips("ssh-host-keys", g -> g.append("/etc/ssh/sshd_config", "HostKey /etc/keys/host\nHostKey /etc/ssh/ssh_host_rsa_key\n")
                .file("/etc/keys/host", "secret").file("/etc/keys/host.pub", "k"),
            "/etc/keys/host: a file of 6 bytes", "/etc/keys/host.pub: a file of 1 byte"),
        trips("authorized-keys", g -> g.append("/etc/ssh/sshd_config", "AuthorizedKeysFile /etc/ssh/keys/%u\n")
            .file("/etc/ssh/keys/root", KEY), "/etc/ssh/keys/root: a file of 37 bytes"),
        trips("authorized-keys", g -> g.append("/etc/ssh/sshd_config", "Match User root\n authorizedkeysfile=.keys \"%h/k 100%%\" /k/%U.pub\n")
                .file("/root/.keys", KEY).file("/var/www/k 100%", "# me\n  from=\"10.0.0.0/8\" " + KEY).file("/k/0.pub", KEY),
            "/root/.keys: a file of 37 bytes", "/var/www/k 100%: a file of 62 bytes", "/k/0.pub: a file of 37 bytes"),
        trips("authorized-keys", g -> g.file("/etc/ssh/sshd_config.d/20-keys.conf", "Include more/[k]?ys\n")
            .file("/etc/ssh/more/keys", "AuthorizedKeysFile .ssh/authorized_keys /etc/k/%u\n").link("/etc/k/ops", "/srv/ops")
            .file("/srv/ops", KEY), "/etc/k/ops: a symbolic link"),
        trips("authorized-keys", g -> g.file("/etc/default/ssh", "SSHD_OPTS=\"-f /etc/other -o AuthorizedKeysFile=/k/%u\"\n")
            .file("/etc/other", "AuthorizedKeysFile none\n").file("/k/a", KEY), "/k/a: a file of 37 bytes"),
        trips("authorized-keys", g -> g.file("/etc/systemd/system/ssh.service.d/a.conf", "[Service]\nExecStart=\n"
            + "ExecStart=/usr/sbin/sshd -D -f /etc/other\n").file("/etc/other", "AuthorizedKeysFile /k\n").file("/k", KEY),
            "/k: a file of 37 bytes"),
        trips("authorized-keys", g -> g.remove("/etc/ssh/sshd_config").file("/usr/etc/ssh/sshd_config", "AuthorizedKeysFile /k\n")
            .file("/k", KEY), "/k: a file of 37 bytes"),
        passes("a place for keys that holds none, and one that sshd never comes to", g -> g.append("/etc/ssh/sshd_config",
            "AuthorizedKeysFile /etc/ssh/keys/%u\nAuthorizedKeysFile /k\nMatch User a\nAuthorizedKeysFile none\n")
            .file("/etc/ssh/keys/README", "One file for each user.\n# " + KEY).file("/k", KEY).folder("/etc/ssh/keys/old")),
        trips("ssh-trust", g -> g.append("/etc/ssh/sshd_config", "TrustedUserCAKeys /etc/ssh/ca.pub\n").file("/etc/ssh/ca.pub", KEY),
            "/etc/ssh/sshd_config: an authority for logins '/etc/ssh/ca.pub'"),
        trips("ssh-trust", g -> g.file("/etc/ssh/sshd_config.d/k.conf", "AuthorizedKeysCommand /bin/cat /etc/keys\n"
                + "AuthorizedKeysCommandUser nobody\nMatch all\nAuthorizedPrincipalsCommand /opt/p %u\n"),
            "/etc/ssh/sshd_config.d/k.conf: AuthorizedKeysCommand '/bin/cat'",
            "/etc/ssh/sshd_config.d/k.conf: AuthorizedPrincipalsCommand '/opt/p'"),
        passes("a directory or a cloud that is asked for keys", g -> g.append("/etc/ssh/sshd_config",
            "AuthorizedKeysCommand /usr/bin/sss_ssh_authorizedkeys %u\nTrustedUserCAKeys none\n")));
  }
}
