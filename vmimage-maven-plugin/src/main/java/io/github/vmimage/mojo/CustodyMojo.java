package io.github.vmimage.mojo;

import io.github.vmimage.maven.Answer;
import io.github.vmimage.maven.CacheFolder;
import io.github.vmimage.maven.Failures;
import io.github.vmimage.maven.MavenImages;
import io.github.vmimage.maven.MavenProgress;
import io.github.vmimage.maven.RepositoryList;
import io.github.vmimage.pipeline.Custody;
import io.github.vmimage.report.ProblemException;
import java.io.File;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;

/**
 * Walks the chain of custody of a released image: from its manifest to those of the images it was built on, and on to what the first of
 * them started from. Each link is verified again as far as it can be reached; what could not be reached is said, and a broken link fails.
 * Needs no POM, and with {@code -o} no network. The answer goes to standard output, also with {@code -q}.
 */
@Mojo(name = "custody", requiresProject = false, threadSafe = true)
public final class CustodyMojo extends AbstractMojo {

  /**
   * Which image: {@code groupId:artifactId:version}. There is no default: without it the goal fails and says how to name one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "image")
  private String image = "";

  /**
   * {@code text} for people, {@code json} for machines.
   *
   * @since 0.1.0
   */
  @Parameter(property = "format", defaultValue = "text")
  private String format;

  /**
   * Repositories to look in beside those of the settings (and of the POM, where there is one): {@code id::url}, several with commas.
   *
   * @since 0.1.0
   */
  @Parameter(property = "remoteRepositories")
  private String remoteRepositories;

  /**
   * File that gets the answer, instead of standard output.
   *
   * @since 0.1.0
   */
  @Parameter(property = "output")
  private File output;

  /**
   * Where verified downloads are kept. The default is {@code vmimage} in {@code $XDG_CACHE_HOME} or {@code ~/.cache}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.cache")
  private File cache;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Inject
  private RepositorySystem repositorySystem;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    try (MavenProgress progress = new MavenProgress(getLog(), "custody", session)) {
      RepositoryList repositories = new RepositoryList(repositorySystem, session.getRepositorySession());
      MavenImages images = new MavenImages(repositorySystem, session.getRepositorySession(),
          repositories.and(project.getRemoteProjectRepositories(), remoteRepositories));
      Custody custody = Custody.of(image, images.fromAnywhere(), CacheFolder.of(cache), progress);
      Answer.give(custody.answer(format), output, System.out);
      custody.requireWhole();
    } catch (ProblemException e) {
      Failures.rethrow(e);
    }
  }
}
