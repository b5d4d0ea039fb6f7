package io.github.vmimage.pipeline;

import io.github.vmimage.release.Coordinates;
import java.util.List;

/**
 * What the upgrades of older releases came to, for the manifest and the report.
 *
 * @param coordinates of the version that they became
 * @param from which were asked for
 * @param upgrades in Maven's order of their versions; nothing where every older release was asked for and there is none
 */
public record UpgradeRecord(Coordinates coordinates, String from, List<UpgradeResult> upgrades) {
  /** Copies the list. */
  public UpgradeRecord {
    upgrades = List.copyOf(upgrades);
  }
}
