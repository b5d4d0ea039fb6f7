package io.github.vmimage.pipeline;

/**
 * A role that cannot be applied twice without a change.
 *
 * @param name the role's name
 * @param reason why, in the project's own words; ends up in the release's manifest
 */
public record NonIdempotentRole(String name, String reason) {}
