package io.github.vmimage.upstream;

import java.util.List;
import java.util.Map;

/**
 * What a project accepts as proof, and what it allows single upstreams.
 *
 * @param policy holds for every upstream
 * @param allowances rules that an upstream need not keep, by its id; an upstream without any is not in it
 */
public record ProjectTrust(TrustPolicy policy, Map<String, List<Allowance>> allowances) {
  /** Copies the map. */
  public ProjectTrust {
    allowances = Map.copyOf(allowances);
  }

  /**
   * The rules that one upstream need not keep.
   *
   * @param upstream its id
   * @return in the order of the POM
   */
  public List<Allowance> allowances(String upstream) {
    return allowances.getOrDefault(upstream, List.of());
  }
}
