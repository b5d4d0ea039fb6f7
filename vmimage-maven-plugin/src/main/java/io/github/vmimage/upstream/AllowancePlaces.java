package io.github.vmimage.upstream;

import io.github.vmimage.report.Finding.Place;

/** Where allowances stand. */
@FunctionalInterface
public interface AllowancePlaces {

  /**
   * Finds one.
   *
   * @param upstream id of its upstream
   * @param rule its rule
   * @return file and line; the file alone where the line cannot be told
   */
  Place of(String upstream, TrustRule rule);
}
