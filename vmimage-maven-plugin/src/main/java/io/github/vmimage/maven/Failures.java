package io.github.vmimage.maven;

import io.github.vmimage.report.ProblemException;
import org.apache.maven.plugin.AbstractMojoExecutionException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** Translates problems into the two exceptions that Maven knows. */
public final class Failures {

  private Failures() {}

  /**
   * Makes Maven's exception of ours. A {@link MojoFailureException} says that the project is wrong, a
   * {@link MojoExecutionException} that a tool or the machine broke.
   *
   * @param e what was thrown
   * @return the exception to throw
   */
  public static AbstractMojoExecutionException of(ProblemException e) {
    String message = "\n\n" + e.getMessage() + "\n";
    return e.isProjects() ? new MojoFailureException(message, e) : new MojoExecutionException(message, e);
  }
}
