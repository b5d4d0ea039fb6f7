package io.github.vmimage.disk;

import java.nio.file.Path;

/**
 * A root file system that no machine started from the disk would use: only a partition table shows it that does not count.
 *
 * @param place such as {@code partition 1 of the GPT at sector 1}
 * @param root its root folder, as {@link OpenDisk#root()}
 */
public record OtherRoot(String place, Path root) {}
