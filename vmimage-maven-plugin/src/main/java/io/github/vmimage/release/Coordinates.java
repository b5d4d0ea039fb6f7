package io.github.vmimage.release;

/**
 * Maven coordinates of one version of an image.
 *
 * @param groupId Maven groupId
 * @param artifactId Maven artifactId
 * @param version Maven version; of a snapshot the base version ({@code 0.1.0-SNAPSHOT}), not the timestamped one
 */
public record Coordinates(String groupId, String artifactId, String version) {

  @Override
  public String toString() {
    return groupId + ":" + artifactId + ":" + version;
  }
}
