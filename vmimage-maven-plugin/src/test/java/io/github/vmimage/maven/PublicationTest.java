package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;

class PublicationTest {

  @Test
  void skipsInstallAndDeploy() {
    MavenProject project = new MavenProject();
    Publication.skip(project);
    assertThat(project.getProperties()).containsEntry("maven.install.skip", "true").containsEntry("maven.deploy.skip", "true");
  }
}
