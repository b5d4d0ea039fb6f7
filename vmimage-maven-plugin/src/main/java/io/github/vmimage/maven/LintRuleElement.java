package io.github.vmimage.maven;

import io.github.vmimage.lint.RuleSetting;

/** {@code <lintRule>}: how much a rule of the lint weighs in this project, and why. */
public final class LintRuleElement {
  private String rule;
  private String severity;
  private String reason;

  /**
   * What was written; what was left out is null.
   *
   * @return the setting, not checked yet
   */
  public RuleSetting setting() {
    return new RuleSetting(rule, severity, reason);
  }

  /**
   * Called by Maven.
   *
   * @param rule the rule's id
   */
  public void setRule(String rule) {
    this.rule = rule;
  }

  /**
   * Called by Maven.
   *
   * @param severity {@code error}, {@code warning} or {@code off}
   */
  public void setSeverity(String severity) {
    this.severity = severity;
  }

  /**
   * Called by Maven.
   *
   * @param reason why the rule weighs something else here
   */
  public void setReason(String reason) {
    this.reason = reason;
  }
}
