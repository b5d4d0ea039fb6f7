package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void endsWithTheCommandToRunAndKeepsTheReasonForTheStackTrace() {
    ProblemException problem = Problem.environment("The program x could not be started").next("apt-get install x")
        .because(new IOException("error=2"));
    assertThatThrownBy(() -> Failures.rethrow(problem)).isExactlyInstanceOf(MojoExecutionException.class).hasNoCause()
        .hasMessageEndingWith("apt-get install x\n").hasSuppressedException(problem);
  }

  @Test
  void blamesTheProjectForItsOwnProblems() {
    ProblemException problem = Problem.project("No tag").next("mvn vmimage:tag").asException();
    assertThatThrownBy(() -> Failures.rethrow(problem)).isExactlyInstanceOf(MojoFailureException.class).hasNoCause();
  }
}
