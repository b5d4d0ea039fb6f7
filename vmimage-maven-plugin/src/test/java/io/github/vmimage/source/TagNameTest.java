package io.github.vmimage.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagNameTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "release-@{project.version}                    | release-1.2.3",
      "@{project.artifactId}-@{project.version}      | app-image-1.2.3",
      "@{pom.groupId}/@{artifactId}/v@{version}      | com.example/app-image/v1.2.3",
      "@{groupId}                                    | com.example",
      "v@{version}@                                  | v1.2.3@",
      "fixed                                         | fixed",
  })
  void fillsInAsMavenReleaseDoes(String format, String expected) {
    assertThat(TagName.of(format, "com.example", "app-image", "1.2.3")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "@{project.name}            | expression that is not known | @{project.name}",
      "v@{releaseVersion}         | expression that is not known | @{releaseVersion}",
      "@{project.project.version} | expression that is not known | @{project.project.version}",
      "@{}                        | expression that is not known | @{}",
      "v@{version                 | does not accept for a tag    | v@{version",
      "v @{version}               | does not accept for a tag    | v 1.2.3",
      "v..@{version}              | does not accept for a tag    | v..1.2.3",
      "-@{version}                | does not accept for a tag    | -1.2.3",
      "@{version}.lock            | does not accept for a tag    | 1.2.3.lock",
      "a/@{version}/              | does not accept for a tag    | a/1.2.3/",
      "HEAD                       | does not accept for a tag    | HEAD",
      "''                         | does not accept for a tag    | \"\"",
  })
  void refusesWhatIsNoTagAndNamesTheParameter(String format, String message, String seen) {
    assertThat(ProblemText.of(() -> TagName.of(format, "com.example", "app-image", "1.2.3")))
        .contains("tagNameFormat", message, seen, "next:");
  }

  @Test
  void takesValuesLiterally() {
    assertThat(TagName.of("@{version}", "g", "a", "1$1+@")).isEqualTo("1$1+@");
  }
}
