package io.github.vmimage.seal;

import java.util.function.Consumer;

/** What a build leaves in the guest of each family of distributions, before the seal: the files that the seal is about. */
enum BuiltGuest {
  DEBIAN(true, BuiltGuest::debian),
  UBUNTU(true, BuiltGuest::ubuntu),
  RHEL(false, BuiltGuest::rhel),
  SUSE(false, BuiltGuest::suse);

  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final String MAC = "52:54:00:12:34:56";

  /** Whether its packages make host keys only when they are installed. */
  final boolean needsUnit;
  private final Consumer<SealedGuest> own;

  BuiltGuest(boolean needsUnit, Consumer<SealedGuest> own) {
    this.needsUnit = needsUnit;
    this.own = own;
  }

  /** Undoes the seal. */
  void in(SealedGuest guest) {
    everywhere(guest);
    own.accept(guest);
  }

  private static void everywhere(SealedGuest g) {
    String user = SealedGuest.BUILD_USER;
    g.append("/etc/passwd", user + ":x:1000:1000::/home/" + user + ":/bin/bash\nops:x:1001:1001::/home/ops:/bin/bash\n")
        .append("/etc/shadow", user + ":!:20779:0:99999:7:::\nops:!:20779:0:99999:7:::\n")
        .append("/etc/group", user + ":x:1000:\nops:x:1001:\nadm:x:4:syslog," + user + ",ops\nwheel:x:10:" + user + "\n")
        .append("/etc/gshadow", user + ":!::\nadm:*::" + user + "\n").append("/etc/subuid", user + ":100000:65536\n")
        .file("/etc/passwd-", "old").file("/etc/shadow-", "old").file("/etc/shadow.rpmsave", "old")
        .file("/etc/machine-id", ID + "\n").file("/var/lib/systemd/random-seed", "seed")
        .file("/var/lib/systemd/credential.secret", "key").file("/etc/hostname", "build-7\n")
        .file("/etc/ssh/sshd_config.d/20-keys.conf", "Match User ops\n  AuthorizedKeysFile .keys /etc/ssh/keys/%u.pub\n")
        .file("/etc/ssh/keys/ops.pub", "ssh-ed25519 AAAA ops").file("/etc/ssh/keys/old.pub", "sk-ssh-ed25519@openssh.com AAAA old")
        .file("/home/ops/.keys", "ecdsa-sha2-nistp256 AAAA ops").file("/etc/ssh/keys/README.pub", "# one for each user\n")
        .file("/etc/sudoers", "root ALL=(ALL) ALL\n" + user + " ALL=(ALL) NOPASSWD:ALL\n")
        .link("/etc/systemd/system/cloud-init.service", "/dev/null").file("/etc/kernel/entry-token", ID + "\n")
        .file("/boot/loader/entries/" + ID + "-6.1.0.conf", "linux /" + ID + "/6.1.0/linux\n").file("/boot/" + ID + "/6.1.0/linux", "kernel")
        .file("/boot/grub2/grubenv", "saved_entry=" + ID + "-6.1.0\n####")
        // The tree's root is no disk that this machine could look for.
        .file("/etc/fstab", "root / ext4 defaults 0 1\n")
        .append("/etc/hosts", "127.0.1.1 build-7.example.org build-7\n10.0.2.15 build-7 kept\n")
        .file("/home/" + user + "/.ssh/authorized_keys", SealedGuest.PUBLIC_KEY).file("/home/" + user + "/.ansible/tmp/x", "x")
        .file("/home/ops/.ssh/authorized_keys", "ssh-ed25519 AAAA ops").file("/home/ops/.bash_history", "ls\n")
        .file("/root/.ssh/authorized_keys", SealedGuest.PUBLIC_KEY).file("/root/.ssh/known_hosts", "host").file("/root/.lesshst", "x")
        .file("/root/.cache/pip/a", "x").file("/root/.ansible/cp/a", "x").file("/etc/skel/.ssh/authorized_keys", "key")
        .file("/root/.local/share/fish/fish_history", "- cmd: ls\n").file("/root/.npm/a", "x")
        .file("/etc/sudoers.d/90-cloud-init-users", user + " ALL=(ALL) NOPASSWD:ALL\n")
        .file("/etc/sudoers.d/build", user + " ALL=(ALL) NOPASSWD:ALL\n").file("/var/lib/sudo/lectured/1000", "")
        .file("/etc/ssh/sshd_config.d/50-cloud-init.conf", "PasswordAuthentication yes\n")
        .file("/var/lib/cloud/data/instance-id", "i-1").link("/var/lib/cloud/instance", "/var/lib/cloud/instances/i-1")
        .file("/var/log/cloud-init.log", "log").file("/var/log/cloud-init-output.log", "log").file("/var/log/wtmp", "login")
        .file("/var/log/btmp", "login").file("/var/log/lastlog", "login").file("/var/log/nginx/access.log", "GET /")
        .file("/var/log/syslog.2.gz", "old").file("/var/log/audit/audit.log", "audit")
        .file("/var/log/journal/0123456789abcdef0123456789abcdef/system.journal", "journal")
        .file("/var/lib/systemd/coredump/core.a", "core").file("/var/crash/a.crash", "core")
        .file("/tmp/ansible-local/playbook.yml", "x").file("/tmp/.hidden", "x").file("/tmp/..odd", "x").file("/var/tmp/a\nb", "x")
        .file("/var/mail/root", "mail").file("/etc/resolv.conf.kept", "").remove("/etc/resolv.conf.kept")
        .append("/etc/environment", "https_proxy=http://10.0.2.2:3128\nHTTP_PROXY=http://10.0.2.2:3128\n")
        .file("/etc/nvme/hostid", "id").file("/etc/nvme/hostnqn", "nqn").file("/etc/lvm/archive/vg.vg", "x")
        .file("/var/lib/fwupd/pki/secret.key", TestKeys.pkcs8("RSA")).file("/var/lib/AccountsService/users/" + user, "[User]\n");
  }

