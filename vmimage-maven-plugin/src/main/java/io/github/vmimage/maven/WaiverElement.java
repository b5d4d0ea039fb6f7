package io.github.vmimage.maven;

/** {@code <waiver>}: a rule of the audit that does not hold for this image, and why. */
public final class WaiverElement {
  private String rule;
  private String reason;

  /**
   * The rule's id.
   *
   * @return as written, or null
   */
  public String rule() {
    return rule;
  }

  /**
   * Why the rule does not hold.
   *
   * @return as written, or null
   */
  public String reason() {
    return reason;
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
   * @param reason why the rule does not hold
   */
  public void setReason(String reason) {
    this.reason = reason;
  }
}
