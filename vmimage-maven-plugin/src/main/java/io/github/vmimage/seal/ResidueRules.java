package io.github.vmimage.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** That the build, its tools and its people left nothing behind. */
final class ResidueRules {
  /** Directly in {@code /var/log} and looked at by rules of their own. */
  private static final Pattern OWN_RULE = Pattern.compile("/var/log/((journal|installer)(/.*)?|"
      + "(cloud-init|wtmp|btmp|lastlog|faillog|tallylog)[^/]*)",
      Pattern.DOTALL);

  static final List<SealRule> RULES = List.of(
      SealRule.error("ansible-remains",
          "Modules and facts that Ansible left in a home tell how and from where the image was built",
          "Remove .ansible from every home after the last task, as the role vmimage_seal does",
          i -> LoginRules.inHomes(i, "/.ansible", "/.ansible_async")),
      SealRule.error("installer-answers",
          "The answers that an installer was given hold hashes of passwords, and tell of the machine that was installed",
          "Remove /root/anaconda-ks.cfg, /root/original-ks.cfg, autoinst.xml and their kind, as the role vmimage_seal does",
          i -> {
            i.absentOrEmpty("/root/*-ks.cfg", "/root/install.log*", "/root/autoinst.xml", "/autoinst.xml");
            i.noDataBelow("/var/adm/autoinstall", "/var/log/installer");
          }),
      SealRule.error("temporary-files",
          "Uploaded playbooks, scripts and secrets of the build end in temporary folders, and nobody who starts the image looks there",
          "Empty /tmp and /var/tmp after the last task, as the role vmimage_seal does",
          i -> i.emptyFolders("/tmp", "/var/tmp")),
      SealRule.error("log-files",
          "Logs of the build tell of another machine, and mislead whoever searches this one's",
          "Empty the files below /var/log and keep them: find /var/log -type f -exec truncate -s 0 {} +",
          ResidueRules::logs),
      SealRule.error("journal",
          "The journal of the build's machine, under its machine ID, is never read again and never removed",
          "Empty /var/log/journal after journald has stopped, as the role vmimage_seal does",
          i -> i.emptyFolders("/var/log/journal")),
      SealRule.error("login-records",
          "Logins of the build are shown as if they were this machine's",
          "Empty wtmp, btmp and lastlog, and /var/lib/sudo/lectured, after the last login",
          ResidueRules::logins),
      SealRule.error("shell-history",
          "What was typed in the build may hold passwords, and tells an intruder where to go next",
          "Remove the histories from every home: rm -f ~/.*_history ~/.lesshst ~/.viminfo ~/.wget-hsts",
          i -> LoginRules.inHomes(i, "/.*_history", "/.history", "/.zhistory", "/.lesshst", "/.viminfo", "/.wget-hsts",
              "/.local/share/fish/fish_history")),
      SealRule.error("home-caches",
          "Caches of the build's programs cost space in every copy, and tell what was fetched from where",
          "Remove .cache, .npm and their kind from every home after the last task, as the role vmimage_seal does",
          ResidueRules::caches),
      SealRule.error("known-hosts",
          "The list of machines that the build talked to is a map for an intruder",
          "Remove .ssh/known_hosts from every home; keys that the image needs belong in /etc/ssh/ssh_known_hosts",
          i -> LoginRules.inHomes(i, "/.ssh/known_hosts*")),
      SealRule.error("core-dumps",
          "The memory of a crashed program may hold any secret of the build",
          "Empty /var/lib/systemd/coredump, /var/lib/systemd/pstore, /var/crash and /var/spool/abrt, remove /core*, and find out what "
              + "crashed",
          ResidueRules::coreDumps),
      SealRule.error("mail",
          "Mail to the build's users, such as cron's, reaches nobody and may quote anything",
          "Empty /var/mail and /var/spool/mail",
          ResidueRules::mail));

  private ResidueRules() {}

  private static void logs(Inspection i) {
    i.tree().walk("/var/log").stream().filter(e -> !OWN_RULE.matcher(e.path()).matches() && e.isFilledFile()).forEach(i::violation);
  }

  private static void logins(Inspection i) {
    i.absentOrEmpty("/var/log/wtmp*", "/var/log/btmp*", "/var/log/lastlog*", "/var/log/faillog*", "/var/log/tallylog*",
        "/var/lib/lastlog/lastlog2.db", "/var/lib/wtmpdb/wtmp.db");
    i.emptyFolders("/var/lib/sudo/lectured", "/var/db/sudo/lectured");
  }

  /** Of a file called core only what a kernel would write there: a file with data. */
  private static void coreDumps(Inspection i) {
    i.noDataBelow("/var/lib/systemd/coredump", "/var/lib/systemd/pstore", "/var/crash", "/var/spool/abrt");
    List<String> folders = new ArrayList<>(List.of(""));
    Accounts.homes(i.tree()).stream().map(GuestEntry::path).filter(home -> !home.equals("/")).forEach(folders::add);
    for (String folder : folders) {
      i.tree().glob(folder + "/core").stream().filter(GuestEntry::isFilledFile).forEach(i::violation);
      i.tree().glob(folder + "/core.*").stream().filter(GuestEntry::isFilledFile).forEach(i::violation);
    }
  }

  private static void caches(Inspection i) {
    for (GuestEntry home : Accounts.homes(i.tree())) {
      String prefix = home.path().equals("/") ? "" : home.path();
      i.noDataBelow(prefix + "/.cache", prefix + "/.npm", prefix + "/.bundle/cache", prefix + "/.gem/specs", prefix + "/.cargo/registry",
          prefix + "/.m2/repository", prefix + "/.gradle/caches", prefix + "/go/pkg/mod/cache");
    }
  }

  /** One of the two folders is usually a link to the other. */
  private static void mail(Inspection i) {
    i.noDataBelow("/var/mail");
    if (!i.tree().follow("/var/spool/mail").host().equals(i.tree().follow("/var/mail").host())) {
      i.noDataBelow("/var/spool/mail");
    }
  }
}
