package io.github.vmimage.mojo;

import io.github.vmimage.maven.Answer;
import io.github.vmimage.maven.ImpatientSession;
import io.github.vmimage.maven.ProjectRepositories;
import io.github.vmimage.pipeline.DoctorRequest;
import io.github.vmimage.pipeline.DoctorStage;
import io.github.vmimage.pipeline.Stage;
import io.github.vmimage.pipeline.StageContext;
import io.github.vmimage.release.Coordinates;
import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystemSession;

/**
 * Tells whether this machine and this project are fit for a build: external programs and their versions, free disk and memory, the
 * accelerator, the reach of upstreams and repositories, and the state of the source. Each line that is not well names the next command.
 * Without a POM only the machine is looked at. Nothing is downloaded. The answer goes to standard output, also with {@code -q}.
 */
@Mojo(name = "doctor", requiresProject = false, threadSafe = true)
public final class DoctorMojo extends ImageMojo {

  /**
   * {@code text} for people, {@code json} for machines.
   *
   * @since 0.1.0
   */
  @Parameter(property = "format", defaultValue = "text")
  private String format;

  /**
   * File that gets the answer, instead of standard output. Some builds of Maven write a colour code to standard output even where it is a
   * pipe (Debian's 3.8.7), which JSON does not bear.
   *
   * @since 0.1.0
   */
  @Parameter(property = "output")
  private File output;

  /**
   * Whether the goal fails, after its whole answer, where something that a build needs is missing or of no use. A warning never fails.
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.doctorFails", defaultValue = "true")
  private boolean doctorFails;

  @Override
  Stage stage(StageContext context) {
    return new DoctorStage(context, new DoctorRequest(hasPom(), new ProjectRepositories(repositorySystem, session, project).all(),
        this::isModule, format, doctorFails, text -> Answer.give(text, output, System.out)));
  }

  /** It may look on while a build is at work. */
  @Override
  boolean worksInTarget() {
    return false;
  }

  private boolean isModule(Coordinates image) {
    return session.getProjects().stream()
        .anyMatch(p -> image.equals(new Coordinates(p.getGroupId(), p.getArtifactId(), p.getVersion())));
  }

  @Override
  RepositorySystemSession resolver() {
    return ImpatientSession.of(super.resolver(), project.getRemoteProjectRepositories());
  }
}
