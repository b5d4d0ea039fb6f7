package io.github.vmimage.seal;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;

/** What can be wrong with an image that is audited, and with the waivers of its rules. */
final class SealProblems {
  private static final String CATALOGUE = "docs/seal-rules.md";

  private SealProblems() {}

  static Problem notSealed(String disk, int failed, int all, String findings, String firstRule) {
    return Problem.project("The image is not sealed: " + failed + " of " + all + " rules failed").at(disk).saw(findings)
        .accepts("every rule holds, or is waived with a reason").next("""
            let the roles vmimage_stamp and vmimage_seal be the last of the playbook, then: mvn install
            to waive a rule: <waivers><waiver><rule>%s</rule><reason>...</reason></waiver></waivers>""".formatted(firstRule));
  }

  static Problem unreadableRoot(Path root, String reason) {
    return Problem.environment("The guest's root file system cannot be read").at(root).saw(reason).next(Hints.readableFolder(root));
  }

  static Problem waivedTwice(String waiver, String rule, int first) {
    return Problem.project("A rule is waived twice").at(waiver + "<rule>").saw(rule + ", also in waiver[" + first + "]")
        .accepts("one waiver for one rule").next("remove one of the two and keep the better reason");
  }

  static Problem waivedWithoutReason(String waiver, String rule) {
    return Problem.project("A waiver gives no reason").at(waiver + "<reason>").saw(rule.isEmpty() ? "no reason" : rule + ", no reason")
        .accepts("why the rule need not hold for this image; the release's manifest records it")
        .next("write the reason, or remove the waiver");
  }

  static Problem waiverWithoutRule(String waiver) {
    return Problem.project("A waiver names no rule").at(waiver + "<rule>").saw("nothing")
        .accepts("the id of a rule; all of them: " + CATALOGUE).next("write the id that the audit gave, or remove the waiver");
  }

  static Problem waiverOfNoRule(String waiver, String rule, String nearest) {
    return Problem.project("A waiver names a rule that does not exist").at(waiver + "<rule>").saw(rule)
        .accepts("the id of a rule, the nearest is " + nearest + "; all of them: " + CATALOGUE).next(Hints.meantRule(nearest, "waiver"));
  }
}
