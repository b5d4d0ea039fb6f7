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
        trips("random-seed", g -> g.file("/var/lib/systemd/random-seed", "seed"), "/var/lib/systemd/random-seed: systemd: a file of 4 bytes"),
        trips("random-seed", g -> g.file("/boot/efi/loader/random-seed", "s"), "/boot/efi/loader/random-seed: systemd-boot: a file of 1 byte"),
        trips("random-seed", g -> g.file("/boot/loader/random-seed", "").file("/efi/loader/random-seed", "")
                .file("/var/lib/random-seed", "").file("/var/lib/urandom/random-seed", ""),
            "/var/lib/random-seed: init scripts: an empty file", "/var/lib/urandom/random-seed: init scripts: an empty file", "/boot/loader/random-seed: systemd-boot: an empty file",
            "/efi/loader/random-seed: systemd-boot: an empty file"),
        trips("random-seed", g -> g.firmware("partition 1:/LOADER/random-seed", 512).firmware("partition 1:/EFI/BOOT/BOOTX64.EFI", 9),
            "partition 1:/LOADER/random-seed: a file of 512 bytes"),
        trips("machine-secrets", g -> g.file("/var/lib/systemd/credential.secret", "key").file("/var/lib/NetworkManager/secret_key", "k"),
            "/var/lib/systemd/credential.secret: systemd: a file of 3 bytes", "/var/lib/NetworkManager/secret_key: NetworkManager: a file of 1 byte"),
        trips("storage-identity", g -> g.file("/etc/nvme/hostid", "1").file("/etc/nvme/hostnqn", "22"),
            "/etc/nvme/hostid: NVMe: a file of 1 byte", "/etc/nvme/hostnqn: NVMe: a file of 2 bytes"),
        trips("storage-identity", g -> g.file("/etc/iscsi/initiatorname.iscsi", "InitiatorName=iqn.1993-08.org.debian:01:1\n"),
            "/etc/iscsi/initiatorname.iscsi: an InitiatorName"),
        trips("storage-identity", g -> g.file("/etc/lvm/devices/system.devices", "VERSION=1\nIDTYPE=devname IDNAME=/dev/vda2\n"),
            "/etc/lvm/devices/system.devices: devices of the build"),
        trips("storage-identity", g -> g.file("/etc/lvm/archive/vg_1.vg", "x").file("/etc/lvm/backup/vg", ""),
            "/etc/lvm/archive/vg_1.vg: LVM: a file of 1 byte", "/etc/lvm/backup/vg: LVM: an empty file"),
        trips("storage-identity", g -> g.file("/etc/multipath/wwids", "# list\n/36000/\n"), "/etc/multipath/wwids: disks of the build"),
        passes("an empty list of disks", g -> g.file("/etc/multipath/wwids", "# list\n\n").file("/etc/multipath/bindings", "")),
        trips("generated-keys", g -> g.file("/var/lib/fwupd/pki/secret.key", "k"), "/var/lib/fwupd/pki/secret.key: fwupd: a file of 1 byte"),
        trips("generated-keys", g -> g.file("/etc/ssl/private/ssl-cert-snakeoil.key", "key").file("/etc/pki/tls/private/localhost.key", "k")
                .file("/etc/cockpit/ws-certs.d/0-self-signed.key", "k").file("/etc/bind/rndc.key", "k").file("/etc/rndc.key", "k"),
            "/etc/ssl/private/ssl-cert-snakeoil.key: ssl-cert: a file of 3 bytes", "/etc/pki/tls/private/localhost.key: mod_ssl: a file of 1 byte",
            "/etc/cockpit/ws-certs.d/0-self-signed.key: Cockpit: a file of 1 byte", "/etc/bind/rndc.key: BIND: a file of 1 byte",
            "/etc/rndc.key: BIND: a file of 1 byte"));
  }
}
