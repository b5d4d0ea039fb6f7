package io.github.vmimage.seal;

import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Problems;
import io.github.vmimage.report.Spelling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules that need not hold for an image, each with its reason. */
public final class Waivers {
  private static final String CATALOGUE = "docs/seal-rules.md";

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
        problems.add(Problem.project("A rule is waived twice").at(where + "<rule>").saw(rule + ", also in waiver[" + first.get(rule) + "]")
            .accepts("one waiver for one rule").next("remove one of the two and keep the better reason"));
      }
      if (waiver.reason() == null || waiver.reason().isBlank()) {
        problems.add(Problem.project("A waiver gives no reason").at(where + "<reason>")
            .saw(rule.isEmpty() ? "no reason" : rule + ", no reason")
            .accepts("why the rule need not hold for this image; the release's manifest records it")
            .next("write the reason, or remove the waiver"));
      }
    }
    problems.throwIfAny();
  }

  private static Problem unknown(String where, String rule) {
    if (rule.isEmpty()) {
      return Problem.project("A waiver names no rule").at(where + "<rule>").saw("nothing")
          .accepts("the id of a rule; all of them: " + CATALOGUE).next("write the id that the audit gave, or remove the waiver");
    }
    String nearest = Spelling.nearest(rule, SealRules.all().stream().map(SealRule::id).toList());
    return Problem.project("A waiver names a rule that does not exist").at(where + "<rule>").saw(rule)
        .accepts("the id of a rule, the nearest is " + nearest + "; all of them: " + CATALOGUE)
        .next("write <rule>" + nearest + "</rule> if that is meant, or remove the waiver");
  }
}
