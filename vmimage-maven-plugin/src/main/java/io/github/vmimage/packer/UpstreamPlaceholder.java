package io.github.vmimage.packer;

import java.nio.file.Path;

/**
 * What stands for an upstream while a template is only checked.
 *
 * @param id the upstream's id in the POM; empty for one without
 * @param reference what the template gets in place of the file or image
 * @param checksum what it gets in place of the digest
 */
public record UpstreamPlaceholder(String id, String reference, String checksum) {

  /**
   * For an upstream that is a local file in a build.
   *
   * @param id the upstream's id in the POM; empty for one without
   * @param file an existing throw-away file
   * @return the placeholder, with a checksum of zeros
   */
  public static UpstreamPlaceholder ofFile(String id, Path file) {
    return new UpstreamPlaceholder(id, file.toString(), "sha256:" + "0".repeat(64));
  }

  /**
   * For an upstream that is an image in a cloud.
   *
   * @param id the upstream's id in the POM; empty for one without
   * @param reference the image as the POM names it
   * @return the placeholder, without a checksum
   */
  public static UpstreamPlaceholder ofCloud(String id, String reference) {
    return new UpstreamPlaceholder(id, reference, "");
  }
}
