package io.github.vmimage.seal;

import io.github.vmimage.seal.GuestEntry.Kind;
import io.github.vmimage.seal.SshdConfiguration.Setting;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** That no key of the build opens a machine made from the image, nor any other that no owner of the machine has put there. */
final class SshRules {
  /** What sshd looks for where its configuration names nothing else: sshd_config(5). */
  private static final List<String> USUAL_FILES = List.of(".ssh/authorized_keys", ".ssh/authorized_keys2");
  /** A line that sshd may take for a key has the name of a kind of key in it. */
  private static final Pattern KEY = Pattern.compile("(?m)^[^#\\n]*?(?<![A-Za-z0-9-])(?:sk-)?(?:ssh-[a-z0-9]|ecdsa-sha2-)");
  /** They ask a directory or the cloud: SSSD, Google's OS Login and guest agent, EC2 Instance Connect, Azure's Entra login, systemd-userdb. */
  private static final Set<String> KNOWN_COMMANDS = Set.of("sss_ssh_authorizedkeys", "google_authorized_keys", "google_authorized_keys_sk",
      "google_authorized_principals", "eic_run_authorized_keys", "aad_certhandler", "userdbctl");

  static final List<SealRule> RULES = List.of(
      SealRule.error("ssh-host-keys",
          "Whoever holds one machine's host key, or the image, can pose as every machine made from it",
          "Remove the keys: rm /etc/ssh/ssh_host_*; cloud-init makes new ones at first boot, in the usual places only, so let no HostKey "
              + "name another",
          SshRules::hostKeys),
      SealRule.error("authorized-keys",
          "A key that may log in here may log in to every machine made from the image",
          "Remove .ssh/authorized_keys from every home, and what is in /etc/ssh/authorized_keys and wherever sshd's AuthorizedKeysFile says; "
              + "cloud-init puts in the keys of each machine's owner",
          SshRules::authorizedKeys),
      SealRule.error("ssh-trust",
          "An authority or a program that sshd asks decides who may log in to every machine made from the image",
          "Remove TrustedUserCAKeys, AuthorizedKeysCommand and AuthorizedPrincipalsCommand from sshd's configuration; where the image is meant "
              + "to trust them, waive the rule with that reason",
          SshRules::trust));

  private SshRules() {}

  /** Those that the configuration names, and what lies where they usually are. A key that is not in a file has no name of a file. */
  private static void hostKeys(Inspection i) {
    i.absent("/etc/ssh/ssh_host_*");
    SshdConfiguration sshd = SshdConfiguration.of(i.tree());
    Stream.concat(sshd.all("HostKey"), sshd.all("HostCertificate")).map(Setting::value)
        .filter(path -> path.startsWith("/") && !path.startsWith("/etc/ssh/ssh_host_"))
        .flatMap(path -> Stream.of(path, path + ".pub")).flatMap(path -> Stream.of(i.tree().at(path)))
        .filter(key -> i.tree().follow(key).isFilledFile()).forEach(i::violation);
  }

  /** Beside the homes, the folder that hardened guests keep the keys in, and every place that the configuration names. */
  private static void authorizedKeys(Inspection i) {
    LoginRules.inHomes(i, "/.ssh/authorized_keys*");
    i.tree().glob("/etc/ssh/authorized_keys*").stream()
        .flatMap(entry -> entry.kind() == Kind.FOLDER ? i.tree().list(entry).stream() : Stream.of(entry))
        .filter(entry -> !entry.isEmptyFile()).forEach(i::violation);
    SshdConfiguration.of(i.tree()).effective("AuthorizedKeysFile").flatMap(s -> s.values().stream())
        .filter(path -> !path.equalsIgnoreCase("none") && !USUAL_FILES.contains(path)).distinct()
        .flatMap(path -> places(i.tree(), path)).flatMap(pattern -> i.tree().glob(pattern).stream())
        .filter(file -> i.tree().follow(file).isFilledFile() && KEY.matcher(i.tree().read(file)).find()).forEach(i::violation);
  }

  /**
   * Where sshd looks: {@code %h} is the home of a user, {@code %u} and {@code %U} its name and number, and what is not absolute lies in the
   * home. A key of a user that is gone, or is yet to come, counts as well, so any name does.
   */
  private static Stream<String> places(GuestTree tree, String path) {
    String named = path.replace("%%", "\0").replaceAll("%[uU]", "*").replace('\0', '%');
    if (named.startsWith("/")) {
      return Stream.of(named);
    }
    return Accounts.homes(tree).stream().map(home -> home.path().equals("/") ? "" : home.path())
        .map(home -> named.startsWith("%h") ? named.replace("%h", home) : home + "/" + named);
  }

  private static void trust(Inspection i) {
    SshdConfiguration sshd = SshdConfiguration.of(i.tree());
    sshd.effective("TrustedUserCAKeys").filter(s -> isSet(s) && KEY.matcher(i.tree().read(s.value())).find())
        .forEach(s -> i.violation(s.file(), "an authority for logins " + Inspection.quoted(s.value())));
    Stream.of("AuthorizedKeysCommand", "AuthorizedPrincipalsCommand").flatMap(sshd::effective)
        .filter(s -> isSet(s) && !KNOWN_COMMANDS.contains(s.value().substring(s.value().lastIndexOf('/') + 1)))
        .forEach(s -> i.violation(s.file(), s.keyword() + " " + Inspection.quoted(s.value())));
  }

  private static boolean isSet(Setting setting) {
    return !setting.value().isEmpty() && !setting.value().equalsIgnoreCase("none");
  }
}