  private static void debian(SealedGuest g) {
    g.file("/etc/debian_version", "12.11\n").file("/var/cache/apt/archives/a.deb", "x").file("/var/lib/apt/lists/a_Packages", "x")
        .file("/var/cache/apt/pkgcache.bin", "x").file("/var/lib/apt/periodic/update-success-stamp", "").file("/var/lib/dpkg/status-old", "x").file("/var/lib/dhcp/dhclient.ens3.leases", "lease")
        .file("/etc/network/interfaces.d/50-cloud-init", "auto ens3\n")
        .file("/etc/apt/apt.conf.d/95proxies", "Acquire::http::Proxy \"x\";\n")
        .file("/etc/udev/rules.d/70-persistent-net.rules", "SUBSYSTEM==\"net\"\n").file("/var/backups/passwd.bak", "x")
        .file("/etc/iscsi/initiatorname.iscsi", "InitiatorName=iqn.1993-08.org.debian:01:abc\n")
        .file("/etc/systemd/network/10-card.link", "[Match]\nMACAddress=" + MAC.replace(':', '-') + "\n")
        .file("/etc/instance_id", "1").file("/var/lib/google/instance_id", "1")
        .file("/var/spool/cron/crontabs/" + SealedGuest.BUILD_USER, "x")
        .remove("/etc/resolv.conf").file("/etc/resolv.conf", "nameserver 10.0.2.3\n");
  }

  private static void ubuntu(SealedGuest g) {
    g.file("/etc/debian_version", "bookworm/sid\n").file("/etc/netplan/50-cloud-init.yaml", "macaddress: " + MAC + "\n")
        .file("/etc/netplan/00-installer-config.yaml", "match: {macaddress: " + MAC + "}\n")
        .file("/etc/cloud/cloud.cfg.d/subiquity-disable-cloudinit-networking.cfg", "network: {config: disabled}\n")
        .file("/etc/cloud/cloud.cfg.d/99-installer.cfg", "datasource_list: [None]\n")
        .file("/etc/cloud/cloud.cfg.d/curtin-preserve.cfg", "x")
        .file("/etc/cloud/cloud-init.disabled", "").file("/var/log/installer/autoinstall-user-data", "password: x\n")
        .file("/etc/ssh/sshd_config.d/60-cloudimg-settings.conf", "PasswordAuthentication yes\n")
        .file("/swap.img", "swap").file("/etc/fstab", "root / ext4 defaults 0 1\n/swap.img none swap sw 0 0\n")
        .file("/var/lib/ubuntu-advantage/private/machine-token.json", "t").file("/var/lib/ubuntu-advantage/machine-token.json", "t")
        .file("/var/lib/landscape/client/broker.bpickle", "b").file("/var/lib/waagent/provisioned", "1")
        .file("/var/lib/apt/lists/b_Packages", "x").file("/etc/docker/key.json", "{}")
        .file("/etc/.resolv.conf.systemd-resolved.bak", "search lan")
        .file("/etc/datadog-agent/auth_token", "t").file("/var/lib/netdata/registry/id", "i");
  }

