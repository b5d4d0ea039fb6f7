package io.github.vmimage.upstream;

/**
 * Another released image, trusted because its release manifest names the digest of its disk.
 *
 * @param id what the author calls it
 * @param groupId Maven's groupId
 * @param artifactId Maven's artifactId
 * @param version one exact version
 */
public record ArtifactUpstream(String id, String groupId, String artifactId, String version) implements Upstream {
  /**
   * The coordinates as a person writes them.
   *
   * @return {@code groupId:artifactId:version}
   */
  public String coordinates() {
    return groupId + ":" + artifactId + ":" + version;
  }
}
