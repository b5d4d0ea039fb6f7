package io.github.vmimage.lint;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;

/** What can be wrong with the settings of the lint's rules. */
final class LintProblems {
  private static final String CATALOGUE = "docs/lint-rules.md";

  private LintProblems() {}

  static Problem noSeverity(String setting, String severity) {
    return Problem.project("A lint rule is set to no severity").at(setting + "<severity>").saw(severity.isEmpty() ? "nothing" : severity)
        .accepts("error, warning or off").next("write one of the three, or remove the setting");
  }

  static Problem lighterWithoutReason(String setting, Rule rule, Rule.Level to) {
    return Problem.project("A lint rule is made lighter without a reason").at(setting + "<reason>")
        .saw(rule.id() + " from " + rule.level() + " to " + to + ", no reason").accepts("why the rule need not hold for this image")
        .next("write the reason, or remove the setting");
  }

  static Problem setTwice(String setting, String rule) {
    return Problem.project("A lint rule is set twice").at(setting + "<rule>").saw(rule).accepts("one setting for one rule")
        .next("remove one of the two");
  }

  static Problem settingWithoutRule(String setting) {
    return Problem.project("A lint setting names no rule").at(setting + "<rule>").saw("nothing")
        .accepts("the id of a rule; all of them: " + CATALOGUE).next("write the id that lint gave, or remove the setting");
  }

  static Problem settingOfNoRule(String setting, String rule, String nearest) {
    return Problem.project("A lint setting names a rule that does not exist").at(setting + "<rule>").saw(rule)
        .accepts("the id of a rule, the nearest is " + nearest + "; all of them: " + CATALOGUE + " (those of ansible-lint: .ansible-lint)")
        .next(Hints.meantRule(nearest, "setting"));
  }
}
