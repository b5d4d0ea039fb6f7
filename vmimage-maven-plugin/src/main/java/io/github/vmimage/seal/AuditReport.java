package io.github.vmimage.seal;

import io.github.vmimage.report.Finding;
import io.github.vmimage.report.PlainText;
import io.github.vmimage.report.Problem;
import io.github.vmimage.seal.RuleResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the audit of one image found.
 *
 * @param results one for each rule, in the order of the catalogue
 */
public record AuditReport(List<RuleResult> results) {

  /** Keeps the list from changing. */
  public AuditReport {
    results = List.copyOf(results);
  }

  /**
   * The same with what was found in another root of the same disk.
   *
   * @param place where that is; it stands before each path
   * @param other the audit of that root, by the same waivers
   * @return a rule holds where it holds in both
   */
  public AuditReport and(String place, AuditReport other) {
    List<RuleResult> both = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      RuleResult here = results.get(i);
      RuleResult there = other.results.get(i);
      List<Violation> violations = new ArrayList<>(here.violations());
      there.violations().forEach(v -> violations.add(new Violation(place + ":" + v.path(), v.seen())));
      both.add(new RuleResult(here.id(), here.outcome() == Outcome.PASSED ? there.outcome() : here.outcome(), here.reason(), violations));
    }
    return new AuditReport(both);
  }

  /**
   * Why this image may not be released.
   *
   * @param disk where the image lies
   * @return one problem of the project that tells every finding; empty when every rule held or was waived
   */
  public Optional<Problem> problem(String disk) {
    List<RuleResult> failed = failed();
    if (failed.isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>();
    List<RuleResult> told = failed.stream().filter(r -> !r.violations().isEmpty()).toList();
    for (RuleResult result : told) {
      result.violations().forEach(v -> lines.add("[" + result.id() + "] " + PlainText.line(v.path()) + ": " + PlainText.line(v.seen())));
      SealRules.find(result.id()).ifPresent(rule -> {
        lines.add("  why: " + rule.reason());
        lines.add("  fix: " + rule.remedy());
      });
    }
    String first = (told.isEmpty() ? failed : told).get(0).id();
    return Optional.of(SealProblems.notSealed(disk, failed.size(), results.size(), String.join("\n", lines), first));
  }

  /**
   * The same for machines and editors.
   *
   * @return one finding for each violation of a rule that failed, sorted; the place is a path of the guest
   */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (RuleResult result : failed()) {
      Optional<SealRule> rule = SealRules.find(result.id());
      String why = rule.map(r -> ". " + r.reason()).orElse("");
      for (Violation violation : result.violations()) {
        findings.add(new Finding(rule.map(SealRule::severity).orElse(Finding.Severity.ERROR), result.id(),
            Finding.Place.file(violation.path()), violation.seen() + why, rule.map(SealRule::remedy).orElse("")));
      }
    }
    return findings.stream().sorted().toList();
  }

  private List<RuleResult> failed() {
    return results.stream().filter(r -> r.outcome() == Outcome.FAILED).toList();
  }
}
