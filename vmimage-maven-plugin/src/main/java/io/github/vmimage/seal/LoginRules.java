package io.github.vmimage.seal;

import io.github.vmimage.seal.Accounts.Password;
import io.github.vmimage.seal.Accounts.User;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** That nobody who could enter the build's machine can enter the machines made from the image. */
final class LoginRules {
  private static final List<String> LOGINS = List.of("PasswordAuthentication", "PermitEmptyPasswords", "PermitRootLogin");
  private static final Pattern PASSWORD_LOGIN = Pattern.compile(
      "(?i)\\s*(" + String.join("|", LOGINS) + ")(?:\\s+|\\s*=\\s*)\"?yes\"?\\s*(#.*)?");

  private static final Pattern AUTOLOGIN = Pattern.compile("\\s*ExecStart\\s*=.*\\s(--autologin|-a)[\\s=].*");

  static final List<SealRule> RULES = List.of(
      SealRule.error("root-password",
          "A password of root opens every machine made from the image, and its hash in the image can be attacked at leisure",
          "Lock root and drop the hash: usermod -p '!*' root",
          LoginRules::rootPassword),
      SealRule.error("build-login",
          "A login with a password, or without any, that the build needed opens every machine made from the image",
          "Lock the user (usermod -p '!*' NAME), and remove the line from sshd's configuration, or the autologin of the console",
          LoginRules::buildLogin),
      SealRule.error("build-user",
          "The user that the build logged in as has sudo without a password and belongs to nobody",
          "Give its name to the role vmimage_seal (vmimage_seal_build_user), which removes it when the guest powers off",
          LoginRules::buildUser),
      SealRule.error("account-backups",
          "Copies of the account files keep the users and password hashes that the build removed",
          "Remove /etc/passwd-, shadow-, group-, gshadow-, subuid-, subgid- and their copies in /var/backups",
          i -> i.absent("/etc/passwd-", "/etc/shadow-", "/etc/group-", "/etc/gshadow-", "/etc/subuid-", "/etc/subgid-",
              "/etc/passwd~", "/etc/shadow~", "/etc/gshadow~", "/etc/passwd.bak", "/etc/passwd.old", "/etc/passwd.orig", "/etc/shadow.*",
              "/etc/gshadow.*", "/var/backups/passwd.bak*", "/var/backups/shadow.bak*", "/var/backups/group.bak*",
              "/var/backups/gshadow.bak*")));

  private LoginRules() {}

  /** Nothing but empty files may fit the pattern in a home. */
  static void inHomes(Inspection i, String... patterns) {
    for (GuestEntry home : Accounts.homes(i.tree())) {
      String prefix = home.path().equals("/") ? "" : home.path();
      for (String pattern : patterns) {
        i.absentOrEmpty(prefix + pattern);
      }
    }
  }

  private static void rootPassword(Inspection i) {
    User root = Accounts.of(i.tree()).users().stream().filter(u -> u.name().equals("root")).findFirst()
        .orElse(new User("root", Password.MISSING, Accounts.PASSWD));
    if (root.password() != Password.LOCKED) {
      i.violation(root.file(), "root: " + root.password());
    }
  }

  private static void buildLogin(Inspection i) {
    Accounts.of(i.tree()).users().stream().filter(u -> !u.name().equals("root") && u.password() != Password.LOCKED)
        .forEach(u -> i.violation(u.file(), Inspection.quoted(u.name()) + ": " + u.password()));
    for (GuestEntry file : i.tree().glob("/etc/ssh/sshd_config.d/*.conf")) {
      i.tree().read(file).lines().map(PASSWORD_LOGIN::matcher).filter(Matcher::matches)
          .forEach(m -> i.violation(file.path(), m.group(1) + " yes"));
    }
    SshdConfiguration sshd = SshdConfiguration.of(i.tree());
    LOGINS.stream().flatMap(keyword -> sshd.first(keyword).stream()).filter(s -> s.value().equalsIgnoreCase("yes"))
        .forEach(s -> i.violation(s.file(), s.keyword() + " yes"));
    for (String unit : List.of("getty@*", "serial-getty@*", "console-getty")) {
      i.tree().glob("/etc/systemd/system/" + unit + ".service.d/*.conf").stream()
          .filter(file -> i.tree().read(file).lines().anyMatch(line -> AUTOLOGIN.matcher(line).matches()))
          .forEach(file -> i.violation(file.path(), "a console logs in by itself"));
    }
  }

  private static void buildUser(Inspection i) {
    String user = i.buildUser();
    if (user.isBlank() || user.equals("root")) {
      return;
    }
    for (String file : List.of("passwd", "shadow", "group", "gshadow", "subuid", "subgid")) {
      for (String[] fields : Accounts.lines(i.tree(), "/etc/" + file)) {
        boolean group = file.endsWith("group") || file.equals("gshadow");
        if (fields[0].equals(user)) {
          i.violation("/etc/" + file, "a line for " + Inspection.quoted(user));
        } else if (group && Arrays.asList(fields[fields.length - 1].split(",")).contains(user)) {
          i.violation("/etc/" + file, Inspection.quoted(user) + " is in the group " + Inspection.quoted(fields[0]));
        }
      }
    }
    for (String folder : List.of("/home/", "/var/mail/", "/var/spool/cron/", "/var/spool/cron/crontabs/",
        "/var/spool/cron/tabs/", "/var/lib/systemd/linger/", "/var/lib/AccountsService/users/")) {
      GuestEntry entry = i.tree().at(folder + user);
      if (entry.exists()) {
        i.violation(entry);
      }
    }
    Pattern word = Pattern.compile("(^|[^A-Za-z0-9._-])" + Pattern.quote(user) + "($|[^A-Za-z0-9._-])");
    SudoRules.files(i.tree()).filter(file -> SudoRules.lines(i.tree(), file).anyMatch(line -> word.matcher(line).find()))
        .forEach(file -> i.violation(file.path(), "names " + Inspection.quoted(user)));
  }
}
