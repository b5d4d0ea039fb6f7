package io.github.vmimage.maven;

import io.github.vmimage.pipeline.ImageVersions;
import io.github.vmimage.report.ProblemException;
import java.util.List;
import java.util.Optional;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.resolution.VersionRangeResult;
import org.eclipse.aether.transfer.MetadataNotFoundException;
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
  public List<String> within(String groupId, String artifactId, String range) {
    // A list that was fetched this morning lacks what was released since.
    DefaultRepositorySystemSession fresh = new DefaultRepositorySystemSession(session);
    fresh.setUpdatePolicy(RepositoryPolicy.UPDATE_POLICY_ALWAYS);
    String image = groupId + ":" + artifactId;
    try {
      VersionRangeResult result = system.resolveVersionRange(fresh,
          new VersionRangeRequest(new DefaultArtifact(groupId, artifactId, "json", range), repositories, null));
      // The resolver goes on without a repository that does not answer: what it lists then is not all there is.
      Optional<Exception> unheard = result.getExceptions().stream().filter(e -> !(e instanceof MetadataNotFoundException)).findFirst();
      if (unheard.isPresent()) {
        throw noVersions(image, unheard.get());
      }
      return result.getVersions().stream().map(Version::toString).toList();
    } catch (VersionRangeResolutionException e) {
      throw noVersions(image, e);
    }
  }

  private ProblemException noVersions(String image, Exception reason) {
    return ResolutionProblems.noVersions(image, String.valueOf(reason.getMessage()),
        repositories.stream().map(RemoteRepository::getUrl).toList()).because(reason);
  }
}
