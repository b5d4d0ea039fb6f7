package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.Problem;
import java.util.List;
import org.apache.maven.lifecycle.LifecycleExecutionException;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.deployment.DeploymentException;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.junit.jupiter.api.Test;

class RefusedUploadsTest {
  private static final RemoteRepository RELEASES = new RemoteRepository.Builder("releases", "default", "https://repo.example/releases")
      .build();

  private static Throwable failure(String packaging, String artifact) {
    MavenProject project = new MavenProject();
    project.setGroupId("com.example");
    project.setArtifactId("app");
    project.setPackaging(packaging);
    ArtifactTransferException refused = new ArtifactTransferException(new DefaultArtifact(artifact), RELEASES,
        new IllegalStateException("status: 403 Forbidden"));
    MojoExecutionException told = new MojoExecutionException("Failed to deploy artifacts", new DeploymentException("refused", refused));
    return new LifecycleExecutionException(deploy(), project, told);
  }

  private static MojoExecution deploy() {
    PluginDescriptor plugin = new PluginDescriptor();
    plugin.setGroupId("org.apache.maven.plugins");
    plugin.setArtifactId("maven-deploy-plugin");
    plugin.setVersion("3.1.4");
    MojoDescriptor goal = new MojoDescriptor();
    goal.setGoal("deploy");
    goal.setPluginDescriptor(plugin);
    return new MojoExecution(goal);
  }

  @Test
  void tellWhetherTheRepositoryHasAPart() {
    List<Problem> problems = RefusedUploads.of(List.of(failure("vm-image", "com.example:app:pom:1.0.0"),
        failure("vm-image", "com.example:app:json:1.0.0")));
    assertThat(problems).extracting(Problem::what).containsExactly("The repository refused the release",
        "The repository refused a file of the release, and may have others of it");
    assertThat(problems).allSatisfy(p -> assertThat(p.where()).isEqualTo("https://repo.example/releases"));
    assertThat(problems.get(1).seen()).isEqualTo("com.example:app:json:1.0.0: status: 403 Forbidden");
  }

  @Test
  void areThoseOfImagesAndOfTheirOwnFiles() {
    assertThat(RefusedUploads.of(List.of(failure("jar", "com.example:app:pom:1.0.0"), failure("vm-image", "com.example:base:json:1.0.0"),
        new IllegalStateException("other", new IllegalStateException("cause"))))).isEmpty();
  }

  @Test
  void ofAnotherFailureAreNone() {
    IllegalStateException circle = new IllegalStateException("one");
    circle.initCause(new IllegalStateException("two", circle));
    MavenProject project = new MavenProject();
    project.setPackaging("vm-image");
    assertThat(RefusedUploads.of(List.of(new LifecycleExecutionException(deploy(), project, circle)))).isEmpty();
    assertThat(RefusedUploads.of(List.of(new LifecycleExecutionException("no project")))).isEmpty();
  }
}
