package io.github.vmimage.lint;

import io.github.vmimage.lint.Rule.Level;
import java.util.List;
import java.util.Optional;

/** The catalogue of rules. {@code docs/lint-rules.md} shows it to people. */
public final class LintRules {
  /** Template: a disk or installer that Packer takes without a digest, or with one that can be forged. */
  public static final Rule ISO_CHECKSUM = new Rule("iso-checksum", Level.ERROR,
      "Without a SHA-256 or SHA-512 digest, whoever stands between the build and the server decides what the image is made of",
      "Declare the disk as an <upstream> in the POM and write iso_checksum = var.upstream_checksum, or pin sha256:... in the template");
  /** Template: a digest that comes from the network with the disk. */
  public static final Rule ISO_CHECKSUM_FETCHED = new Rule("iso-checksum-fetched", Level.WARNING,
      "A digest that is fetched in the same run as the disk shows a broken download, not an exchanged disk",
      "Pin it: as <sha256> of an <upstream> in the POM with iso_checksum = var.upstream_checksum, or as sha256:... in the template");
  /** Template: a source that starts from something else than an upstream. */
  public static final Rule UPSTREAM_UNPROVEN = new Rule("upstream-unproven", Level.ERROR,
      "What a source takes from elsewhere is verified by nobody, and the manifest would name another upstream or none. The build"
          + " refuses it in any case, whatever this rule is set to",
      "Declare it as an <upstream> in the POM, and let the source take var.upstream, or var.upstream_ID (docs/upstreams.md)");
  /** Template: an upstream that it does not use. */
  public static final Rule UPSTREAM_UNREAD = new Rule("upstream-unread", Level.ERROR,
      "The manifest would name an upstream that is not in the image. The build refuses it in any case, whatever this rule is set to",
      "Let a source take the variable, or remove the <upstream> from the POM");
  /** Template: an input that is known only when Packer runs. */
  public static final Rule UPSTREAM_UNFOLLOWED = new Rule("upstream-unfollowed", Level.WARNING,
      "Whether the source starts from an upstream of the POM is seen only in what Packer opens: the build stops after its end if it does"
          + " not",
      "Write var.upstream, or var.upstream_ID, without a function around it");
  /** Template and playbook: what goes in beside the upstreams. */
  public static final Rule FOREIGN_INPUT = new Rule("foreign-input", Level.WARNING,
      "A file from outside of the project, or a download without a digest, is in the image and stands in no manifest; with"
          + " <foreignInputs>refuse</foreignInputs> in the trust policy this is an error (docs/trust-policy.md)",
      "Put the file into the project or declare it as an <upstream>; let a download name its SHA-256 or SHA-512");
  /** Template: the newest image of anybody. */
  public static final Rule MOST_RECENT_OWNERS = new Rule("most-recent-owners", Level.ERROR,
      "Anybody can publish a newer image under a name that matches, and the build takes it",
      "Name the accounts that may own the image, such as owners = [\"136693071363\"]");
  /** Template and playbook: a reference that means another image tomorrow. */
  public static final Rule FLOATING_LATEST = new Rule("floating-latest", Level.ERROR,
      "What 'latest' means changes without a commit, so the tag no longer says what the image was made of",
      "Write the exact version, or better the digest");
  /** Template and playbook: a secret that is written down. */
  public static final Rule LITERAL_SECRET = new Rule("literal-secret", Level.ERROR,
      "A secret in a file of the project is in every clone and in every copy of its history",
      "Take it from a variable or from Ansible Vault, and change the secret: it has been read already");
  /** Template and playbook: a failure that is told to be none. */
  public static final Rule IGNORED_ERRORS = new Rule("ignored-errors", Level.ERROR,
      "A step that failed leaves an image that is not what its source says, and nobody is told",
      "Let it fail, or say with failed_when which outcome is right");
  /** Scripts: Packer told to delete what is there. */
  public static final Rule PACKER_FORCE = new Rule("packer-force", Level.ERROR,
      "With -force Packer deletes images that exist already, released ones among them",
      "Remove -force, and delete by hand what is really in the way");
  /** Playbook: the role that seals. */
  public static final Rule SEAL_ROLE = new Rule("seal-role", Level.ERROR,
      "What runs after the seal, or without it, leaves traces of the build in every machine made from the image",
      "Put the role vmimage_seal at the end of the playbook's last play");
  /** Template: a step after the playbook. */
  public static final Rule AFTER_SEAL = new Rule("after-seal", Level.ERROR,
      "The playbook ends with the seal, and what a later provisioner leaves in the guest is covered by nothing",
      "Move the provisioner before the one that runs the playbook, or make it a task of the playbook");
  /** Playbook: a command that reports a change on every run. */
  public static final Rule NOT_IDEMPOTENT = new Rule("not-idempotent", Level.WARNING,
      "A command that runs every time and always counts as a change hides whether a second run still changes the image",
      "Say with creates, removes or changed_when what the command changes, or use a module made for it");
  /** Playbook: a package in whatever version there is. */
  public static final Rule PACKAGE_VERSION = new Rule("package-version", Level.OFF,
      "A rebuild from the same tag installs whatever version the repository offers that day",
      "Write the version after the name, as the package manager spells it: nginx=1.22.1-9 for apt, nginx-1.22.1 for dnf");
  /** Requirements: a role or collection in whatever version there is. */
  public static final Rule GALAXY_VERSION = new Rule("galaxy-version", Level.ERROR,
      "A role or collection without an exact version is another one tomorrow, with all its rights in the guest",
      "Write one exact version, such as version: 1.5.4, or the full commit of a Git source");
  /** Template: a variable that nobody gives a value; its faults come from Packer's variables themselves. */
  public static final Rule PACKER_VARIABLES = new Rule("packer-variables", Level.ERROR,
      "Packer stops where a variable has no value, or one of the wrong type, and says nothing of where it should come from",
      "Set the variable in the POM's <variables>, or give it a default in the template");
  /** Playbook: a file that none of the rules over YAML could look at. */
  public static final Rule UNREADABLE_YAML = new Rule("unreadable-yaml", Level.ERROR,
      "A file that cannot be read keeps no rule, and Ansible may fail on it only in the guest",
      "Correct the YAML at that place, or move what is no YAML out of the folder for Ansible");
  /** Template and playbook: a link to what is not in the tag. */
  public static final Rule STRAY_LINK = new Rule("stray-link", Level.ERROR,
      "What a symbolic link brings in from outside of the project is not in the tag, and no rule has looked at it",
      "Put the file or folder itself into the project, or let the link point to one that is there");
  /** POM: an upstream that need not keep a rule of the trust policy. */
  public static final Rule TRUST_ALLOWANCE = new Rule("trust-allowance", Level.WARNING,
      "An upstream with an allowance is built on although it breaks a rule of the trust policy (docs/trust-policy.md)",
      "Take an upstream that keeps the rule, and remove the <allowance>");
  /** POM: an upstream of which an older state can be given for ever. */
  public static final Rule REPLAYABLE_UPSTREAM = new Rule("replayable-upstream", Level.WARNING,
      "Whoever stands between this machine and an http server can give an older state, signed and all, and keep newer ones back",
      "Write https, or a name with a date in it, or a <maximumAge> into the trust policy");
  /** POM: a disk that is never booted before it is released. */
  public static final Rule NOT_TESTED = new Rule("not-tested", Level.WARNING,
      "A disk that nobody has booted is released on the word of its audit alone: nothing shows that it comes up, nor that it can be"
          + " configured again",
      "Let the disk be booted and remove <notTested> (docs/tests.md)");

  private static final List<Rule> ALL = List.of(ISO_CHECKSUM, ISO_CHECKSUM_FETCHED, UPSTREAM_UNPROVEN, UPSTREAM_UNREAD,
      UPSTREAM_UNFOLLOWED, FOREIGN_INPUT, MOST_RECENT_OWNERS, FLOATING_LATEST,
      LITERAL_SECRET, IGNORED_ERRORS, PACKER_FORCE, SEAL_ROLE, AFTER_SEAL, NOT_IDEMPOTENT, PACKAGE_VERSION, GALAXY_VERSION,
      PACKER_VARIABLES, UNREADABLE_YAML, STRAY_LINK, TRUST_ALLOWANCE, REPLAYABLE_UPSTREAM, NOT_TESTED);

  private LintRules() {}

  /**
   * Every rule.
   *
   * @return in the order in which they are told
   */
  public static List<Rule> all() {
    return ALL;
  }

  /**
   * Looks up a rule.
   *
   * @param id its id
   * @return the rule, or nothing for a rule of Packer or Ansible
   */
  public static Optional<Rule> find(String id) {
    return ALL.stream().filter(r -> r.id().equals(id)).findFirst();
  }
}
