package io.github.vmimage.mojo;

import io.github.vmimage.maven.Failures;
import io.github.vmimage.maven.ImageElements;
import io.github.vmimage.maven.MavenImages;
import io.github.vmimage.maven.MavenNetwork;
import io.github.vmimage.maven.MavenProgress;
import io.github.vmimage.maven.PluginElements;
import io.github.vmimage.maven.PomPlace;
import io.github.vmimage.maven.ProjectRuns;
import io.github.vmimage.maven.SessionWork;
import io.github.vmimage.maven.SettingsSecrets;
import io.github.vmimage.maven.TracedFile;
import io.github.vmimage.maven.TransferEvents;
import io.github.vmimage.pipeline.ImageProject;
import io.github.vmimage.pipeline.Stage;
import io.github.vmimage.pipeline.StageContext;
import io.github.vmimage.pipeline.TestReports;
import io.github.vmimage.pipeline.Workspace;
import io.github.vmimage.process.Processes;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Problems;
import io.github.vmimage.report.Progress;
import io.github.vmimage.report.StageResult;
import io.github.vmimage.report.StageResult.Outcome;
import io.github.vmimage.run.ProjectRun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;

/** Runs one stage for an image project: alone in its folder, with what Maven knows, its result told and reported. */
abstract class ImageMojo extends ConfiguredMojo {

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  MavenSession session;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  MojoExecution execution;

  /**
   * Tells what the goal would do, and does nothing.
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.dryRun", defaultValue = "false")
  private boolean dryRun;

  @Inject
  RepositorySystem repositorySystem;

  @Inject
  private SettingsDecrypter decrypter;

  private ProjectRun run;
  /** What is to be done when the session ends can be left here while the goal runs. */
  SessionWork work;

  private Stage stage;
  private TestReports reports;
  private Optional<Path> page = Optional.empty();

  /** The stage that this goal runs. */
  abstract Stage stage(StageContext context);

  /** Whether the goal writes below {@code target}, where only one run may be at work. */
  boolean worksInTarget() {
    return true;
  }

  /** Whether the POM makes the goal part of this build, where it is bound to a phase. */
  boolean isWanted(String fromPom) {
    return true;
  }

  /** What the goal does with Maven after its stage; most do nothing. */
  void publish(StageContext context) {}

  /** What a dry run must do so that goals after this one do not miss its result; most do nothing. */
  void pretend() {}

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (execution.getSource() == MojoExecution.Source.CLI && hasPom() && "pom".equals(project.getPackaging())) {
      getLog().info("Nothing to do: packaging pom is no image");
      return;
    }
    if (execution.getSource() == MojoExecution.Source.LIFECYCLE && !isWanted(fromPom())) {
      return;
    }
    work = SessionWork.of(session);
    long start = System.nanoTime();
    Outcome outcome = Outcome.FAILED;
    try (MavenProgress progress = new MavenProgress(getLog(), execution.getGoal(), session)) {
      outcome = run(progress);
    } catch (ProblemException e) {
      if (run != null) {
        run.restIfStopping();
      }
      Failures.rethrow(e);
    } finally {
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      work.report(new StageResult(project.getArtifactId(), execution.getGoal(), time, outcome, where(time, outcome)), getLog());
      work.goalEnds();
    }
  }

  private Outcome run(Progress progress) {
    Instant began = Instant.now();
    StageContext context = context(progress);
    stage = stage(context);
    if (dryRun) {
      progress.info("would: " + stage.describe());
      pretend();
      return Outcome.WOULD;
    }
    reports = new TestReports(context, stage, began);
    try {
      stage.run();
      publish(context);
    } catch (RuntimeException e) {
      page = reports.failed(e);
      throw e;
    }
    page = reports.passed();
    return Outcome.OK;
  }

  /** The file to look at: the report where the stage proves something. */
  private Path where(Duration time, Outcome outcome) {
    if (stage == null || outcome == Outcome.WOULD) {
      return null;
    }
    return reports != null && reports.isProof() && page.isPresent() ? page.get() : TracedFile.since(time, stage.traces());
  }

  /** What resolves released images. */
  RepositorySystemSession resolver() {
    return session.getRepositorySession();
  }

  private StageContext context(Progress progress) {
    PluginDescriptor plugin = execution.getMojoDescriptor().getPluginDescriptor();
    String key = plugin.getGroupId() + ":" + plugin.getArtifactId();
    Problems problems = new Problems();
    PluginElements.of(plugin).check(project, key, problems);
    ImageElements elements = new ImageElements(new PluginParameterExpressionEvaluator(session, execution),
        PomPlace.of(project, key, execution.getExecutionId()), problems);
    ImageProject image = image(elements);
    problems.throwIfAny();
    Path root = image.buildDirectory().resolve("vmimage");
    Processes processes = new Processes(SettingsSecrets.of(session.getSettings(), decrypter), progress);
    Workspace workspace = new Workspace(root, root);
    if (worksInTarget() && !dryRun) {
      run = ProjectRuns.of(session, work, root, processes, progress);
      processes = run.marking(processes);
      workspace = new Workspace(root, run.temporary());
    }
    return new StageContext(image, workspace, processes, progress,
        MavenNetwork.of(session.getSettings(), decrypter, session.getRepositorySession().getConfigProperties(), session.isOffline()),
        new TransferEvents(session.getRepositorySession()),
        new MavenImages(repositorySystem, resolver(), project.getRemoteProjectRepositories()),
        plugin.getVersion());
  }
}
