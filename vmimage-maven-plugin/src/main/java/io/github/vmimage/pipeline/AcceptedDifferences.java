package io.github.vmimage.pipeline;

import io.github.vmimage.report.Problems;
import java.util.List;
import java.util.regex.Pattern;

/** The packages of which a project says that an upgraded machine may have them otherwise. */
final class AcceptedDifferences {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._*-]{0,254}");

  private AcceptedDifferences() {}

  /**
   * Checks that each names packages and gives a reason.
   *
   * @param differences as configured; parts of them may be null
   * @return the same, without blanks at the ends and line ends inside
   * @throws io.github.vmimage.report.ProblemException of the project, with everything that is wrong
   */
  static List<AcceptedDifference> checked(List<AcceptedDifference> differences) {
    Problems problems = new Problems();
    List<AcceptedDifference> plain = differences.stream().map(d -> new AcceptedDifference(plain(d.name()), plain(d.reason()))).toList();
    for (int n = 1; n <= plain.size(); n++) {
      AcceptedDifference one = plain.get(n - 1);
      String place = "<upgradeDifferences><difference[" + n + "]>";
      if (!NAME.matcher(one.name()).matches()) {
        problems.add(UpgradeProblems.badAcceptedName(place, one.name()));
      }
      if (one.reason().isEmpty()) {
        problems.add(UpgradeProblems.acceptedWithoutReason(place, one.name()));
      }
    }
    problems.throwIfAny();
    return plain;
  }

  private static String plain(String text) {
    return text == null ? "" : text.strip().replaceAll("\\s+", " ");
  }
}