  private static void rhel(SealedGuest g) {
    g.file("/usr/lib/systemd/system/sshd-keygen@.service", "[Unit]\n").file("/root/anaconda-ks.cfg", "rootpw --iscrypted $6$abc$def\n")
        .file("/root/original-ks.cfg", "rootpw --iscrypted $6$abc$def\n").file("/etc/pki/consumer/key.pem", TestKeys.pkcs8("RSA"))
        .file("/etc/pki/consumer/cert.pem", "c").file("/etc/pki/entitlement/1.pem", "c").file("/etc/insights-client/machine-id", "i")
        .file("/etc/sysconfig/rhn/systemid", "i").file("/var/cache/dnf/a", "x").file("/var/cache/yum/a", "x")
        .file("/var/lib/NetworkManager/internal-1-ens3.lease", "l").file("/var/lib/NetworkManager/secret_key", "k")
        .file("/etc/sysconfig/network-scripts/ifcfg-eth0", "DEVICE=eth0\nHWADDR=" + MAC + "\nUUID=1\nBOOTPROTO=dhcp\n")
        .file("/etc/NetworkManager/system-connections/cloud-init-eth0.nmconnection", "mac-address=" + MAC + "\n")
        .file("/etc/NetworkManager/system-connections/wired.nmconnection", "[ethernet]\nmac-address=" + MAC + "\n")
        .file("/etc/iscsi/initiatorname.iscsi", "InitiatorName=iqn.1994-05.com.redhat:abc\n")
        .file("/etc/lvm/devices/system.devices", "IDTYPE=sys_wwid\n").file("/var/lib/amazon/ssm/Vault/Store/RegistrationKey", "k")
        .file("/usr/lib/systemd/system/httpd-init.service", "[Unit]\n").file("/etc/pki/tls/private/localhost.key", TestKeys.pkcs8("RSA"))
        .file("/etc/cockpit/ws-certs.d/0-self-signed.key", TestKeys.pkcs8("RSA")).file("/var/log/messages-20261101", "old")
        .file("/var/spool/cron/" + SealedGuest.BUILD_USER, "x").file("/var/lib/logrotate/logrotate.status", "dates")
        .file("/etc/multipath/wwids", "/360000/\n").file("/var/spool/abrt/a/coredump", "core").file("/var/ossec/etc/client.keys", "k");
  }

  private static void suse(SealedGuest g) {
    g.file("/usr/sbin/sshd-gen-keys-start", "#!/bin/sh\n").file("/etc/zypp/credentials.d/SCCcredentials", "username=a\npassword=b\n")
        .file("/etc/SUSEConnect", "url: x\n").file("/var/cache/zypp/raw/a", "x").file("/var/lib/wicked/lease-eth0-dhcp-ipv4.xml", "l")
        .file("/etc/sysconfig/network/ifcfg-eth0", "BOOTPROTO='dhcp'\nLLADDR=" + MAC + "\n").file("/etc/salt/minion_id", "m")
        .file("/etc/sysconfig/network/ifcfg-lo", "IPADDR=127.0.0.1/8\n").file("/etc/salt/pki/minion/minion.pem", TestKeys.pkcs8("RSA"))
        .file("/etc/venv-salt-minion/minion_id", "m").file("/root/autoinst.xml", "<user_password>$6$x</user_password>")
        .file("/var/adm/autoinstall/cache/installedSystem.xml", "<x/>").file("/var/spool/cron/tabs/" + SealedGuest.BUILD_USER, "x")
        .file("/var/lib/lastlog/lastlog2.db", "login").file("/var/lib/wtmpdb/wtmp.db", "login").file("/var/log/zypper.log", "log")
        .file("/etc/iscsi/initiatorname.iscsi", "InitiatorName=iqn.1996-04.de.suse:01:abc\n")
        .remove("/etc/resolv.conf").link("/etc/resolv.conf", "/run/netconfig/resolv.conf");
  }
}
