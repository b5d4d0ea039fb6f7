package io.github.vmimage.packer;

import java.nio.file.Path;

/**
 * An upstream as a template gets it.
 *
 * @param id the upstream's id in the POM; empty for one without
 * @param reference file of this machine, or an image in a cloud as its provider names it
 * @param checksum of the file, such as {@code sha256:9f86...}; empty for an image in a cloud
 */
public record GivenUpstream(String id, String reference, String checksum) {

  /**
   * For an upstream that is a local file in a build, while a template is only checked.
   *
   * @param id the upstream's id in the POM; empty for one without
   * @param file an existing throw-away file
   * @return the placeholder, with a checksum of zeros
   */
  public static GivenUpstream ofFile(String id, Path file) {
    return new GivenUpstream(id, file.toString(), "sha256:" + "0".repeat(64));
  }

  /**
   * For an upstream that is an image in a cloud.
   *
   * @param id the upstream's id in the POM; empty for one without
   * @param reference the image as the POM names it
   * @return the upstream, without a checksum
   */
  public static GivenUpstream ofCloud(String id, String reference) {
    return new GivenUpstream(id, reference, "");
  }

  boolean isFile() {
    return !checksum.isEmpty();
  }

  /**
   * What stands for it while values are followed: an image in a cloud is its own name, so that a template may write it out; a file is
   * known by the variable alone, since where it lies is nothing that a template can know.
   */
  String mark() {
    return isFile() ? "\u0001" + id + "\u0001" : reference;
  }

  /** What a person calls it. */
  String shown() {
    return id.isEmpty() ? "the upstream" : "upstream " + id;
  }
}
