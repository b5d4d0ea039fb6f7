package io.github.vmimage.mojo;

import io.github.vmimage.maven.Answer;
import io.github.vmimage.maven.Failures;
import io.github.vmimage.maven.MavenImages;
import io.github.vmimage.maven.MavenProgress;
import io.github.vmimage.maven.RepositoryList;
import io.github.vmimage.pipeline.ReleaseLookup;
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
 * Looks an image up by its version: resolves the manifest and the disk, checks both (schema, coordinates, digests), and prints what that
 * version is and where its disk lies. Needs no POM. The answer goes to standard output, also with {@code -q}.
 */
@Mojo(name = "resolve", requiresProject = false, threadSafe = true)
public final class ResolveMojo extends AbstractMojo {

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
   * File that gets the answer, instead of standard output. Some builds of Maven write a colour code to standard output even where it is a
   * pipe (Debian's 3.8.7), which JSON does not bear.
   *
   * @since 0.1.0
   */
  @Parameter(property = "output")
  private File output;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Inject
  private RepositorySystem repositorySystem;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    try (MavenProgress progress = new MavenProgress(getLog(), "resolve", session)) {
      RepositoryList repositories = new RepositoryList(repositorySystem, session.getRepositorySession());
      ReleaseLookup lookup = new ReleaseLookup(new MavenImages(repositorySystem, session.getRepositorySession(),
          repositories.and(project.getRemoteProjectRepositories(), remoteRepositories)), progress);
      Answer.give(lookup.describe(image, format), output, System.out);
    } catch (ProblemException e) {
      Failures.rethrow(e);
    }
  }
}
