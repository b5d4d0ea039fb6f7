package io.github.vmimage.seal;

import static io.github.vmimage.seal.RuleExample.passes;
import static io.github.vmimage.seal.RuleExample.trips;

import java.util.List;

class IdentityRulesTest extends RuleFamilyTest {
  private static final String ID = "4f1c7a2e9b3d4c5e8f60718293a4b5c6\n";

  @Override
  List<SealRule> rules() {
    return IdentityRules.RULES;
  }

  @Override
  List<RuleExample> examples() {
    return List.of(
        trips("seal-finished", g -> g.file("/usr/lib/systemd/system-shutdown/vmimage-seal", "#!/bin/sh\n"),
            "/usr/lib/systemd/system-shutdown/vmimage-seal: a file of 10 bytes"),
        trips("machine-id", g -> g.file("/etc/machine-id", ID), "/etc/machine-id: set: a file of 33 bytes"),
        trips("machine-id", g -> g.remove("/etc/machine-id"), "/etc/machine-id: missing"),
        trips("machine-id", g -> g.link("/etc/machine-id", "/nowhere"), "/etc/machine-id: missing"),
        passes("a machine ID that says uninitialized", g -> g.file("/etc/machine-id", "uninitialized\n")),
        trips("dbus-machine-id", g -> g.file("/var/lib/dbus/machine-id", ID), "/var/lib/dbus/machine-id: a file of 33 bytes"),
        trips("dbus-machine-id", g -> g.link("/var/lib/dbus/machine-id", "/etc/other"), "/var/lib/dbus/machine-id: a symbolic link"),
        trips("dbus-machine-id", g -> g.link("/var/lib/dbus/machine-id", "/etc/machine-id/x"), "/var/lib/dbus/machine-id: a symbolic link"),
        passes("no machine ID of D-Bus", g -> g.remove("/var/lib/dbus/machine-id")),
        passes("an empty machine ID of D-Bus", g -> g.file("/var/lib/dbus/machine-id", "")),
        passes("an absolute link to the machine ID", g -> g.link("/var/lib/dbus/machine-id", "/etc/machine-id")),
        trips("hostname", g -> g.file("/etc/hostname", "# name\nbuild-7\n"), "/etc/hostname: 'build-7'"),
        trips("hostname", g -> g.append("/etc/hosts", "127.0.1.1\tbuild-7.example.org build-7\n"),
            "/etc/hosts: '127.0.1.1\tbuild-7.example.org build-7'"),
        trips("hostname", g -> g.file("/etc/hostname", "x".repeat(81)), "/etc/hostname: '" + "x".repeat(80) + "...'"),
        passes("no host name", g -> g.remove("/etc/hostname")),
        passes("a second name for this machine", g -> g.append("/etc/hosts", "127.0.1.1 localhost # loop\n127.0.0.2 web\n")),
        trips("random-seed", g -> g.file("/var/lib/systemd/random-seed", "seed"), "/var/lib/systemd/random-seed: a file of 4 bytes"),
        trips("random-seed", g -> g.file("/boot/efi/loader/random-seed", "s"), "/boot/efi/loader/random-seed: a file of 1 byte"),
        trips("random-seed", g -> g.file("/boot/loader/random-seed", "").file("/efi/loader/random-seed", "")
                .file("/var/lib/random-seed", "").file("/var/lib/urandom/random-seed", ""),
            "/var/lib/random-seed: an empty file", "/var/lib/urandom/random-seed: an empty file", "/boot/loader/random-seed: an empty file",
            "/efi/loader/random-seed: an empty file"),
        trips("machine-secrets", g -> g.file("/var/lib/systemd/credential.secret", "key").file("/var/lib/NetworkManager/secret_key", "k"),
            "/var/lib/systemd/credential.secret: a file of 3 bytes", "/var/lib/NetworkManager/secret_key: a file of 1 byte"),
        trips("storage-identity", g -> g.file("/etc/nvme/hostid", "1").file("/etc/nvme/hostnqn", "22"),
            "/etc/nvme/hostid: a file of 1 byte", "/etc/nvme/hostnqn: a file of 2 bytes"),
        trips("storage-identity", g -> g.file("/etc/iscsi/initiatorname.iscsi", "InitiatorName=iqn.1993-08.org.debian:01:1\n"),
            "/etc/iscsi/initiatorname.iscsi: an InitiatorName"),
        trips("storage-identity", g -> g.file("/etc/lvm/devices/system.devices", "VERSION=1\nIDTYPE=devname IDNAME=/dev/vda2\n"),
            "/etc/lvm/devices/system.devices: devices of the build"),
        trips("agent-identity", g -> g.file("/var/lib/waagent/provisioned", "1").file("/var/lib/amazon/ssm/Vault/Store/RegistrationKey",
            "22"),
            "/var/lib/amazon/ssm/Vault/Store/RegistrationKey: SSM agent: a file of 2 bytes",
            "/var/lib/waagent/provisioned: Azure agent: a file of 1 byte"),
        trips("agent-identity", g -> g.file("/etc/salt/minion_id", "m1").file("/etc/chef/client.pem", "key"),
            "/etc/chef/client.pem: Chef: a file of 3 bytes", "/etc/salt/minion_id: Salt: a file of 2 bytes"),
        trips("agent-identity", g -> g.file("/etc/puppetlabs/puppet/ssl/certs/a.pem", "c").file("/var/lib/puppet/ssl/b.pem", "c")
                .file("/etc/salt/pki/minion/minion.pem", "k").file("/var/lib/landscape/client/broker.bpickle", "b")
                .file("/var/lib/ubuntu-advantage/private/machine-token.json", "t").file("/etc/instance_id", "i")
                .file("/var/lib/google/instance_id", "i"),
            "/etc/instance_id: Google guest agent: a file of 1 byte", "/etc/puppetlabs/puppet/ssl/certs/a.pem: Puppet: a file of 1 byte",
            "/etc/salt/pki/minion/minion.pem: Salt: a file of 1 byte", "/var/lib/google/instance_id: Google guest agent: a file of 1 byte",
            "/var/lib/landscape/client/broker.bpickle: Landscape: a file of 1 byte", "/var/lib/puppet/ssl/b.pem: Puppet: a file of 1 byte",
            "/var/lib/ubuntu-advantage/private/machine-token.json: Ubuntu Pro: a file of 1 byte"),
        passes("the empty folders of agents that never enrolled", g -> g.folder("/var/lib/waagent").folder("/var/lib/amazon/ssm/Vault")
            .file("/etc/salt/minion_id", "")));
  }
}
