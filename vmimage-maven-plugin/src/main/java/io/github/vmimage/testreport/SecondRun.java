package io.github.vmimage.testreport;

import java.util.List;

/**
 * What the playbook did when it was applied to a twin once more.
 *
 * @param ok tasks that ran well; -1 where that is not known
 * @param changed those that changed something
 * @param tasks the latter, each
 */
public record SecondRun(int ok, int changed, List<ChangedTask> tasks) {

  /** Keeps the list from changing. */
  public SecondRun {
    tasks = List.copyOf(tasks);
  }
}
