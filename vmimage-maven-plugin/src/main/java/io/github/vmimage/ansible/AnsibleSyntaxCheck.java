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
   * Checks those playbooks that ansible-lint has not put to the same check already: it takes as long as half of all the linting.
   *
   * @param playbooks with all that they import
   * @param linted what ansible-lint has done
   * @return no finding or one for each playbook, of the rule {@value #RULE}
   */
  public List<Finding> check(List<Path> playbooks, AnsibleLint.Report linted) {
    List<Path> rest = playbooks.stream().filter(p -> !linted.hasChecked(project.argument(p).toString())).toList();
    return rest.isEmpty() ? List.of() : check(rest);
  }

  /**
   * Checks playbooks with all that they import. One run does for all of them where nothing is wrong: starting Ansible takes longer than
   * reading a playbook. Ansible stops at the first error, so otherwise each is checked by itself.
   *
   * @param playbooks at least one
   * @return no finding or one for each playbook, of the rule {@value #RULE}
   */
  List<Finding> check(List<Path> playbooks) {
    if (playbooks.size() > 1) {
      return run(playbooks).succeeded() ? List.of() : playbooks.stream().flatMap(p -> check(p).stream()).toList();
    }
    return check(playbooks.get(0));
  }

  private Outcome run(List<Path> playbooks) {
    return processes.run(Command.of(Tool.ANSIBLE_PLAYBOOK, "--syntax-check", "-i", INVENTORY)
        .with(playbooks.stream().map(project::argument).toArray()).in(project.module()).env(project.environment()).within(LIMIT));
  }

  private List<Finding> check(Path playbook) {
    Outcome outcome = run(List.of(playbook));
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
