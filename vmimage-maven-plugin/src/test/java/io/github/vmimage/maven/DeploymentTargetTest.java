package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import org.junit.jupiter.api.Test;

class DeploymentTargetTest {

  @Test
  void refusesToDeployOfflineBeforeAnythingIsBuilt() {
    assertThatThrownBy(() -> DeploymentTarget.requireOnline(true)).isInstanceOf(ProblemException.class).hasMessageContaining("without -o");
    assertThatCode(() -> DeploymentTarget.requireOnline(false)).doesNotThrowAnyException();
  }
}
