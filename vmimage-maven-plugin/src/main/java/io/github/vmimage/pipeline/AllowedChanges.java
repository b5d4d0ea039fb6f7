package io.github.vmimage.pipeline;

import io.github.vmimage.ansible.ChangedTask;
import io.github.vmimage.pipeline.NonIdempotentPart.Kind;
import java.util.List;

/**
 * What may report a change when a playbook is applied again, as {@code <nonIdempotent>} has it, checked.
 *
 * @param parts each with a name and a reason of one line
 */
record AllowedChanges(List<NonIdempotentPart> parts) {
  /** Copies the list. */
  AllowedChanges {
    parts = List.copyOf(parts);
  }

  /** {@return the project's reason why a task may change something, empty where it has none; one of the task itself before its role's} */
  String reason(ChangedTask task) {
    return parts.stream().filter(p -> p.kind() == Kind.TASK && covers(p, task)).findFirst()
        .or(() -> parts.stream().filter(p -> covers(p, task)).findFirst()).map(NonIdempotentPart::reason).orElse("");
  }

  private static boolean covers(NonIdempotentPart part, ChangedTask task) {
    return part.name().equals(part.kind() == Kind.TASK ? task.name() : task.role());
  }

  /** {@return those that the tasks had no need of} */
  List<NonIdempotentPart> unused(List<ChangedTask> tasks) {
    return parts.stream().filter(p -> tasks.stream().noneMatch(t -> t.counts() && covers(p, t))).toList();
  }

  /** {@return those that the tasks needed, each once} */
  List<NonIdempotentPart> used(List<ChangedTask> tasks) {
    List<NonIdempotentPart> unused = unused(tasks);
    return parts.stream().filter(p -> !unused.contains(p)).toList();
  }
}
