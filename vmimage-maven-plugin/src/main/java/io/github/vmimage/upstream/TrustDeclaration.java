package io.github.vmimage.upstream;

import java.util.List;

/**
 * {@code <trustPolicy>} as it stands in the POM, unchecked. A field is null where its element is absent.
 *
 * @param methods the {@code <method>}s of {@code <methods>}
 * @param minimumDigest {@code <minimumDigest>}
 * @param allowedHosts the {@code <host>}s of {@code <allowedHosts>}
 * @param requiredKeys the {@code <fingerprint>}s of {@code <requiredKeys>}
 * @param signedManifests {@code <signedManifests>}
 * @param maximumAge {@code <maximumAge>}
 * @param maximumDepth {@code <maximumDepth>}
 * @param foreignInputs {@code <foreignInputs>}
 */
public record TrustDeclaration(List<String> methods, String minimumDigest, List<String> allowedHosts, List<String> requiredKeys,
    String signedManifests, String maximumAge, String maximumDepth, String foreignInputs) {
  /** Of a project that says nothing. */
  public static final TrustDeclaration NONE = new TrustDeclaration(null, null, null, null, null, null, null);

  /**
   * One that says nothing of what goes in beside the upstreams.
   *
   * @param methods the {@code <method>}s of {@code <methods>}
   * @param minimumDigest {@code <minimumDigest>}
   * @param allowedHosts the {@code <host>}s of {@code <allowedHosts>}
   * @param requiredKeys the {@code <fingerprint>}s of {@code <requiredKeys>}
   * @param signedManifests {@code <signedManifests>}
   * @param maximumAge {@code <maximumAge>}
   * @param maximumDepth {@code <maximumDepth>}
   */
  public TrustDeclaration(List<String> methods, String minimumDigest, List<String> allowedHosts, List<String> requiredKeys,
      String signedManifests, String maximumAge, String maximumDepth) {
    this(methods, minimumDigest, allowedHosts, requiredKeys, signedManifests, maximumAge, maximumDepth, null);
  }
}
