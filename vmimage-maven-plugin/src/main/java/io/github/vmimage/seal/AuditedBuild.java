package io.github.vmimage.seal;

import java.util.Objects;
import java.util.Optional;

/**
 * What is known of the build that made an image.
 *
 * @param stamp what the image has to say about itself; empty for an image of whose build nothing is known, which then has to say something
 * @param user whom the build logged in as; empty or {@code root} where there was no user of its own
 * @param publicKey the line of the key with which the build logged in, such as {@code ssh-ed25519 AAAA... comment}; empty if unknown
 */
public record AuditedBuild(Optional<ExpectedStamp> stamp, String user, String publicKey) {

  /** Checks that nothing is missing. */
  public AuditedBuild {
    Objects.requireNonNull(stamp, "stamp");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(publicKey, "publicKey");
  }

  /**
   * An image of whose build nothing is known.
   *
   * @return neither stamp nor user nor key
   */
  public static AuditedBuild unknown() {
    return new AuditedBuild(Optional.empty(), "", "");
  }
}
