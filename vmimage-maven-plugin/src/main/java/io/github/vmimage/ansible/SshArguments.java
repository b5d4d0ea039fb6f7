package io.github.vmimage.ansible;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What every ssh, scp and sftp that Ansible starts is told ({@code ssh_args}, the one setting that all three get). A guest is a stranger:
 * the user's and the machine's SSH configuration, agent and known hosts are not for it. What Ansible's own configuration says of its
 * connections stays, since somebody said it of Ansible; only the agent is never forwarded.
 *
 * <p>ssh takes the first value of an option, and of {@code -F} the last.
 */
final class SshArguments {
  private static final String ALWAYS = "-o ForwardAgent=no";
  private static final String UNLESS_SAID = "-o IdentitiesOnly=yes -o IdentityAgent=none -o UserKnownHostsFile=/dev/null"
      + " -o GlobalKnownHostsFile=/dev/null -o CanonicalizeHostname=no";
  private static final String NO_CONFIGURATION = "-F none";
  private static final Pattern CONFIGURATION = Pattern.compile("(^|.*\\s)-F.*", Pattern.DOTALL);
  /** It would win over {@link #ALWAYS}. */
  private static final Pattern FORWARDS_AGENT = Pattern.compile("(?<=^|\\s)-A(?=\\s|$)");

  private SshArguments() {}

  /**
   * Puts them together.
   *
   * @param said what Ansible's configuration or environment has as {@code ssh_args}
   * @param otherwise how connections are kept where it has none
   */
  static String of(Optional<String> said, String otherwise) {
    String theirs = FORWARDS_AGENT.matcher(said.orElse(otherwise)).replaceAll("").strip();
    String configuration = CONFIGURATION.matcher(theirs).matches() ? "" : NO_CONFIGURATION + " ";
    return configuration + ALWAYS + " " + theirs + (theirs.isEmpty() ? "" : " ") + UNLESS_SAID;
  }
}
