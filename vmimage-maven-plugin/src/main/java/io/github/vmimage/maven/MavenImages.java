package io.github.vmimage.maven;

import io.github.vmimage.pipeline.ImageRepository;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.AbsentException;
import java.nio.file.Files;
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
    this.session = RemoteAnswers.forgetful(session);
    this.repositories = repositories;
  }

  /**
   * The same, where who offered a file does not matter, since its bytes are what is judged: with {@code -o} whatever lies in the local
   * repository will do. Maven itself takes no file there that came from another repository than those it is told of.
   *
   * @return releases from anywhere
   */
  public ImageRepository fromAnywhere() {
    return (coordinates, classifier, extension) -> {
      Path local = session.getLocalRepository().getBasedir().toPath()
          .resolve(session.getLocalRepositoryManager().getPathForLocalArtifact(artifact(coordinates, classifier, extension)));
      return session.isOffline() && Files.isRegularFile(local) ? local : fetch(coordinates, classifier, extension);
    };
  }

  private static DefaultArtifact artifact(Coordinates coordinates, String classifier, String extension) {
    return new DefaultArtifact(coordinates.groupId(), coordinates.artifactId(), classifier, extension, coordinates.version());
  }

  @Override
  public Path fetch(Coordinates coordinates, String classifier, String extension) {
    DefaultArtifact artifact = artifact(coordinates, classifier, extension);
    List<String> urls = repositories.stream().map(RemoteRepository::getUrl).toList();
    try {
      Path file = system.resolveArtifact(session, new ArtifactRequest(artifact, repositories, null)).getArtifact().getFile().toPath();
      RemoteAnswers.page(file).ifPresent(page -> {
        throw ResolutionProblems.page(coordinates, file, page).asException();
      });
      return file;
    } catch (ArtifactResolutionException e) {
      String reason = String.valueOf(e.getMessage());
      if (RemoteAnswers.sayAbsent(session, e)) {
        throw new AbsentException(ResolutionProblems.notReleased(coordinates, extension, reason, urls), e);
      }
      throw (session.isOffline() ? ResolutionProblems.offline(coordinates, extension, reason)
          : ResolutionProblems.notReached(coordinates, extension, reason, urls)).because(e);
    }
  }
}
