package io.github.vmimage.upstream;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A released image, found.
 *
 * @param disk local file
 * @param size what the manifest says the disk's size is, in bytes
 * @param sha256 what the manifest says the disk hashes to, small hexadecimal digits
 * @param manifest local file, which has been held against its schema
 * @param manifestSha256 digest of that file, small hexadecimal digits
 * @param signature local file with the detached signature of the manifest, not checked; empty where the project asks for none
 * @param imageVersion the version stamped into the image
 * @param commit the commit it was built from
 * @param evidence by which its own proofs can be repeated
 */
public record ReleasedImage(Path disk, long size, String sha256, Path manifest, String manifestSha256, Optional<Path> signature,
    String imageVersion, String commit, List<Evidence> evidence) {
  /** Copies the list. */
  public ReleasedImage {
    evidence = List.copyOf(evidence);
  }
}
