package io.github.vmimage.upstream;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Another released image, trusted because its release manifest names the digest of its disk.
 *
 * @param id what the author calls it
 * @param groupId Maven's groupId
 * @param artifactId Maven's artifactId
 * @param version one exact version
 * @param keyring keys of those who may sign its manifest; empty where no signature is asked for
 * @param fingerprints those of them that are pinned, capital hexadecimal digits, at least one where there is a keyring
 */
public record ArtifactUpstream(String id, String groupId, String artifactId, String version, Optional<Path> keyring,
    List<String> fingerprints) implements Upstream {
  /** Copies the list. */
  public ArtifactUpstream {
    fingerprints = List.copyOf(fingerprints);
  }

  /**
   * The coordinates as a person writes them.
   *
   * @return {@code groupId:artifactId:version}
   */
  public String coordinates() {
    return groupId + ":" + artifactId + ":" + version;
  }
}
