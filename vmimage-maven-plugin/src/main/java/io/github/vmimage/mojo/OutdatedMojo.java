package io.github.vmimage.mojo;

import io.github.vmimage.maven.Answer;
import io.github.vmimage.maven.ImpatientSession;
import io.github.vmimage.maven.MavenVersions;
import io.github.vmimage.pipeline.OutdatedStage;
import io.github.vmimage.pipeline.Stage;
import io.github.vmimage.pipeline.StageContext;
import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystemSession;

/**
 * Tells of each upstream whether there is a newer one: a later release of an image in a Maven repository, a later date beside a URL or
 * another digest in a list beside it, a later AMI of the same owner and series. Changes nothing; what cannot be told is said so. The answer
 * goes to standard output, also with {@code -q}.
 */
@Mojo(name = "outdated", threadSafe = true)
public final class OutdatedMojo extends ImageMojo {

  /**
   * {@code text} for people, {@code json} for machines.
   *
   * @since 0.1.0
   */
  @Parameter(property = "format", defaultValue = "text")
  private String format;

  /**
   * File that gets the answer, instead of standard output.
   *
   * @since 0.1.0
   */
  @Parameter(property = "output")
  private File output;

  @Override
  Stage stage(StageContext context) {
    return new OutdatedStage(context, new MavenVersions(repositorySystem, resolver(), project.getRemoteProjectRepositories()), format,
        text -> Answer.give(text, output, System.out));
  }

  @Override
  boolean worksInTarget() {
    return false;
  }

  @Override
  RepositorySystemSession resolver() {
    return ImpatientSession.of(super.resolver(), project.getRemoteProjectRepositories());
  }
}
