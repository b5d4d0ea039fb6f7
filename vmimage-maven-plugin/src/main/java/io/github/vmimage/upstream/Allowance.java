package io.github.vmimage.upstream;

/**
 * A rule of the policy that one upstream need not keep.
 *
 * @param rule which
 * @param reason why, one line, which the manifest records
 */
public record Allowance(TrustRule rule, String reason) {}
