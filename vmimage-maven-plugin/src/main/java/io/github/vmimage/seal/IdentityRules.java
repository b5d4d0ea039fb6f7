package io.github.vmimage.seal;

import io.github.vmimage.seal.GuestEntry.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** That a machine made from the image gets an identity of its own. */
final class IdentityRules {
  private static final Set<String> NO_NAME = Set.of("", "localhost", "localhost.localdomain");

  static final List<SealRule> RULES = List.of(
      SealRule.error("seal-finished",
          "The role vmimage_seal seals when the guest powers off; its script is still there, so it did not get to its end",
          "Look for 'vmimage-seal' in the build's serial console, and let Packer shut the guest down (shutdown_command) instead of "
              + "cutting it off",
          i -> i.absent("/usr/lib/systemd/system-shutdown/vmimage-seal")),
      SealRule.error("machine-id",
          "A machine ID that is set is shared by every machine made from the image: DHCP leases, journals and agents mix them up; "
              + "one that is missing stops some systems from booting",
          "Empty the file and keep it: truncate -s 0 /etc/machine-id",
          IdentityRules::machineId),
      SealRule.error("dbus-machine-id",
          "D-Bus prefers its own copy of the machine ID, so the machines would still share one",
          "Remove /var/lib/dbus/machine-id, or make it a link to /etc/machine-id",
          IdentityRules::dbusMachineId),
      SealRule.error("hostname",
          "Every machine would announce itself under the name of the machine that built the image",
          "Write 'localhost' to /etc/hostname and remove the 127.0.1.1 line from /etc/hosts",
          IdentityRules::hostname),
      SealRule.error("random-seed",
          "Machines that start from one seed may draw the same random numbers, and make the same keys",
          "Remove the seed after the last service has stopped, as the role vmimage_seal does",
          IdentityRules::randomSeed),
      SealRule.error("machine-secrets",
          "Machines that share the key for their stored secrets can read each other's",
          "Remove the files; systemd and NetworkManager make new ones",
          i -> { }),
      SealRule.error("generated-keys",
          "Packages make a key pair for this one machine when they are installed; in an image it is everybody's",
          "Remove the pair and let the first boot make one: make-ssl-cert generate-default-snakeoil, or the package's own service",
          i -> { }),
      SealRule.error("storage-identity",
          "Two initiators with one name corrupt each other's storage, and an LVM device list of the build hides the disks of another "
              + "machine",
          "Remove /etc/nvme/hostid, /etc/nvme/hostnqn, /etc/multipath/wwids and bindings, /etc/lvm/devices/system.devices, and write "
              + "'GenerateName=yes' to /etc/iscsi/initiatorname.iscsi",
          IdentityRules::storage));

  private IdentityRules() {}

  private static void machineId(Inspection i) {
    GuestEntry file = i.tree().follow("/etc/machine-id");
    if (!file.exists()) {
      i.violation(file.path(), "missing");
    } else if (!file.isEmptyFile() && !i.tree().read(file).strip().equals("uninitialized")) {
      i.violation(file.path(), "set: " + file.describe());
    }
  }

  private static void dbusMachineId(Inspection i) {
    GuestEntry file = i.tree().at("/var/lib/dbus/machine-id");
    boolean same = file.kind() == Kind.LINK && i.tree().follow(file).host().equals(i.tree().follow("/etc/machine-id").host());
    if (file.exists() && !file.isEmptyFile() && !same) {
      i.violation(file);
    }
  }

  private static void hostname(Inspection i) {
    i.tree().read("/etc/hostname").lines().map(String::strip).filter(line -> !line.startsWith("#") && !NO_NAME.contains(line))
        .forEach(name -> i.violation("/etc/hostname", Inspection.quoted(name)));
    i.tree().read("/etc/hosts").lines().map(String::strip).filter(line -> line.matches("127\\.0\\.1\\.1\\s.*"))
        .filter(line -> !line.replaceFirst("#.*", "").matches("127\\.0\\.1\\.1(\\s+localhost(\\.localdomain)?)*\\s*"))
        .forEach(line -> i.violation("/etc/hosts", Inspection.quoted(line)));
  }

  /** systemd-boot keeps one on the EFI system partition, wherever that is mounted. */
  private static void randomSeed(Inspection i) {
    i.beside().firmware().stream().filter(file -> file.path().toLowerCase(Locale.ROOT).endsWith(":/loader/random-seed"))
        .forEach(file -> i.violation(file.path(), file.seen()));
  }

  private static void storage(Inspection i) {
    for (String path : List.of("/etc/multipath/wwids", "/etc/multipath/bindings")) {
      if (i.tree().read(path).lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#"))) {
        i.violation(path, "disks of the build");
      }
    }
    if (i.tree().read("/etc/iscsi/initiatorname.iscsi").lines().anyMatch(line -> line.strip().startsWith("InitiatorName="))) {
      i.violation("/etc/iscsi/initiatorname.iscsi", "an InitiatorName");
    }
    if (i.tree().read("/etc/lvm/devices/system.devices").lines().anyMatch(line -> line.strip().startsWith("IDTYPE="))) {
      i.violation("/etc/lvm/devices/system.devices", "devices of the build");
    }
  }
}
