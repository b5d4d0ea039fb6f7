package io.github.vmimage.mojo;

import io.github.vmimage.maven.Answer;
import io.github.vmimage.maven.Failures;
import io.github.vmimage.maven.MavenImages;
import io.github.vmimage.maven.MavenProgress;
import io.github.vmimage.maven.RepositoryList;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import java.io.File;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;

/** A goal that is asked about a released image, in a project or without one, and answers with a text. */
abstract class LookupMojo extends AbstractMojo {

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

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  @Inject
  private RepositorySystem repositorySystem;

  /**
   * What a goal has to say.
   *
   * @param text the answer, ending in a line end
   * @param afterwards fails where what was found is wrong, once it has been told
   */
  record Said(String text, Runnable afterwards) {}

  abstract Said say(String about, String form, MavenImages images, Progress progress);

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    try (MavenProgress progress = new MavenProgress(getLog(), execution.getGoal(), session)) {
      RepositoryList repositories = new RepositoryList(repositorySystem, session.getRepositorySession());
      MavenImages images = new MavenImages(repositorySystem, session.getRepositorySession(),
          repositories.and(project.getRemoteProjectRepositories(), remoteRepositories));
      Said said = say(image, format, images, progress);
      Answer.give(said.text(), output, System.out);
      said.afterwards().run();
    } catch (ProblemException e) {
      Failures.rethrow(e);
    }
  }
}
