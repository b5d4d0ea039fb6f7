package io.github.vmimage.maven;

import io.github.vmimage.report.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.lifecycle.LifecycleExecutionException;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.transfer.ArtifactTransferException;

/**
 * Uploads of images that a repository refused. maven-deploy-plugin, which sends them, tells neither what the repository has now nor what
 * to do, so this is told beside it.
 */
final class RefusedUploads {
  private RefusedUploads() {}

  /**
   * Looks through what a session failed with.
   *
   * @param failures of the session, one for each module that failed
   * @return a problem for each image module with a refused upload, in their order
   */
  static List<Problem> of(List<Throwable> failures) {
    List<Problem> problems = new ArrayList<>();
    for (Throwable failure : failures) {
      if (failure instanceof LifecycleExecutionException e && e.getProject() != null && "vm-image".equals(e.getProject().getPackaging())) {
        causes(e).filter(ArtifactTransferException.class::isInstance).map(ArtifactTransferException.class::cast)
            .filter(t -> t.getArtifact() != null && t.getRepository() != null && isOf(e.getProject(), t)).findFirst()
            .ifPresent(t -> problems.add(problem(t)));
      }
    }
    return problems;
  }

  /** An artifact of another project is one that could not be fetched. */
  private static boolean isOf(MavenProject project, ArtifactTransferException transfer) {
    return project.getGroupId().equals(transfer.getArtifact().getGroupId())
        && project.getArtifactId().equals(transfer.getArtifact().getArtifactId());
  }

  private static Problem problem(ArtifactTransferException transfer) {
    var artifact = transfer.getArtifact();
    String seen = artifact + ": " + (transfer.getCause() == null ? transfer.getMessage() : transfer.getCause().getMessage());
    // The POM goes first.
    return "pom".equals(artifact.getExtension())
        ? DeploymentProblems.refused(transfer.getRepository().getUrl(), transfer.getRepository().getId(), seen)
        : DeploymentProblems.refusedHalfway(transfer.getRepository().getUrl(), transfer.getRepository().getId(), seen);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    // A chain of causes may lead back to its beginning.
    return Stream.iterate(failure, t -> t != null, Throwable::getCause).limit(50);
  }
}
