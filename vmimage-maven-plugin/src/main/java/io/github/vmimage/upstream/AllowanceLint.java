package io.github.vmimage.upstream;

import io.github.vmimage.lint.LintRules;
import io.github.vmimage.report.Finding;
import java.util.List;

/** Shows what a project allows its upstreams, whether it is needed or not: that is known only when they are proven. */
public final class AllowanceLint {

  private AllowanceLint() {}

  /**
   * Looks at every allowance.
   *
   * @param trust what the project says
   * @param places where it says it
   * @return one finding for each, with the rule's own weight, in no order
   */
  public static List<Finding> check(ProjectTrust trust, AllowancePlaces places) {
    return trust.allowances().entrySet().stream().flatMap(e -> e.getValue().stream().map(a -> LintRules.TRUST_ALLOWANCE.finding(
        places.of(e.getKey(), a.rule()), "upstream " + e.getKey() + " need not keep the rule " + a.rule() + ": " + a.reason()))).toList();
  }
}
