package io.github.vmimage.process;

import java.util.List;

/** Where a program comes from on one platform. */
public sealed interface Origin {

  /**
   * Packages of the platform's own package manager.
   *
   * @param names what to install; a path stands for the package that holds it
   */
  record Packages(List<String> names) implements Origin {}

  /**
   * Packages that only older releases of the platform have.
   *
   * @param names what to install
   * @param last the newest release that has them, such as {@code 12}
   * @param after what to do on a newer one
   */
  record PackagesUntil(List<String> names, String last, String after) implements Origin {}

  /**
   * Somewhere else.
   *
   * @param how one sentence without a full stop
   */
  record Elsewhere(String how) implements Origin {}

  /**
   * The platform has no such program.
   *
   * @param why one sentence without a full stop, with what to do instead
   */
  record Nowhere(String why) implements Origin {}
}
