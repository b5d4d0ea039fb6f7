package io.github.vmimage.upstream;

import io.github.vmimage.process.Tool;

/**
 * An image of Google Compute Engine, trusted because the project that owns it is pinned in the POM.
 *
 * @param id what the author calls it
 * @param project the project's ID, such as {@code debian-cloud}
 * @param name the image's name; never that of a family
 * @param architecture {@code x86_64} or {@code arm64}
 */
public record GceImageUpstream(String id, String project, String name, String architecture) implements CloudUpstream {
  @Override
  public Tool tool() {
    return Tool.GCLOUD;
  }

  @Override
  public String location() {
    return "projects/" + project + "/global/images/" + name;
  }
}
