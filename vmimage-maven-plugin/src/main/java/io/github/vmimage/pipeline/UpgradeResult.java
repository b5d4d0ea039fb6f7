package io.github.vmimage.pipeline;

import java.util.List;

/**
 * What the upgrade of one older release came to. What was not reached is empty, or -1.
 *
 * @param from version of the older release
 * @param sha256 digest of its disk
 * @param seconds from the start of its guest to the end of it
 * @param changed tasks of the playbook that changed something at first, each with its file and line; null where it failed
 * @param verify {@code passed} or {@code failed}; {@code none} where the project has no acceptance playbook
 * @param changedAgain tasks that changed something when the playbook was applied again, and may not; null where it was not
 * @param waived those that may, each with the project's reason
 * @param stamp version of the image that the upgraded machine names
 * @param packages how many it has
 * @param differences of its packages from those of a fresh image, also those that the project accepts
 * @param problems what is wrong, the first line of each; nothing where the upgrade passed
 */
public record UpgradeResult(String from, String sha256, long seconds, List<String> changed, String verify, List<String> changedAgain,
    List<String> waived, String stamp, int packages, List<PackageDifference> differences, List<String> problems) {

  /** {@return whether all of it is as it should be} */
  boolean passed() {
    return problems.isEmpty();
  }

  /** {@return the differences that the project gives no reason for} */
  List<PackageDifference> refused() {
    return differences.stream().filter(d -> !d.accepted()).toList();
  }
}
