package io.github.vmimage.disk;

/**
 * A part of a disk that holds files which cannot be read here.
 *
 * @param place such as {@code partition 2}
 * @param kind what it is, such as {@code NTFS}
 * @param closed whether no tool could read it as the guest does: encrypted, or of a system that has none of the files that are looked for
 */
public record MissedPart(String place, String kind, boolean closed) {}
