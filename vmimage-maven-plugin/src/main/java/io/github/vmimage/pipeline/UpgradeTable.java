package io.github.vmimage.pipeline;

import io.github.vmimage.report.Elapsed;
import io.github.vmimage.report.PlainText;
import io.github.vmimage.report.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The upgrades of older releases, version by version, for a person. */
final class UpgradeTable {
  private static final String NOTHING = "-";

  private UpgradeTable() {}

  /**
   * Lays them out.
   *
   * @param upgrades at least one
   * @return one row each, then the packages that differ
   */
  static List<String> lines(List<UpgradeResult> upgrades) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("from", "time", "playbook", "verify", "again", "stamp", "packages", "result"));
    upgrades.forEach(u -> rows.add(row(u)));
    List<String> lines = new ArrayList<>(TextTable.lines(rows));
    upgrades.stream().filter(u -> !u.differences().isEmpty()).forEach(u -> lines.addAll(differences(u)));
    return lines.stream().map(PlainText::line).toList();
  }

  private static List<String> row(UpgradeResult u) {
    boolean applied = u.changed() != null;
    return List.of(u.from(), Elapsed.of(Duration.ofSeconds(u.seconds())), applied ? "changed=" + u.changed().size() : "failed",
        shown(u.verify()), u.changedAgain() == null ? NOTHING : again(u), shown(u.stamp()), packages(u),
        u.passed() ? "passed" : "failed");
  }

  private static String shown(String value) {
    return value.isEmpty() ? NOTHING : value;
  }

  private static String again(UpgradeResult u) {
    return "changed=" + u.changedAgain().size() + (u.waived().isEmpty() ? "" : ", " + u.waived().size() + " waived");
  }

  private static String packages(UpgradeResult u) {
    if (u.packages() < 0) {
      return NOTHING;
    }
    int refused = u.refused().size();
    int accepted = u.differences().size() - refused;
    return u.packages() + ", " + (refused == 0 ? "as fresh" : refused + (refused == 1 ? " differs" : " differ"))
        + (accepted == 0 ? "" : ", " + accepted + " accepted");
  }

  private static List<String> differences(UpgradeResult u) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("  package, from " + u.from(), "upgraded", "fresh", "reason"));
    u.differences().forEach(d -> rows.add(List.of("  " + d.name(), version(d.upgraded()), version(d.fresh()), d.reason())));
    return TextTable.lines(rows);
  }

  /** How it is told that a package is not there. */
  static String version(String version) {
    return version.isEmpty() ? "absent" : version;
  }
}
