package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import io.github.vmimage.upstream.UpstreamDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinStageTest {
  /** SHA-256 of "test" (FIPS 180-4 test data of many implementations; sha256sum gives it). */
  private static final String SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

  @TempDir
  Path folder;

  private final Map<String, Map<String, String>> written = new TreeMap<>();

  private void run(String upstream, String to, UpstreamDeclaration... declared) {
    StageContext context = Projects.context(Projects.in(folder, List.of(declared)), true);
    new PinStage(context, upstream, to, folder.resolve("pom.xml"), written::put).run();
  }

  private UpstreamDeclaration url(String id) throws IOException {
    return new UpstreamDeclaration(id, Files.writeString(folder.resolve("disk.img"), "test").toUri().toString(), null, null, null, null,
        null, null);
  }

  @Test
  void writesTheDigestOfTheOnlyUpstream() throws IOException {
    run(null, null, url(null));
    assertThat(written).isEqualTo(Map.of("upstream", Map.of("sha256", SHA256)));
  }

  @Test
  void writesOnlyTheOneThatIsMeant() throws IOException {
    run("b", "", url("a"), url("b"));
    assertThat(written).isEqualTo(Map.of("b", Map.of("sha256", SHA256)));
    for (String other : new String[] {"", "c"}) {
      assertThatThrownBy(() -> run(other, "", url("a"), url("b"))).isInstanceOf(ProblemException.class)
          .hasMessageContaining("It is not said which one upstream is meant").hasMessageContaining("accepted: a, b");
    }
    assertThatThrownBy(() -> run("", "")).hasMessageContaining("accepted: a project with <upstreams>");
  }

  @Test
  void writesNothingOfAReleaseThatCannotBeHad() {
    UpstreamDeclaration released = new UpstreamDeclaration("base", null, null, null, null, null, "g:a:0.1.0", null);
    assertThatThrownBy(() -> run("base", "0.2.0", released)).hasMessageContaining("The released image g:a:0.2.0 cannot be resolved");
    assertThatThrownBy(() -> run("base", "", released)).hasMessageContaining("It is not said which version is to be pinned");
    assertThat(written).isEmpty();
  }
}
