package io.github.vmimage.mojo;

import io.github.vmimage.maven.MavenImages;
import io.github.vmimage.maven.MavenVersions;
import io.github.vmimage.maven.ProjectRepositories;
import io.github.vmimage.pipeline.Stage;
import io.github.vmimage.pipeline.StageContext;
import io.github.vmimage.pipeline.UpgradeStage;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * Upgrades machines of older releases with this version's playbook: each is booted from the disk in the repository, the playbook is
 * applied, then {@code src/test/ansible/verify.yml}, then the playbook again, which must change nothing. The machine must name this version
 * then, and have the packages of a fresh image. Prints a table, version by version, and fails once at its end. In a build it does nothing
 * unless {@code <upgradeFrom>} or {@code -Dfrom} names versions.
 */
@Mojo(name = "upgrade-test", defaultPhase = LifecyclePhase.INSTALL, threadSafe = true)
public final class UpgradeTestMojo extends ImageMojo {

  /**
   * Which released versions of this image to upgrade from: {@code all} that are older, or some with commas. It wins over
   * {@code <upgradeFrom>}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "from")
  private String from;

  @Override
  Stage stage(StageContext context) {
    List<RemoteRepository> repositories = new ProjectRepositories(repositorySystem, session, project).ofReleases();
    return new UpgradeStage(context, new MavenVersions(repositorySystem, resolver(), repositories),
        new MavenImages(repositorySystem, resolver(), repositories));
  }

  @Override
  String from() {
    return from;
  }

  @Override
  boolean isWanted(String fromPom) {
    return from != null || fromPom != null;
  }
}
