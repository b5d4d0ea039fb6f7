package io.github.vmimage.ansible;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Finding.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs {@code ansible-playbook --syntax-check}. Without shared state. */
public final class AnsibleSyntaxCheck {
  /** Rule of its findings. */
  public static final String RULE = "ansible-syntax";
  private static final Duration LIMIT = Duration.ofMinutes(5);
  /** The one host that Packer's provisioner knows; the comma makes it a list instead of a file. */
  private static final String INVENTORY = "default,";

  private final Processes processes;
  private final AnsibleProject project;

  /**
   * Makes a linter.
   *
   * @param processes starts Ansible
   * @param project what to look at
   */
  public AnsibleSyntaxCheck(Processes processes, AnsibleProject project) {
    this.processes = processes;
    this.project = project;
  }

  /**
   * Checks one playbook with all that it imports. Ansible stops at the first error.
   *
   * @param playbook the playbook
   * @return no finding or one, of the rule {@value #RULE}
   */
  public List<Finding> check(Path playbook) {
    Outcome outcome = processes.run(Command.of(Tool.ANSIBLE_PLAYBOOK, "--syntax-check", "-i", INVENTORY, project.argument(playbook))
        .in(project.module()).env(project.environment()).within(LIMIT));
    if (outcome.succeeded()) {
      return List.of();
    }
    String said = String.join("\n", outcome.stderr()) + "\n" + outcome.out();
    AnsibleFault fault = AnsibleFault.parse(said)
        .orElseThrow(() -> AnsibleProblems.checkFailed(outcome.command(), outcome.exitCode(), outcome.tail(20)).asException());
    String file = fault.file().isEmpty() ? playbook.toString() : fault.file();
    String message = project.names().text(fault.message());
    String fix = AnsibleFault.remedy(fault.message(), project.requirements(), project.names()::name)
        .orElse("correct it; ansible-playbook --syntax-check tells more");
    return List.of(new Finding(Severity.ERROR, RULE, project.place(file, fault.line(), fault.column()), message, fix));
  }
}
