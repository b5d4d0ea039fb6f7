package io.github.vmimage.disk;

/**
 * Something of a disk that may keep what an audit should have seen: tables that disagree, bytes where nothing should be.
 *
 * @param place such as {@code partition table}
 * @param seen what is there
 */
public record DiskFault(String place, String seen) {}
