package io.github.vmimage.release;

/**
 * A released image whose disk was found to be the one that its manifest names.
 *
 * @param manifest what the release says
 * @param manifestSha256 digest of the manifest's bytes, 64 lower-case hex digits
 * @param image the manifest's entry for the disk
 * @param disk path of the disk
 */
public record CheckedRelease(Manifest manifest, String manifestSha256, DiskImage image, String disk) {}
