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
 * @param beside what is on the disk beside the root folder and can be told
 */
public record AuditedBuild(Optional<ExpectedStamp> stamp, String user, String publicKey, List<Violation> missed, BesideTheRoot beside) {

  /** Checks that nothing is missing. */
  public AuditedBuild {
    Objects.requireNonNull(stamp, "stamp");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(publicKey, "publicKey");
    Objects.requireNonNull(beside, "beside");
    missed = List.copyOf(missed);
  }

  /**
   * A build of whose disk only the root folder is known.
   *
   * @param stamp as above
   * @param user as above
   * @param publicKey as above
   * @param missed as above
   */
  public AuditedBuild(Optional<ExpectedStamp> stamp, String user, String publicKey, List<Violation> missed) {
    this(stamp, user, publicKey, missed, BesideTheRoot.NOTHING);
  }

  /**
   * The same with parts of the disk that cannot be read.
   *
   * @param parts their place, and what they are
   * @return what is known
   */
  public AuditedBuild missing(List<Violation> parts) {
    return new AuditedBuild(stamp, user, publicKey, parts, beside);
  }

  /**
   * The same with what is on the disk beside the root folder.
   *
   * @param parts what can be told of it
   * @return what is known
   */
  public AuditedBuild with(BesideTheRoot parts) {
    return new AuditedBuild(stamp, user, publicKey, missed, parts);
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
