package io.github.vmimage.release;

import java.util.stream.Stream;

/**
 * Maven coordinates of one version of an image.
 *
 * @param groupId Maven groupId
 * @param artifactId Maven artifactId
 * @param version Maven version; of a snapshot the base version ({@code 0.1.0-SNAPSHOT}), not the timestamped one
 */
public record Coordinates(String groupId, String artifactId, String version) {

  /**
   * Takes coordinates apart.
   *
   * @param text {@code groupId:artifactId:version}
   * @return the three parts
   * @throws io.github.vmimage.report.ProblemException when there are not three
   */
  public static Coordinates of(String text) {
    String[] parts = text.strip().split(":", -1);
    if (parts.length != 3 || Stream.of(parts).anyMatch(String::isBlank)) {
      throw ReleaseProblems.noCoordinates(text).asException();
    }
    return new Coordinates(parts[0], parts[1], parts[2]);
  }

  @Override
  public String toString() {
    return groupId + ":" + artifactId + ":" + version;
  }
}
