package io.github.vmimage.maven;

import io.github.vmimage.pipeline.Workspace;
import io.github.vmimage.process.Processes;
import io.github.vmimage.report.Progress;
import io.github.vmimage.run.ProjectRun;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.SessionData;

/**
 * The runs that a Maven session holds: one for each project in which one of its goals works, from the first goal to the end of the
 * {@link SessionWork}.
 */
public final class ProjectRuns {

  private ProjectRuns() {}

  /**
   * Begins the run of a project, or goes on with it.
   *
   * @param session this Maven's session
   * @param work of the session, whose end is the end of the run
   * @param root the project's {@code target/vmimage}
   * @param processes cleans up after an earlier run
   * @param progress told of what was left by one
   * @return the run, which ends with the session
   * @throws io.github.vmimage.report.ProblemException when another Maven works on the project
   */
  public static ProjectRun of(MavenSession session, SessionWork work, Path root, Processes processes, Progress progress) {
    SessionData held = session.getRepositorySession().getData();
    // The class is part of the key: another class loader's run could not be used here.
    Object key = List.of(ProjectRun.class, root);
    synchronized (ProjectRuns.class) {
      if (held.get(key) instanceof ProjectRun run) {
        return run;
      }
      Workspace workspace = new Workspace(root, root);
      workspace.holdsFinishedDisk();
      ProjectRun run = ProjectRun.begin(root, workspace::removeUnfinished, command(session), processes, progress);
      held.set(key, run);
      work.onEnd(() -> {
        held.set(key, null);
        run.close();
      });
      return run;
    }
  }

  private static String command(MavenSession session) {
    return Stream.concat(Stream.of("mvn"), session.getGoals().stream()).collect(Collectors.joining(" "));
  }
}
