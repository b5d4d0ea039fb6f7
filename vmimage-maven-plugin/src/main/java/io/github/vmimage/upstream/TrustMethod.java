package io.github.vmimage.upstream;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The ways in which an upstream can be proven. */
public enum TrustMethod {
  /** A key that the project pins signed what names the bytes. */
  SIGNATURE,
  /** The project pins the digest of the bytes. */
  DIGEST,
  /** The manifest of another released image names the digest. */
  RELEASE,
  /** A cloud says whose image it is. */
  OWNER;

  /** The names of all. */
  static List<String> names() {
    return Stream.of(values()).map(TrustMethod::toString).toList();
  }

  /** {@return the name in POMs and messages, such as {@code signature}} */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
