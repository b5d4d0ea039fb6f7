package io.github.vmimage.lint;

/**
 * What a POM says of one rule; parts that it leaves out are null.
 *
 * @param rule id of the rule
 * @param severity {@code error}, {@code warning} or {@code off}
 * @param reason why, in the project's own words; needed where the rule becomes lighter
 */
public record RuleSetting(String rule, String severity, String reason) {}
