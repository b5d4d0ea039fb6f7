package io.github.vmimage.pipeline;

import io.github.vmimage.ansible.ChangedTask;
import io.github.vmimage.pipeline.NonIdempotentPart.Kind;
import io.github.vmimage.pipeline.TestRecord.Test;
import io.github.vmimage.report.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the second run of a playbook says of it.
 *
 * @param play how it went
 * @param allowed what may change something
 */
record Idempotence(TestRecord.Play play, AllowedChanges allowed) {
  /** As the manifest takes it. */
  private static final int MAX_REASON = 1000;

  /** What changed although nothing allows it. */
  Optional<Problem> problem() {
    List<String> tasks = play.changedTasks().stream().filter(t -> t.counts() && allowed.reason(t).isEmpty()).map(Idempotence::shown)
        .collect(Collectors.toCollection(ArrayList::new));
    if (play.changed() > 0 && play.changedTasks().isEmpty()) {
      // Ansible counts a change that it does not show: no task to name, and no pass either.
      tasks.add("changed=" + play.changed());
    }
    return tasks.isEmpty() ? Optional.empty() : Optional.of(TestProblems.notIdempotent(play.playbook(), tasks));
  }

  /** The task, the items of its loop and what became of what; the whole is in the log. */
  private static String shown(ChangedTask task) {
    StringBuilder text = new StringBuilder(task.file().isEmpty() ? task.name() : task.place() + ": " + task.name());
    task.items().forEach(i -> text.append("\n  item ").append(i));
    task.diff().forEach(d -> text.append("\n  ").append(d));
    return text.toString();
  }

  /** What is allowed to change something, and did not. */
  List<NonIdempotentPart> unused() {
    return allowed.unused(play.changedTasks());
  }

  /** {@return a line for each task whose change does not count} */
  List<String> notCounted() {
    return play.changedTasks().stream().filter(t -> !t.counts()).map(t -> t.place() + ": " + t.effect().reason()).toList();
  }

  /** The result where there is no problem: waived as soon as something needed its allowance. */
  Test result() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("playbook", play.playbook());
    facts.put("ok", Integer.toString(play.ok()));
    List<NonIdempotentPart> used = allowed.used(play.changedTasks());
    if (used.isEmpty()) {
      facts.put("changed", "0");
      return Test.passed(TestRecord.IDEMPOTENCE, facts);
    }
    for (Kind kind : Kind.values()) {
      String names = used.stream().filter(p -> p.kind() == kind).map(NonIdempotentPart::name)
          .collect(Collectors.joining(kind == Kind.ROLE ? " " : "; "));
      if (!names.isEmpty()) {
        facts.put("changed-" + kind.element() + "s", names);
      }
    }
    String reason = used.stream().map(p -> p.name() + ": " + p.reason()).collect(Collectors.joining("; "));
    return Test.waived(TestRecord.IDEMPOTENCE, reason.substring(0, Math.min(reason.length(), MAX_REASON)), facts);
  }
}
