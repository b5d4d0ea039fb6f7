package io.github.vmimage.maven;

import java.util.Arrays;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * What the command line asks of this project, as far as the first second must know it.
 *
 * @param builds whether an image will be built
 * @param deploys whether it will be deployed
 */
public record RequestedWork(boolean builds, boolean deploys) {

  /**
   * Reads the goals and phases of a session.
   *
   * @param session the running session
   * @param project the image project, for its default goal
   * @return what will be done
   */
  public static RequestedWork of(MavenSession session, MavenProject project) {
    return of(tasks(session, project));
  }

  /** The goals and phases of a command line, or those that the POM names as the default. */
  static List<String> tasks(MavenSession session, MavenProject project) {
    List<String> tasks = session.getGoals();
    if (tasks.isEmpty() && project.getDefaultGoal() != null) {
      return Arrays.asList(project.getDefaultGoal().trim().split("\\s+"));
    }
    return tasks;
  }

  static RequestedWork of(List<String> tasks) {
    boolean deploys = tasks.stream().anyMatch(t -> t.equals("deploy") || isGoal(t, "deploy", "deploy"));
    boolean builds = deploys || tasks.stream().anyMatch(t -> t.equals("install") || isGoal(t, "vmimage", "build"));
    return new RequestedWork(builds, deploys);
  }

  /** Matches {@code prefix:goal} as well as {@code group:artifact[:version]:goal}, with or without an execution id. */
  static boolean isGoal(String task, String prefix, String goal) {
    String plain = task.split("@", 2)[0];
    return plain.endsWith(":" + goal)
        && (plain.startsWith(prefix + ":") || plain.contains(":" + prefix + "-maven-plugin:")
            || plain.contains(":maven-" + prefix + "-plugin:"));
  }
}
