package io.github.vmimage.ansible;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of Ansible on this machine.
 *
 * @param core version of ansible-core, such as {@code 2.14.18}
 */
public record AnsibleVersion(String core) {
  private static final Pattern SHOWN = Pattern.compile("ansible-playbook \\[core ([0-9][\\w.]*)]|ansible-playbook ([0-9][\\w.]*)");

  /**
   * Asks {@code ansible-playbook}.
   *
   * @param processes starts it
   * @param environment from {@link AnsibleEnvironment#variables}
   * @return the version
   * @throws io.github.vmimage.report.ProblemException when it is absent or another program of that name
   */
  public static AnsibleVersion ask(Processes processes, Map<String, String> environment) {
    Outcome outcome = processes.require(Command.of(Tool.ANSIBLE_PLAYBOOK, "--version").env(environment).within(Duration.ofMinutes(1)));
    Matcher m = SHOWN.matcher(outcome.out());
    if (!m.find()) {
      throw AnsibleProblems.noVersion(outcome.command(), outcome.tail(5), Tool.ANSIBLE_PLAYBOOK.install()).asException();
    }
    return new AnsibleVersion(m.group(1) != null ? m.group(1) : m.group(2));
  }
}
