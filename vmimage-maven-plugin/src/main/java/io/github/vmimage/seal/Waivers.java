package io.github.vmimage.seal;

import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Problems;
import io.github.vmimage.report.Spelling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules that need not hold for an image, each with its reason. */
public final class Waivers {
  private Waivers() {}

  /**
   * Checks that every waiver names a rule, once, and gives a reason.
   *
   * @param waivers as configured; parts of them may be null
   * @throws io.github.vmimage.report.ProblemException of the project, with everything that is wrong
   */
  public static void check(List<Waiver> waivers) {
    Problems problems = new Problems();
    Map<String, Integer> first = new HashMap<>();
    for (int n = 1; n <= waivers.size(); n++) {
      Waiver waiver = waivers.get(n - 1);
      String where = "<waivers><waiver[" + n + "]>";
      String rule = waiver.rule() == null ? "" : waiver.rule().strip();
      if (SealRules.find(rule).isEmpty()) {
        problems.add(unknown(where, rule));
      } else if (first.putIfAbsent(rule, n) != null) {
        problems.add(SealProblems.waivedTwice(where, rule, first.get(rule)));
      }
      if (waiver.reason() == null || waiver.reason().isBlank()) {
        problems.add(SealProblems.waivedWithoutReason(where, rule));
      }
    }
    problems.throwIfAny();
  }

  private static Problem unknown(String where, String rule) {
    if (rule.isEmpty()) {
      return SealProblems.waiverWithoutRule(where);
    }
    return SealProblems.waiverOfNoRule(where, rule, Spelling.nearest(rule, SealRules.all().stream().map(SealRule::id).toList()));
  }
}
