package io.github.vmimage.ansible;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Applies a playbook to a running machine as Packer's Ansible provisioner would: same inventory, same arguments. What the user's
 * configuration makes of Ansible's output is set aside, since the output is read. Its key is the only one: there is no agent.
 */
public final class PlaybookRun {
  private static final String HOST = "guest";

  private final Processes processes;
  private final Consumer<String> onTask;

  /**
   * Makes a runner.
   *
   * @param processes starts Ansible
   * @param onTask gets a line such as {@code Ansible task 3: web : Install nginx} whenever a task begins
   */
  public PlaybookRun(Processes processes, Consumer<String> onTask) {
    this.processes = processes;
    this.onTask = onTask;
  }

  /**
   * Applies a playbook.
   *
   * @param request which one, and where
   * @return what it did
   * @throws io.github.vmimage.report.ProblemException where a task fails, the host is lost, Ansible refuses the playbook, or no play is for
   *     this host
   */
  public PlaybookResult apply(PlaybookRequest request) {
    AnsibleRecap recap = new AnsibleRecap(onTask);
    Path inventory = inventory(request);
    Command command = Command.of(Tool.ANSIBLE_PLAYBOOK, "-vv", "-i", inventory)
        .with(request.traces().isPresent() ? new Object[] {"--diff"} : new Object[0]).with(request.settings().arguments().toArray())
        .with(request.playbook()).in(request.module()).env(environment(request)).within(request.limit()).logged(request.log())
        .listening(line -> recap.line(HOST, request.names().text(line)));
    Outcome outcome = processes.run(command);
    if (!outcome.succeeded()) {
      throw recap.failure().orElseGet(() -> AnsibleProblems.playbookFailed(shown(request), outcome.exitCode(), outcome.tail(20)))
          .asException();
    }
    int ok = recap.recaps().stream().mapToInt(HostRecap::ok).sum();
    if (ok == 0) {
      throw AnsibleProblems.noTask(shown(request), request.settings().alias(), request.settings().groups()).asException();
    }
    return new PlaybookResult(ok, recap.recaps().stream().mapToInt(HostRecap::changed).sum(), changes(request, recap));
  }

  private static List<ChangedTask> changes(PlaybookRequest request, AnsibleRecap recap) {
    Optional<ChangeJudge> judge = request.traces().map(t -> new ChangeJudge(request.module(), t));
    Stream<ChangedTask> shown = judge.map(j -> recap.changes().stream().map(j::judge)).orElseGet(() -> recap.changedTasks().stream());
    int hidden = recap.hiddenChanges();
    return Stream.concat(shown, hidden == 0 ? Stream.empty() : Stream.of(ChangedTask.at("changed=" + hidden
        + " of tasks that show no change, such as those whose failure is ignored", ""))).toList();
  }

  private static String shown(PlaybookRequest request) {
    return request.names().name(request.playbook());
  }

  private static Map<String, String> environment(PlaybookRequest request) {
    Map<String, String> all = new HashMap<>(request.environment());
    all.putAll(Map.of("ANSIBLE_STDOUT_CALLBACK", "default", "ANSIBLE_CALLBACK_RESULT_FORMAT", "json", "ANSIBLE_DISPLAY_OK_HOSTS", "True",
        "ANSIBLE_DISPLAY_FAILED_STDERR", "False", "ANSIBLE_VERBOSE_TO_STDERR", "False", "ANSIBLE_VERBOSITY", "0",
        "ANSIBLE_HOST_KEY_CHECKING", "False", "SSH_AUTH_SOCK", ""));
    return all;
  }

  private static Path inventory(PlaybookRequest request) {
    Path file = request.scratch().resolve("inventory.ini");
    try {
      return Files.writeString(file, text(request.host(), request.settings()));
    } catch (IOException e) {
      throw AnsibleProblems.folderNotMade(request.scratch(), e.toString()).because(e);
    }
  }

  /** As Packer writes it: the host by itself, then once in each of its groups, then the groups without a host. */
  static String text(PlaybookHost host, PlaybookSettings settings) {
    String line = settings.alias() + " ansible_host=" + host.address() + " ansible_port=" + host.port() + " ansible_user=" + host.user()
        + " ansible_ssh_private_key_file='" + host.privateKeyFile() + "'\n";
    StringBuilder text = new StringBuilder(line);
    settings.groups().forEach(g -> text.append('[').append(g).append("]\n").append(line));
    settings.emptyGroups().forEach(g -> text.append('[').append(g).append("]\n"));
    return text.toString();
  }
}
