package io.github.vmimage.pipeline;

import io.github.vmimage.ansible.ChangedTask;
import io.github.vmimage.pipeline.TestRecord.Test;
import io.github.vmimage.report.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the second run of a playbook says of it.
 *
 * @param play how it went
 * @param allowed reasons of the roles that may change something, by their names
 */
record Idempotence(TestRecord.Play play, Map<String, String> allowed) {
  /** As the manifest takes it. */
  private static final int MAX_REASON = 1000;

  /** What changed although nothing allows it. */
  Optional<Problem> problem() {
    List<String> tasks = play.changedTasks().stream().filter(t -> !allowed.containsKey(t.role())).map(Idempotence::shown).toList();
    if (tasks.isEmpty() && play.changed() > 0 && play.changedTasks().isEmpty()) {
      // Ansible counts a change that it does not show: no task to name, and no pass either.
      tasks = List.of("changed=" + play.changed());
    }
    return tasks.isEmpty() ? Optional.empty() : Optional.of(TestProblems.notIdempotent(play.playbook(), tasks));
  }

  private static String shown(ChangedTask task) {
    return task.file().isEmpty() ? task.name() : task.place() + ": " + task.name();
  }

  /** Roles that are allowed to change something, and did not. */
  Set<String> unused() {
    Set<String> unused = new TreeSet<>(allowed.keySet());
    unused.removeAll(changedRoles());
    return unused;
  }

  private Set<String> changedRoles() {
    return play.changedTasks().stream().map(ChangedTask::role).filter(allowed::containsKey).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The result where there is no problem: waived as soon as a role needed its allowance. */
  Test result() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("playbook", play.playbook());
    facts.put("ok", Integer.toString(play.ok()));
    Set<String> roles = changedRoles();
    if (roles.isEmpty()) {
      facts.put("changed", "0");
      return Test.passed(TestRecord.IDEMPOTENCE, facts);
    }
    facts.put("changed-roles", String.join(" ", roles));
    String reason = roles.stream().map(r -> r + ": " + allowed.get(r)).collect(Collectors.joining("; "));
    return Test.waived(TestRecord.IDEMPOTENCE, reason.substring(0, Math.min(reason.length(), MAX_REASON)), facts);
  }
}
