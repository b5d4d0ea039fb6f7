package io.github.vmimage.maven;

import io.github.vmimage.pipeline.ImageRepository;
import io.github.vmimage.release.Coordinates;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Released images from the repositories, mirrors, credentials and proxies that Maven uses for every other artifact. */
public final class MavenImages implements ImageRepository {
  private final RepositorySystem system;
  private final RepositorySystemSession session;
  private final List<RemoteRepository> repositories;

  /**
   * Uses Maven's resolver.
   *
   * @param system Maven's resolver
   * @param session its session
   * @param repositories where to look, after the local repository
   */
  public MavenImages(RepositorySystem system, RepositorySystemSession session, List<RemoteRepository> repositories) {
    this.system = system;
    this.session = session;
    this.repositories = repositories;
  }

  @Override
  public Path fetch(Coordinates coordinates, String classifier, String extension) {
    DefaultArtifact artifact = new DefaultArtifact(coordinates.groupId(), coordinates.artifactId(), classifier, extension,
        coordinates.version());
    try {
      return system.resolveArtifact(session, new ArtifactRequest(artifact, repositories, null)).getArtifact().getFile().toPath();
    } catch (ArtifactResolutionException e) {
      throw ResolutionProblems.notResolved(coordinates, extension, String.valueOf(e.getMessage()),
          repositories.stream().map(RemoteRepository::getUrl).toList()).because(e);
    }
  }
}
