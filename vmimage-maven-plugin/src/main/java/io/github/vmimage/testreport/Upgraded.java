package io.github.vmimage.testreport;

import java.time.Duration;
import java.util.List;

/**
 * How a machine of one older release was upgraded. What was not reached is empty, or -1.
 *
 * @param from version of the older release
 * @param time all of it
 * @param applied tasks that changed something at first; -1 where the playbook failed
 * @param verify how the acceptance playbook ended
 * @param again tasks that changed something when the playbook was applied again and may not; -1 where it was not
 * @param tasks those that changed something again, also those that may
 * @param stamp version that the upgraded machine names
 * @param packages how many it has
 * @param differences of its packages from those of a fresh image
 * @param problems what is wrong; empty where it passed
 */
public record Upgraded(String from, Duration time, int applied, String verify, int again, List<ChangedTask> tasks, String stamp,
    int packages, List<PackageDifference> differences, List<String> problems) {

  /** Keeps the lists from changing. */
  public Upgraded {
    tasks = List.copyOf(tasks);
    differences = List.copyOf(differences);
    problems = List.copyOf(problems);
  }

  /**
   * A package that is not as in a fresh image.
   *
   * @param name of the package
   * @param upgraded its version on the upgraded machine; empty where it is absent
   * @param fresh its version in a fresh image; empty where it is absent
   * @param reason why the project accepts it; empty where it does not
   */
  public record PackageDifference(String name, String upgraded, String fresh, String reason) {}
}
