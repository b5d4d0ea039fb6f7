package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestedWorkTest {

  @ParameterizedTest
  @CsvSource({
      "verify, false, false",
      "clean verify, false, false",
      "validate, false, false",
      "vmimage:validate, false, false",
      "install, true, false",
      "clean install, true, false",
      "deploy, true, true",
      "verify deploy:deploy, true, true",
      "org.apache.maven.plugins:maven-deploy-plugin:3.1.4:deploy, true, true",
      "vmimage:build, true, false",
      "io.github.vmimage:vmimage-maven-plugin:0.1.0:build, true, false",
      "vmimage:build@mine, true, false",
      "other:build, false, false"})
  void tellsWhetherAnImageIsBuiltAndDeployed(String tasks, boolean builds, boolean deploys) {
    assertThat(RequestedWork.of(List.of(tasks.split(" ")))).isEqualTo(new RequestedWork(builds, deploys));
  }
}
