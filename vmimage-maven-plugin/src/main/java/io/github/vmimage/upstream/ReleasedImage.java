package io.github.vmimage.upstream;

import java.nio.file.Path;

/**
 * A released image, found.
 *
 * @param disk local file
 * @param size what the manifest says the disk's size is, in bytes
 * @param sha256 what the manifest says the disk hashes to, small hexadecimal digits
 * @param manifestSha256 digest of the manifest file itself
 * @param imageVersion the version stamped into the image
 * @param commit the commit it was built from
 */
public record ReleasedImage(Path disk, long size, String sha256, String manifestSha256, String imageVersion, String commit) {}
