package io.github.vmimage.disk;

/**
 * Bytes that a disk image file keeps and that no guest sees, or that only some guest saw once.
 *
 * @param place such as {@code snapshot 'before-seal'}
 * @param seen what is there
 */
public record HiddenPart(String place, String seen) {}
