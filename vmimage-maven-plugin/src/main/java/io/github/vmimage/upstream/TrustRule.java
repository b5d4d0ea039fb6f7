package io.github.vmimage.upstream;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules of a {@link TrustPolicy}. Each can be loosened for one upstream, by name and with a reason. */
public enum TrustRule {
  /** The way in which the upstream is proven is one of those that are enough. */
  METHOD,
  /** The digest is at least as strong as asked for. */
  MINIMUM_DIGEST,
  /** What is fetched comes from a host that is allowed. */
  HOST,
  /** What is signed is signed by a key that the project requires. */
  KEY,
  /** The manifest of a released image is signed. */
  SIGNED_MANIFEST,
  /** The upstream is not older than asked for. */
  AGE,
  /** What is signed is not older than what was accepted before from the same place. */
  REPLAY,
  /** There are not more images above each other than asked for. */
  DEPTH,
  /** A release is not built on a SNAPSHOT. */
  SNAPSHOT;

  /**
   * Looks up a rule.
   *
   * @param name as in a POM, such as {@code minimum-digest}
   * @return the rule
   */
  public static Optional<TrustRule> named(String name) {
    return Stream.of(values()).filter(r -> r.toString().equals(name)).findFirst();
  }

  /** {@return the name in POMs, manifests and messages, such as {@code minimum-digest}} */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
