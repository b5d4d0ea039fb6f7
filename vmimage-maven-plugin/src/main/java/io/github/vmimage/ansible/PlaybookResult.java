package io.github.vmimage.ansible;

import java.util.List;

/**
 * How a playbook went that went well.
 *
 * @param ok tasks that did what they should, changed ones included; at least 1
 * @param changed how many of them changed something
 * @param changedTasks each of these once, in the order run; fewer than {@code changed} where one ran several times
 */
public record PlaybookResult(int ok, int changed, List<ChangedTask> changedTasks) {
  /** Copies the list. */
  public PlaybookResult {
    changedTasks = List.copyOf(changedTasks);
  }
}
