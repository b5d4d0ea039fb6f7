/**
 * The finished disk as a file: what format it has ({@link io.github.vmimage.disk.DiskInfo}), what lies in it
 * ({@link io.github.vmimage.disk.OpenDisk} gives its root file system as a path, read-only and without root), what its content
 * amounts to ({@link io.github.vmimage.disk.ContentDigest}), and its form for release
 * ({@link io.github.vmimage.disk.DiskConversion}).
 *
 * <p>A disk is foreign input: headers, partition tables and superblocks are read here, within bounds, before a tool gets to see
 * them, and no format is ever guessed by a tool. What the files in a disk should look like is the business of {@code seal}.
 */
package io.github.vmimage.disk;
