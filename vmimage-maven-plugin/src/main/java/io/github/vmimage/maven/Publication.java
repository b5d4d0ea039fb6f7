package io.github.vmimage.maven;

import org.apache.maven.project.MavenProject;

/** What Maven's own install and deploy do with an image project after its goals. */
public final class Publication {

  private Publication() {}

  /**
   * Makes install and deploy pass this project over. A dry run has nothing to publish, and maven-install-plugin fails on that.
   *
   * @param project the image project
   */
  public static void skip(MavenProject project) {
    project.getProperties().setProperty("maven.install.skip", "true");
    project.getProperties().setProperty("maven.deploy.skip", "true");
  }
}
