package io.github.vmimage.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.PlainText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SealRulesTest {
  private static final List<RuleFamilyTest> FAMILIES = List.of(new IdentityRulesTest(), new AgentRulesTest(), new SshRulesTest(),
      new LoginRulesTest(), new SudoRulesTest(), new NetworkRulesTest(), new CloudInitRulesTest(), new ResidueRulesTest(), new DiskRulesTest(), new SecretRulesTest(),
      new LeftoverRulesTest(), new BootRulesTest(), new BootEntryRulesTest(), new StampRulesTest());

  @Test
  void everyRuleHasAnExampleThatTripsIt() {
    assertThat(FAMILIES.stream().flatMap(f -> f.examples().stream()).map(RuleExample::rule).filter(r -> !r.isEmpty()).distinct())
        .containsExactlyInAnyOrderElementsOf(SealRules.all().stream().map(SealRule::id).toList());
  }

  @Test
  void everyRuleIsNamedAndExplained() {
    assertThat(SealRules.all()).extracting(SealRule::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]+(-[a-z]+)*"));
    assertThat(SealRules.all()).allMatch(rule -> !rule.tried().isEmpty() && rule.severity() != null);
    assertThat(SealRules.all()).flatExtracting(SealRule::reason, SealRule::remedy)
        .allMatch(text -> text.toString().matches("[A-Z][^|\n]{20,}[^.]"), "one sentence without a full stop");
  }

  /** {@code mvn test -Dtest=SealRulesTest -Dvmimage.docs.write=true} writes it. */
  @Test
  void theDocumentSaysWhatTheCatalogueSays() throws IOException {
    isWritten("seal-rules.md", document());
  }

  @Test
  void theTableOfExamplesSaysWhatTheTestsTry() throws IOException {
    isWritten("seal-examples.md", examples());
  }

  private static void isWritten(String name, String content) throws IOException {
    Path document = Path.of("..", "docs", name);
    if (Boolean.getBoolean("vmimage.docs.write")) {
      Files.createDirectories(document.getParent());
      Files.writeString(document, content);
    }
    assertThat(document).as("write it anew with -Dvmimage.docs.write=true").content().isEqualTo(content);
  }

  private static String examples() {
    StringBuilder page = new StringBuilder("""
        # Disks that break a seal rule

        Each row is a test. It takes the files of a sealed guest, which pass every rule, edits them, audits them, and wants exactly these
        findings of this rule and none of any other. This page is made from the tests.

        | Rule | What the edited disk gives |
        | --- | --- |
        """);
    for (SealRule rule : SealRules.all()) {
      FAMILIES.stream().flatMap(f -> f.examples().stream()).filter(e -> e.rule().equals(rule.id())).forEach(e ->
          page.append("| `").append(rule.id()).append("` | ").append(e.violations().stream().map(v -> "`" + code(v) + "`")
              .collect(Collectors.joining(", "))).append(" |\n"));
    }
    page.append("""

        These edits pass every rule:

        """);
    FAMILIES.stream().flatMap(f -> f.examples().stream()).filter(e -> e.rule().isEmpty()).map(RuleExample::name).distinct()
        .forEach(name -> page.append("- ").append(name.substring("passes ".length())).append('\n'));
    return page.toString();
  }

  private static String code(String text) {
    return PlainText.line(text).replace("|", "\\|").replace("`", "'");
  }

  private static String document() {
    Stream<String> rows = SealRules.all().stream().map(r -> "| `%s` | %s | %s | %s | %s |\n".formatted(r.id(), r.severity(),
        cell(r.reason()), cell(r.remedy()), String.join(", ", r.tried())));
    return """
        # Seal rules

        `vmimage:audit` looks at the files of the finished disk and fails where one of these rules does not hold. The role `vmimage_seal`,
        last in the playbook, cleans what they ask for when the guest powers off; `vmimage_stamp`, right before it, writes the stamp. What
        cannot be read fails the rule that asked for it. A rule that need not hold for an image is waived in its POM, with a reason that the
        release's manifest records:

        ```xml
        <waivers>
          <waiver>
            <rule>swap</rule>
            <reason>Hibernation needs it.</reason>
          </waiver>
        </waivers>
        ```

        `mvn vmimage:audit -Ddisk=FILE` holds any disk against the rules, whoever built it and without a project: qcow2, raw, VHD, VHDX, VMDK, or
        the VMDK in an OVA. The rules `stamp-*` then ask for any stamp. Waivers stand in the POM.

        ext2, ext3 and ext4 are read directly. For xfs, btrfs, LVM and others, and for a `/home` or `/var` of its own, libguestfs starts a small
        virtual machine and mounts what the guest's `/etc/fstab` names; `audit` and `attach` of an image do the same. That takes a minute or two
        without KVM and needs `apt-get install libguestfs-tools libguestfs-xfs`; a disk that is ext alone needs neither. libguestfs takes this
        machine's kernel: where `/boot` holds none, as in a container, install one, such as linux-image-cloud-amd64. NTFS and encrypted disks cannot
        be audited: that breaks the rule `disk-audited`, and a waiver of that rule, with its reason, lifts it. Which partition table counts, what is
        worth what, and what is found where no partition is: [disks.md](disks.md). What the image file keeps beside its disk, such as a snapshot,
        breaks `hidden-bytes`: [containers.md](containers.md).

        For secrets the first 64 KiB of every file are searched, and the last 16 KiB of a longer text; of a program in the folders of packages
        (`/usr`, `/boot` and their kind) the first 4 KiB. A zero makes no text binary: UTF-16 is read, and so is what lies around holes and between
        the variables of an environment; a file of whose bytes, zeros aside, more than one in fifty is a control character is a program, in which
        only keys are looked for. A secret that lies across the end of such a piece may be missed. A finding names the file and the kind of secret, never the secret. A key that a Debian
        package ships, by dpkg's own list of digests, is known to the world and no finding.

        Of an EFI system partition the names of the files are looked at, not their content. Not looked at: what is inside compressed files and
        archives, and unused blocks. A disk does not tell whether its free space was trimmed: a trim is rounded to the disk's clusters, whose
        rest keeps old bytes, and formats such as a fixed VHD allocate everything. The seal trims every file system that it mounts; what had
        to be secret should never have been on the disk.

        ## Logins over SSH

        sshd's configuration is read as OpenSSH reads it, and a test holds that against `sshd -T`: `Include` with its wildcards, in order and
        relative to `/etc/ssh`; the first value of a keyword counts; `Match` goes before it. `-f` and `-o` of `/etc/default/ssh`,
        `/etc/sysconfig/sshd` and units below `/etc/systemd/system` count, and `/usr/etc/ssh/sshd_config` where `/etc` has none. From it come the
        places of keys (`AuthorizedKeysFile` for all and behind any `Match`, with `%u`, `%U`, `%h`, `%%`, relative to each home), `HostKey` and
        `HostCertificate`, `TrustedUserCAKeys`, `AuthorizedKeysCommand` and `AuthorizedPrincipalsCommand` (those of SSSD, systemd, Google,
        EC2 Instance Connect and Entra ID are known), `PermitRootLogin`, `PasswordAuthentication` and `PermitEmptyPasswords`. A file of
        `AuthorizedPrincipalsFile` opens nothing without an authority, which is found. What a `Match` alone allows with a password is for few, and
        no finding in the main file. Not followed: options in a unit's `Environment`, and a key that a PKCS #11 token or an agent holds.

        ## Leftovers

        What programs leave of one machine stands in one table, which the seal's script, the audit and this page share: see "Leftovers by system"
        below. In databases and other binary stores a file's presence counts, not its content. Not covered: what a program keeps in a database
        of its own (a server's host name in its tables, PostgreSQL's system identifier), secrets in the files of applications that no row names
        and whose shape the search for secrets does not know, and host names in configurations (`/etc/mailname`, Postfix's `main.cf`).

        What packages bring must be no finding; CONTRIBUTING.md says how that is tried. On 30 November 2026, over a sealed tree: 104 packages of
        Debian 13, all that are required or important with what they need, gave none. 533 packages of Debian 12 gave false ones of two kinds: the
        lists of digests were read anew for each key until nothing else could be read, which is mended; and a sudoers file named a user whom
        the package's script makes, which the tree lacked. That run has to be repeated since. The scripts are not run: what they make (keys,
        passwords) was looked up in them and stands in the table.

        ## What the seal does

        The script of `vmimage_seal` is run by systemd as the last thing before the guest powers off, when nothing else runs any more. It needs
        a POSIX shell and the tools that busybox has as well. Before it removes them, it writes to the console what the build's machine was
        (`vmimage-seal: was machine-id ...`, `was hostname ...`, `was host-key SHA256:... (ED25519)`; none of it is a secret), then `sealed`. What
        it cannot do it says there (`not done: ...`, `FAILED: ...`), stays in the image, and so breaks the rule `seal-finished`.

        File systems of their own are mounted again as `/etc/fstab` says; one that cannot be is a failure, unless it says `noauto`, `nofail` or
        `_netdev`. `noexec` on `/tmp`, `/var/tmp` and `/home`, a read-only `/usr`, and a hardened sshd do not hinder it. A hardening that locks the
        build's user out of SSH (`AllowUsers`) has to name `vmimage` too: Packer asks for the shutdown over SSH. `Defaults requiretty` does not
        go with Ansible's pipelining nor with Packer.

        Where a package makes SSH host keys only when it is installed (Debian, Ubuntu), it leaves a unit, `vmimage-host-keys.service`, that makes
        them at first boot where there are none: cloud-init does so only where it finds a data source. RHEL's and SUSE's own units do it there.

        What it empties of a package manager looks old (1970) afterwards: Ansible's `cache_valid_time`, apt's periodic jobs and their kind take the
        time of an empty folder for that of the last update, and would not update on a machine that starts within the hour.

        Boot entries that are named after a machine ID are renamed, `f` in place of each digit: without them the machine would not boot.

        Subscriptions and agents: what is on the disk is removed, and the server is not told. Unregister in the playbook. What holds the name of
        an account beside the identity of the machine (CrowdStrike, Defender, Elastic Agent) is left, for the audit to tell.

        | Family | Seal tried on |
        | --- | --- |
        | Debian 12 | real guests, built, sealed, audited and booted; its files in a tree |
        | Ubuntu, RHEL and its kin, SUSE | the same script on made-up trees of their files, with GNU's tools and dash or bash, and with busybox alone |

        ## The rules

        This page is made from the catalogue of rules in the code. "Tried on" names the distributions of whose real, sealed images a rule is
        known to hold; rules for files of other distributions are tried on trees made for their tests
        ([seal-examples.md](seal-examples.md)).

        | Rule | Severity | Why it matters | Remedy | Tried on |
        | --- | --- | --- | --- | --- |
        """ + rows.collect(Collectors.joining()) + leftovers();
  }

  private static String leftovers() {
    return """

        ## Leftovers by system

        Path: from the root, or below each home (`~`). Seal: what the role `vmimage_seal` does; what it leaves, somebody put there on purpose, or
        nothing makes a new one, and the remedy of the rule says what to do. Seen in: the Debian package in which the path stands;
        `documented` is by the vendor and was not tried here, `usual` is by custom.

        | System | Path | What it is | Rule | Seal | Seen in |
        | --- | --- | --- | --- | --- | --- |
        """ + Leftovers.all().stream().sorted(Comparator.comparing(row -> row.system().toLowerCase(Locale.ROOT)))
        .map(row -> "| %s | `%s` | %s | `%s` | %s | %s |\n".formatted(row.system(), row.path(), row.what(), row.rule(),
            switch (row.action()) {
              case REMOVE -> "removes it";
              case EMPTY -> "empties it";
              case SCRIPT -> "removes it where it is made anew";
              case KEEP -> "leaves it";
            }, row.seen())).collect(Collectors.joining());
  }

  private static String cell(String text) {
    return text.replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;");
  }
}
