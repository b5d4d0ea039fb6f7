package io.github.vmimage.upstream;

import io.github.vmimage.process.Tool;

/**
 * An Amazon Machine Image, trusted because the account that owns it is pinned in the POM.
 *
 * @param id what the author calls it
 * @param region such as {@code eu-central-1}
 * @param imageId such as {@code ami-0123456789abcdef0}
 * @param owner the account's ID, 12 digits
 * @param name its whole name
 * @param architecture {@code x86_64} or {@code arm64}
 */
public record AmiUpstream(String id, String region, String imageId, String owner, String name, String architecture)
    implements CloudUpstream {
  @Override
  public Tool tool() {
    return Tool.AWS;
  }

  @Override
  public String location() {
    return imageId + " in " + region;
  }
}
