package io.github.vmimage.pipeline;

import io.github.vmimage.release.Coordinates;
import io.github.vmimage.release.Manifest;
import io.github.vmimage.report.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the upgrades of older releases came to, for the manifest and the report.
 *
 * @param coordinates of the version that they became
 * @param from which were asked for
 * @param upgrades in Maven's order of their versions; nothing where every older release was asked for and there is none
 */
public record UpgradeRecord(Coordinates coordinates, String from, List<UpgradeResult> upgrades) {
  private static final String ID = "upgrade-from-";
  /** What a manifest takes of an id, a fact's name and a fact. */
  private static final int MOST_NAME = 64;
  private static final int MOST_TEXT = 1000;
  /** So many differences are told one by one; the manifest takes 256 facts. */
  private static final int MOST_DIFFERENCES = 200;

  /** Copies the list. */
  public UpgradeRecord {
    upgrades = List.copyOf(upgrades);
  }

  /**
   * What a manifest says of them.
   *
   * @return one test for each upgrade, all of which passed
   * @throws io.github.vmimage.report.ProblemException where one failed
   */
  List<Manifest.TestResult> tests() {
    List<String> failed = upgrades.stream().filter(u -> !u.passed()).map(UpgradeResult::from).toList();
    if (!failed.isEmpty()) {
      throw UpgradeProblems.failed(coordinates, failed).asException();
    }
    return upgrades.stream().map(u -> new Manifest.TestResult(name(ID + u.from()), Manifest.Outcome.PASSED, "", facts(u))).toList();
  }

  private static SortedMap<String, String> facts(UpgradeResult u) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("from", u.from());
    facts.put("sha256", u.sha256());
    facts.put("verify", u.verify());
    facts.put("stamp", text(u.stamp()));
    facts.put("packages", Integer.toString(u.packages()));
    facts.put("packages-accepted", Integer.toString(u.differences().size()));
    u.differences().stream().limit(MOST_DIFFERENCES).forEach(d -> facts.put(name("package." + d.name()),
        text(UpgradeTable.version(d.upgraded()) + ", fresh " + UpgradeTable.version(d.fresh()) + ": " + d.reason())));
    facts.put("tasks-changed", Integer.toString(u.changed().size()));
    List<String> waived = new ArrayList<>(u.waived());
    facts.put("tasks-waived", Integer.toString(waived.size()));
    for (int n = 1; n <= waived.size() && n <= MOST_NAME / 2; n++) {
      facts.put("waived." + n, text(waived.get(n - 1)));
    }
    return facts;
  }

  private static String name(String text) {
    String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
    return plain.substring(0, Math.min(MOST_NAME, plain.length()));
  }

  private static String text(String text) {
    String plain = PlainText.line(text);
    return plain.substring(0, Math.min(MOST_TEXT, plain.length()));
  }
}
