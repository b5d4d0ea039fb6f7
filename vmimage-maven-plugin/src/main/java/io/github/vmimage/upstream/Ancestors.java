package io.github.vmimage.upstream;

import java.time.Instant;
import java.util.Optional;

/**
 * What the manifest of a released image tells of the images and roots above it.
 *
 * @param depth released images above each other, without that image itself; 0 where it was built on none
 * @param oldest when the oldest of its roots was signed or made; empty where one of them does not tell
 */
public record Ancestors(int depth, Optional<Instant> oldest) {
  /** Of an upstream that is no released image. */
  public static final Ancestors NONE = new Ancestors(0, Optional.empty());
}
