package io.github.vmimage.ansible;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.PathNames;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Applies playbooks in a guest that runs. */
public final class GuestPlaybook {
  private final Processes processes;
  private final Setting setting;
  private final Consumer<String> onTask;

  /**
   * What playbooks are applied with.
   *
   * @param module folder in which Ansible runs
   * @param names how files are called for a person
   * @param inventory file that leads to the guest
   * @param environment of Ansible
   * @param limit how long one playbook may take
   */
  public record Setting(Path module, PathNames names, Path inventory, Map<String, String> environment, Duration limit) {}

  /**
   * Makes it ready.
   *
   * @param processes starts Ansible
   * @param setting what with
   * @param onTask gets a line such as {@code Ansible task 3: web : Install nginx} whenever a task begins
   */
  public GuestPlaybook(Processes processes, Setting setting, Consumer<String> onTask) {
    this.processes = processes;
    this.setting = setting;
    this.onTask = onTask;
  }

  /**
   * Applies a playbook.
   *
   * @param playbook the file
   * @param log file that gets what Ansible says
   * @return the tasks that changed something, in the order in which they ran
   * @throws ProblemException where a task failed, or Ansible refused the playbook, or the playbook has nothing for the guest
   */
  public List<ChangedTask> apply(Path playbook, Path log) {
    AnsibleRecap recap = new AnsibleRecap(onTask);
    ChangedTasks changed = new ChangedTasks();
    // Twice more than plain: so each task tells its file and line. Another callback would tell it in another form.
    Outcome outcome = processes.run(Command.of(Tool.ANSIBLE_PLAYBOOK, "-vv", "-i", setting.inventory(), playbook).in(setting.module())
        .env(setting.environment()).env("ANSIBLE_STDOUT_CALLBACK", "default").env("ANSIBLE_DISPLAY_OK_HOSTS", "true")
        .within(setting.limit()).logged(log).listening(line -> {
          String named = setting.names().text(line);
          recap.line("guest", named);
          changed.line(named);
        }));
    if (!outcome.succeeded()) {
      Problem problem = recap.failure().orElseGet(
          () -> AnsibleProblems.checkFailed(outcome.command(), outcome.exitCode(), outcome.tail(20)));
      throw problem.asException();
    }
    if (recap.recaps().isEmpty()) {
      throw AnsibleProblems.noHost(Path.of(setting.names().name(playbook))).asException();
    }
    return told(changed.all(), recap.recaps());
  }

  private static List<ChangedTask> told(List<ChangedTask> changed, List<HostRecap> recaps) {
    List<ChangedTask> all = new ArrayList<>(changed);
    if (all.isEmpty() && recaps.stream().anyMatch(r -> r.changed() > 0)) {
      // Never take for nothing what is only not shown.
      all.add(new ChangedTask("a task that Ansible does not show", ""));
    }
    return all;
  }
}
