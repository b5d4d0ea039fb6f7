package io.github.vmimage.seal;

/**
 * A rule that need not hold for an image.
 *
 * @param rule id of the rule
 * @param reason why it need not hold, in the project's own words; ends up in the release's manifest
 */
public record Waiver(String rule, String reason) {}
