package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a project accepts as proof of an upstream.
 *
 * @param methods which ways are enough
 * @param minimumDigest the weakest digest that will do; one that proves nothing is never accepted, whatever the policy says
 * @param allowedHosts names of hosts in small letters, {@code *.example.com} for all below one; empty allows every host. Files of this
 *     machine have none
 * @param requiredKeys fingerprints of primary keys, capital hexadecimal digits; where an upstream is proven by signatures, each signed
 *     file has to be signed by one of them; empty asks for no more than the keys that the upstream pins
 * @param signedManifests whether the manifest of a released image has to be signed
 * @param maximumAge days since the signature, the archive's release file or the creation of a cloud's image; empty for any age
 * @param maximumDepth released images above each other, 1 to 8
 * @param refusesForeignInputs whether lint fails where a template or a playbook brings in something from elsewhere; otherwise it warns
 */
public record TrustPolicy(Set<TrustMethod> methods, Digest.Algorithm minimumDigest, List<String> allowedHosts, List<String> requiredKeys,
    boolean signedManifests, OptionalInt maximumAge, int maximumDepth, boolean refusesForeignInputs) {

  /** As many as a manifest holds. */
  public static final int MAX_DEPTH = 8;

  /** Where the POM says nothing. */
  public static final TrustPolicy DEFAULT = new TrustPolicy(EnumSet.allOf(TrustMethod.class), Digest.Algorithm.SHA256, List.of(), List.of(),
      false, OptionalInt.empty(), MAX_DEPTH, false);

  /** Copies the collections. */
  public TrustPolicy {
    methods = Set.copyOf(methods);
    allowedHosts = List.copyOf(allowedHosts);
    requiredKeys = List.copyOf(requiredKeys);
  }

  /**
   * One that warns of what a template or a playbook brings in from elsewhere.
   *
   * @param methods which ways are enough
   * @param minimumDigest the weakest digest that will do
   * @param allowedHosts names of hosts; empty allows every host
   * @param requiredKeys fingerprints of primary keys
   * @param signedManifests whether the manifest of a released image has to be signed
   * @param maximumAge days; empty for any age
   * @param maximumDepth released images above each other, 1 to 8
   */
  public TrustPolicy(Set<TrustMethod> methods, Digest.Algorithm minimumDigest, List<String> allowedHosts, List<String> requiredKeys,
      boolean signedManifests, OptionalInt maximumAge, int maximumDepth) {
    this(methods, minimumDigest, allowedHosts, requiredKeys, signedManifests, maximumAge, maximumDepth, false);
  }

  /** Whether something may come from a host. */
  boolean allows(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return allowedHosts.isEmpty()
        || allowedHosts.stream().anyMatch(a -> a.startsWith("*.") ? name.endsWith(a.substring(1)) : name.equals(a));
  }
}
