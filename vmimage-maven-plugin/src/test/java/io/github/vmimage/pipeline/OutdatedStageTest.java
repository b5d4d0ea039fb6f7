package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.upstream.UpstreamDeclaration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutdatedStageTest {
  private static final UpstreamDeclaration RELEASED = new UpstreamDeclaration("base", null, null, null, null, null, "g:a:0.1.0", null);

  @TempDir
  Path folder;

  private String run(String format, ImageVersions versions) {
    StringBuilder answer = new StringBuilder();
    new OutdatedStage(Projects.context(Projects.in(folder, List.of(RELEASED)), false), versions, format, answer::append).run();
    return answer.toString();
  }

  @Test
  void namesTheLastReleaseAndNoSnapshot() {
    assertThat(run("text", (g, a, v) -> List.of("0.1.1", "0.2.0", "0.3.0-SNAPSHOT"))).isEqualTo("""
        Upstreams: 1, newer ones: 1
          base: newer, 0.2.0
            now:  g:a:0.1.0
            why:  a later release is in the repositories
            next: mvn vmimage:pin -Dupstream=base -Dto=0.2.0
        """);
    assertThat(run("text", (g, a, v) -> List.of("0.2.0-SNAPSHOT"))).contains("base: current").doesNotContain("next:");
  }

  @Test
  void tellsAMachineTheSame() throws IOException {
    JsonNode told = new ObjectMapper().readTree(run("json", (g, a, v) -> List.of("0.2.0"))).at("/upstreams/0");
    assertThat(told.get("id").asText()).isEqualTo("base");
    assertThat(told.get("state").asText()).isEqualTo("newer");
    assertThat(told.get("newer").asText()).isEqualTo("0.2.0");
    assertThat(told.get("next").asText()).isEqualTo("mvn vmimage:pin -Dupstream=base -Dto=0.2.0");
  }

  @Test
  void saysPlainlyThatNobodyAnswered() {
    assertThat(run("text", (g, a, v) -> {
      throw Problem.environment("No route\u001b to host").asException();
    })).contains("base: cannot be told").contains("why:  No route\\u001B to host");
  }

  @Test
  void refusesAnotherForm() {
    assertThatThrownBy(() -> run("yaml", (g, a, v) -> List.of())).isInstanceOf(ProblemException.class)
        .hasMessageContaining("The output format is unknown");
  }
}
