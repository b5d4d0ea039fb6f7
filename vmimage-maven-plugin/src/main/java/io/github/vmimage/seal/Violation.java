package io.github.vmimage.seal;

/**
 * One thing in an image that breaks a rule.
 *
 * @param path of the guest, such as {@code /etc/machine-id}, as its file system spells it: it may hold any character and is to be made
 *     plain before it is shown
 * @param seen what was found there, never the value of a secret; may quote the guest and is to be made plain as well
 */
public record Violation(String path, String seen) {}
