/**
 * The finished disk as a file: what format it has ({@link io.github.vmimage.disk.DiskInfo}), what lies in it
 * ({@link io.github.vmimage.disk.OpenDisk} gives its root file system as a path, read-only and without root), what its content
 * amounts to ({@link io.github.vmimage.disk.ContentDigest}), and its form for release
 * ({@link io.github.vmimage.disk.DiskConversion}).
 *
 * <p>A disk is foreign input: its headers are read here, within bounds, before a tool gets to see it, and one that needs other files is
 * refused ({@link io.github.vmimage.disk.StandaloneDisk}; {@link io.github.vmimage.disk.ForeignFile} for what goes to Packer). Tools of ours
 * are told the format and never guess it. What the files in a disk should look like is the business of {@code seal}.
 */
package io.github.vmimage.disk;
