package io.github.vmimage.testreport;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was seen of one of the two clones that booted at the same time.
 *
 * @param name of the twin
 * @param hostname what it calls itself; empty if it was not reached
 * @param machineId its machine-id; empty if it was not reached
 * @param hostKeys fingerprints of its SSH host keys, by their kind
 * @param failedUnits systemd units that failed; null if it was not reached
 * @param milestones of its boot, in the order in which they came
 */
public record Twin(String name, String hostname, String machineId, SortedMap<String, String> hostKeys, List<String> failedUnits,
    List<Milestone> milestones) {

  /** Keeps the lists from changing. */
  public Twin {
    hostKeys = Collections.unmodifiableSortedMap(new TreeMap<>(hostKeys));
    failedUnits = failedUnits == null ? null : List.copyOf(failedUnits);
    milestones = List.copyOf(milestones);
  }

  /**
   * A point of a boot.
   *
   * @param name for people
   * @param at time since the guest was started
   */
  public record Milestone(String name, Duration at) {}
}
