package io.github.vmimage.upstream;

import io.github.vmimage.process.Tool;

/**
 * An image of Azure's marketplace, trusted because its publisher is pinned in the POM.
 *
 * @param id what the author calls it
 * @param region Azure's location, such as {@code westeurope}
 * @param publisher such as {@code Debian}
 * @param offer such as {@code debian-12}
 * @param sku such as {@code 12}
 * @param version one exact version of three numbers
 * @param architecture {@code x86_64} or {@code arm64}
 */
public record AzureImageUpstream(String id, String region, String publisher, String offer, String sku, String version, String architecture)
    implements CloudUpstream {
  @Override
  public Tool tool() {
    return Tool.AZ;
  }

  @Override
  public String location() {
    return urn() + " in " + region;
  }

  /**
   * The name by which Azure knows one version of an image.
   *
   * @return {@code publisher:offer:sku:version}
   */
  public String urn() {
    return publisher + ":" + offer + ":" + sku + ":" + version;
  }
}
