package io.github.vmimage.seal;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of the build that made an image.
 *
 * @param stamp what the image has to say about itself; empty for an image of whose build nothing is known, which then has to say something
 * @param user whom the build logged in as; empty or {@code root} where there was no user of its own
 * @param publicKey the line of the key with which the build logged in, such as {@code ssh-ed25519 AAAA... comment}; empty if unknown
 * @param missed parts of the disk that hold files and cannot be read: their place, and what they are
 */
public record AuditedBuild(Optional<ExpectedStamp> stamp, String user, String publicKey, List<Violation> missed) {

  /** Checks that nothing is missing. */
  public AuditedBuild {
    Objects.requireNonNull(stamp, "stamp");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(publicKey, "publicKey");
    missed = List.copyOf(missed);
  }

  /**
   * The same with parts of the disk that cannot be read.
   *
   * @param parts their place, and what they are
   * @return what is known
   */
  public AuditedBuild missing(List<Violation> parts) {
    return new AuditedBuild(stamp, user, publicKey, parts);
  }

  /**
   * An image of whose build nothing is known.
   *
   * @return neither stamp nor user nor key
   */
  public static AuditedBuild unknown() {
    return new AuditedBuild(Optional.empty(), "", "", List.of());
  }
}
