package io.github.vmimage.maven;

import io.github.vmimage.report.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.DistributionManagement;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;

/** The repository that {@code deploy} will write to, found by the rules of maven-deploy-plugin, and what is there already. */
public final class DeploymentTarget {
  private final RepositorySystem system;
  private final MavenSession session;
  private final MavenProject project;
  private final RepositorySystemSession resolver;

  /**
   * Looks at a project's deployment settings.
   *
   * @param system Maven's resolver
   * @param session the running session
   * @param project the image project
   */
  public DeploymentTarget(RepositorySystem system, MavenSession session, MavenProject project) {
    this(system, session, project, session.getRepositorySession());
  }

  DeploymentTarget(RepositorySystem system, MavenSession session, MavenProject project, RepositorySystemSession resolver) {
    this.system = system;
    this.session = session;
    this.project = project;
    this.resolver = resolver;
  }

  /**
   * Fails where {@code deploy} would fail after the build: there is no repository to deploy to, or it holds this release version already.
   *
   * @param temporary a folder of this run alone
   * @throws io.github.vmimage.report.ProblemException then, or when the repository cannot be asked
   */
  public void requireReady(Path temporary) {
    if (Boolean.parseBoolean(property("maven.deploy.skip").orElse("false"))) {
      return;
    }
    requireOnline(session.isOffline());
    RemoteRepository repository = repository();
    if (!project.getArtifact().isSnapshot()) {
      requireUnused(repository, temporary.resolve("ask"));
    }
  }

  private void requireUnused(RemoteRepository repository, Path folder) {
    try (ScratchSession scratch = new ScratchSession(system, resolver, folder)) {
      if (holds(repository, "json", scratch.session())) {
        throw DeploymentProblems.released(project.getGroupId(), project.getArtifactId(), project.getVersion(), repository.getUrl())
            .asException();
      }
      if (holds(repository, "pom", scratch.session())) {
        throw DeploymentProblems.begun(project.getGroupId(), project.getArtifactId(), project.getVersion(), repository.getUrl())
            .asException();
      }
    }
  }

  /** maven-deploy-plugin refuses to work offline, and would say so only after the build. */
  static void requireOnline(boolean offline) {
    if (offline) {
      throw DeploymentProblems.offline().asException();
    }
  }

  RemoteRepository repository() {
    String own = project.getArtifact().isSnapshot() ? "altSnapshotDeploymentRepository" : "altReleaseDeploymentRepository";
    Optional<String> alternative = property(own).or(() -> property("altDeploymentRepository"));
    if (alternative.isPresent()) {
      return alternative(alternative.get());
    }
    if (project.getDistributionManagementArtifactRepository() == null) {
      throw DeploymentProblems.noRepository().asException();
    }
    return RepositoryUtils.toRepo(project.getDistributionManagementArtifactRepository());
  }

  /**
   * Where releases of the project are deployed to, whatever its version is now.
   *
   * @return nothing where neither the POM nor the command line says so
   */
  public Optional<RemoteRepository> releases() {
    Optional<String> alternative = property("altReleaseDeploymentRepository").or(() -> property("altDeploymentRepository"));
    if (alternative.isPresent()) {
      return alternative.map(this::alternative);
    }
    return Optional.ofNullable(project.getDistributionManagement()).map(DistributionManagement::getRepository)
        .filter(r -> r.getUrl() != null).map(r -> deployment(r.getId(), r.getUrl()));
  }

  private RemoteRepository alternative(String value) {
    Matcher matcher = RepositoryList.REPOSITORY.matcher(value);
    if (!matcher.matches()) {
      throw DeploymentProblems.badAlternative(value).asException();
    }
    return deployment(matcher.group("id"), matcher.group("url"));
  }

  private RemoteRepository deployment(String id, String url) {
    return system.newDeploymentRepository(session.getRepositorySession(), new RemoteRepository.Builder(id, "default", url).build());
  }

  /** Asks for a small file. */
  private boolean holds(RemoteRepository repository, String extension, RepositorySystemSession fresh) {
    DefaultArtifact artifact = new DefaultArtifact(project.getGroupId(), project.getArtifactId(), extension, project.getVersion());
    try {
      ArtifactResult result = system.resolveArtifact(fresh, new ArtifactRequest(artifact, List.of(repository), null));
      RemoteAnswers.page(result.getArtifact().getFile().toPath()).ifPresent(page -> {
        throw notAsked(repository, page).asException();
      });
      return result.isResolved();
    } catch (ArtifactResolutionException e) {
      if (RemoteAnswers.sayAbsent(fresh, e)) {
        return false;
      }
      throw notAsked(repository, String.valueOf(e.getMessage())).because(e);
    }
  }

  private Problem notAsked(RemoteRepository repository, String seen) {
    return DeploymentProblems.notAsked(project.getVersion(), repository.getUrl(), repository.getId(), seen);
  }

  private Optional<String> property(String name) {
    Properties user = session.getUserProperties();
    return Optional.ofNullable(user.getProperty(name, project.getProperties().getProperty(name)));
  }
}
