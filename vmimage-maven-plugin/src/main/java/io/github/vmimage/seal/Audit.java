package io.github.vmimage.seal;

import io.github.vmimage.seal.RuleResult.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Every rule, applied to the files of a finished image. Reads only; takes some hundred system calls, whatever the image's size. */
public final class Audit {

  private Audit() {}

  /**
   * Audits an image. A rule that is broken is no exception but a result, see {@link AuditReport#problem}.
   *
   * @param root the guest's root folder on this machine, such as a read-only mount; it must not change meanwhile
   * @param stamp what the image has to say about itself
   * @param buildUser whom the build logged in as; empty or {@code root} where there was no user of its own
   * @param waivers the rules that need not hold
   * @return what became of each rule of {@link SealRules#all()}, in that order
   * @throws io.github.vmimage.report.ProblemException of the project for wrong waivers, see {@link Waivers#check}; of the environment
   *     when the root cannot be read at all
   */
  public static AuditReport run(Path root, ExpectedStamp stamp, String buildUser, List<Waiver> waivers) {
    Waivers.check(waivers);
    Map<String, String> reasons = waivers.stream().collect(Collectors.toMap(w -> w.rule().strip(), w -> w.reason().strip()));
    GuestTree tree = new GuestTree(root);
    List<RuleResult> results = new ArrayList<>();
    for (SealRule rule : SealRules.all()) {
      Inspection inspection = new Inspection(tree, stamp, buildUser);
      rule.check().on(inspection);
      List<Violation> violations = inspection.violations();
      Outcome outcome = reasons.containsKey(rule.id()) ? Outcome.WAIVED : violations.isEmpty() ? Outcome.PASSED : Outcome.FAILED;
      results.add(new RuleResult(rule.id(), outcome, reasons.getOrDefault(rule.id(), ""), violations));
    }
    return new AuditReport(results);
  }
}
