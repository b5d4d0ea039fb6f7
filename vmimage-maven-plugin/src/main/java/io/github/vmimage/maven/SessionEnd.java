package io.github.vmimage.maven;

import io.github.vmimage.report.ClosingTable;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.StageResult;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.AbstractMavenLifecycleParticipant;
import org.apache.maven.MavenExecutionException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;

/**
 * Begins and ends the {@linkplain SessionWork work of a session}, prints the table of its stages and tells of refused uploads. Maven calls
 * it where a project has this plugin with {@code <extensions>true</extensions>}; entered in {@code META-INF/plexus/components.xml}.
 */
public final class SessionEnd extends AbstractMavenLifecycleParticipant {

  /** Made by Maven. */
  public SessionEnd() {}

  @Override
  public void afterProjectsRead(MavenSession session) {
    SessionWork.begin(session);
  }

  @Override
  public void afterSessionEnd(MavenSession session) throws MavenExecutionException {
    SessionWork work = SessionWork.take(session);
    if (work == null) {
      return;
    }
    try {
      close(work, session);
    } catch (RuntimeException e) {
      throw new MavenExecutionException("What the goals left for the end of the session failed: " + e.getMessage(), e);
    }
  }

  private static void close(SessionWork work, MavenSession session) {
    try {
      table(work, session);
      refused(work, session);
    } finally {
      work.end();
    }
  }

  private static void refused(SessionWork work, MavenSession session) {
    Log log = work.log();
    if (log == null) {
      return;
    }
    for (Problem problem : RefusedUploads.of(session.getResult().getExceptions())) {
      log.error("");
      problem.text().lines().forEach(log::error);
    }
  }

  private static void table(SessionWork work, MavenSession session) {
    Log log = work.log();
    if (log == null || !log.isInfoEnabled()) {
      return;
    }
    List<MavenProject> projects = session.getProjects().stream().filter(p -> "vm-image".equals(p.getPackaging())).toList();
    List<String> modules = projects.stream().map(MavenProject::getArtifactId).toList();
    List<String> tasks = projects.isEmpty() ? List.of() : RequestedWork.tasks(session, projects.get(0));
    List<StageResult> rows = new RequestedStages(tasks).rows(modules, work.results());
    if (rows.isEmpty()) {
      return;
    }
    log.info("");
    Path here = Path.of(session.getSystemProperties().getProperty("user.dir", ""));
    ClosingTable.lines(rows, here).forEach(log::info);
  }
}
