package io.github.vmimage.maven;

import io.github.vmimage.files.Folders;
import io.github.vmimage.pipeline.AskedRepository;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.metadata.DefaultMetadata;
import org.eclipse.aether.metadata.Metadata;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.MetadataRequest;
import org.eclipse.aether.transfer.MetadataNotFoundException;

/** The repositories that a project resolves from and deploys to, and a small question to each. */
public final class ProjectRepositories {
  private final RepositorySystem system;
  private final MavenSession session;
  private final MavenProject project;

  /**
   * Looks at a project.
   *
   * @param system Maven's resolver
   * @param session the running session
   * @param project the image project, or Maven's own where there is no POM
   */
  public ProjectRepositories(RepositorySystem system, MavenSession session, MavenProject project) {
    this.system = system;
    this.session = session;
    this.project = project;
  }

  /**
   * All of them.
   *
   * @return those it resolves from, then, where there is a POM, the one that {@code deploy} would write to
   */
  public List<AskedRepository> all() {
    List<AskedRepository> all = new ArrayList<>();
    for (RemoteRepository one : project.getRemoteProjectRepositories()) {
      all.add(new AskedRepository("resolve", one.getId(), one.getUrl(), () -> inFolder(folder -> ask(one, folder))));
    }
    if (project.getFile() != null) {
      all.add(deployment());
    }
    return List.copyOf(all);
  }

  /**
   * Those that may hold earlier releases of the project itself.
   *
   * @return those it resolves from and, unless it is one of them, the one that its releases are deployed to
   */
  public List<RemoteRepository> ofReleases() {
    List<RemoteRepository> all = new ArrayList<>(project.getRemoteProjectRepositories());
    new DeploymentTarget(system, session, project).releases()
        .filter(deployment -> all.stream().noneMatch(r -> plain(r.getUrl()).equals(plain(deployment.getUrl())))).ifPresent(all::add);
    return List.copyOf(all);
  }

  private static String plain(String url) {
    return url.replaceFirst("/+$", "");
  }

  private AskedRepository deployment() {
    try {
      RemoteRepository repository = new DeploymentTarget(system, session, project).repository();
      return new AskedRepository("deploy", repository.getId(), repository.getUrl(), () -> inFolder(folder -> {
        ask(repository, folder);
        new DeploymentTarget(system, session, project, impatient(repository)).requireReady(folder);
      }));
    } catch (ProblemException none) {
      return new AskedRepository("deploy", "", "", () -> {
        throw none;
      });
    }
  }

  /** The doctor may run beside a build, so it has no part in that run's folder. */
  private static void inFolder(Consumer<Path> question) {
    Path folder;
    try {
      folder = Files.createTempDirectory("vmimage-ask-");
    } catch (IOException e) {
      throw DeploymentProblems.noTemporaryFolder(Path.of(System.getProperty("java.io.tmpdir")), e.toString()).because(e);
    }
    try {
      question.accept(folder);
    } finally {
      Folders.delete(folder);
    }
  }

  private RepositorySystemSession impatient(RemoteRepository repository) {
    return ImpatientSession.of(session.getRepositorySession(), List.of(repository));
  }

  /** Whether it has the metadata of this project or not, a repository that says so is there and lets us in. */
  private void ask(RemoteRepository repository, Path folder) {
    try (ScratchSession scratch = new ScratchSession(system, impatient(repository), folder.resolve("ask"))) {
      Metadata metadata = new DefaultMetadata(project.getGroupId(), project.getArtifactId(), "maven-metadata.xml",
          Metadata.Nature.RELEASE_OR_SNAPSHOT);
      Exception reason = system.resolveMetadata(scratch.session(), List.of(new MetadataRequest(metadata, repository, null))).get(0)
          .getException();
      if (reason != null && !(reason instanceof MetadataNotFoundException)) {
        throw DeploymentProblems.unreachable(repository.getUrl(), repository.getId(), String.valueOf(reason.getMessage())).because(reason);
      }
    }
  }
}
