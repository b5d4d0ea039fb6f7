package io.github.vmimage.maven;

import io.github.vmimage.pipeline.ImageVersions;
import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.version.Version;

/** The versions of released images that Maven's repositories know. */
public final class MavenVersions implements ImageVersions {
  private final RepositorySystem system;
  private final RepositorySystemSession session;
  private final List<RemoteRepository> repositories;

  /**
   * Uses Maven's resolver.
   *
   * @param system Maven's resolver
   * @param session its session
   * @param repositories where to look, beside the local repository
   */
  public MavenVersions(RepositorySystem system, RepositorySystemSession session, List<RemoteRepository> repositories) {
    this.system = system;
    this.session = session;
    this.repositories = repositories;
  }

  @Override
  public List<String> after(String groupId, String artifactId, String version) {
    DefaultArtifact range = new DefaultArtifact(groupId, artifactId, "json", "(" + version + ",)");
    try {
      return system.resolveVersionRange(session, new VersionRangeRequest(range, repositories, null)).getVersions().stream()
          .map(Version::toString).toList();
    } catch (VersionRangeResolutionException e) {
      throw ResolutionProblems.noVersions(groupId + ":" + artifactId, String.valueOf(e.getMessage()),
          repositories.stream().map(RemoteRepository::getUrl).toList()).because(e);
    }
  }
}
