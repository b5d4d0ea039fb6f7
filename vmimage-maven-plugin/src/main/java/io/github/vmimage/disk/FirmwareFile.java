package io.github.vmimage.disk;

/**
 * A file on a FAT file system, such as the EFI system partition.
 *
 * @param place such as {@code partition 2}
 * @param path from the file system's root, as it spells it; case does not count there
 * @param size in bytes
 */
public record FirmwareFile(String place, String path, long size) {}
