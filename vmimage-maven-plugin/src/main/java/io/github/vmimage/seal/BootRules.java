package io.github.vmimage.seal;

import io.github.vmimage.seal.GuestEntry.Kind;
import java.util.List;

/** That a machine made from the image starts and lets its owner in: a seal can remove too much. */
final class BootRules {
  /** Where services expect to write, and what the kernel's file systems are mounted on. */
  private static final List<String> FOLDERS = List.of("/dev", "/etc", "/proc", "/root", "/run", "/sys", "/tmp", "/var/lib", "/var/log",
      "/var/tmp");
  /** A rule that looks into these folders fails by itself where something else has their name. */
  private static final List<String> OWN_RULE = List.of("/tmp", "/var/log", "/var/tmp");
  private static final List<String> ACCOUNTS = List.of(Accounts.PASSWD, Accounts.SHADOW, "/etc/group");
  private static final List<String> SERVERS = List.of("/usr/sbin/sshd");
  /** Each makes host keys at first boot: cloud-init, the agents of Azure and Google, the units of RHEL and Fedora, SUSE's script. */
  private static final List<String> KEY_MAKERS = List.of("/usr/bin/cloud-init", "/usr/sbin/waagent", "/usr/bin/google_guest_agent",
      "/usr/lib/systemd/system/sshd-keygen@.service", "/usr/lib/systemd/system/sshd-keygen.service",
      "/usr/sbin/sshd-gen-keys-start", "/usr/lib/ssh/sshd-gen-keys-start", "/usr/lib/systemd/system/sshdgenkeys.service",
      "/etc/systemd/system/*keygen*.service", "/etc/systemd/system/*host-keys*.service", "/etc/systemd/system/*hostkeys*.service");

  static final List<SealRule> RULES = List.of(
      SealRule.error("system-folders",
          "Services do not start, or the guest does not boot, where a folder is missing that every system has",
          "Empty the folders and keep them: find FOLDER -mindepth 1 -delete",
          BootRules::folders),
      SealRule.error("account-files",
          "Without its account files nobody can log in, and services that run as a user of their own do not start",
          "Edit the account files with usermod and userdel, and remove none of them",
          BootRules::accounts),
      SealRule.error("ssh-first-boot",
          "The host keys are gone, as they should be, and nothing in the image makes new ones, so sshd never starts",
          "Install cloud-init, or a service that runs ssh-keygen -A before sshd",
          BootRules::hostKeys));

  private BootRules() {}

  private static void folders(Inspection i) {
    FOLDERS.stream().map(i.tree()::follow).filter(e -> e.kind() != Kind.FOLDER)
        .filter(e -> !e.exists() || !OWN_RULE.contains(e.path())).forEach(i::violation);
  }

  private static void accounts(Inspection i) {
    for (String path : ACCOUNTS) {
      GuestEntry file = i.tree().follow(path);
      if (!file.exists() || file.isEmptyFile()) {
        i.violation(file);
      }
      i.tree().read(path);
    }
  }

  /** With keys in the image another rule fails, and this one has nothing to say. */
  private static void hostKeys(Inspection i) {
    boolean server = SERVERS.stream().anyMatch(path -> i.tree().follow(path).kind() == Kind.FILE);
    boolean keys = !i.tree().glob("/etc/ssh/ssh_host_*").isEmpty();
    if (server && !keys && KEY_MAKERS.stream()
        .allMatch(pattern -> i.tree().glob(pattern).isEmpty())) {
      i.violation("/etc/ssh", "no host keys, and no cloud-init, agent or unit that makes them");
    }
  }
}
