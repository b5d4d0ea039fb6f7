package io.github.vmimage.maven;

import io.github.vmimage.report.FullDisk;
import io.github.vmimage.report.ProblemException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** Translates problems into the two exceptions that Maven knows. */
public final class Failures {

  private Failures() {}

  /**
   * Throws Maven's exception for ours.
   *
   * @param told what was thrown
   * @throws MojoFailureException when the project is wrong
   * @throws MojoExecutionException when a tool or the machine broke
   */
  public static void rethrow(ProblemException told) throws MojoFailureException, MojoExecutionException {
    ProblemException e = FullDisk.explain(told);
    String message = "\n\n" + e.getMessage() + "\n";
    if (e.isProjects()) {
      throw quietly(new MojoFailureException(message), e);
    }
    throw quietly(new MojoExecutionException(message), e);
  }

  /** Maven appends the messages of all causes to ours, which would spoil its last line, the command to run; suppressed ones -X shows. */
  private static <E extends Exception> E quietly(E failure, ProblemException e) {
    failure.addSuppressed(e);
    return failure;
  }
}
