package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.download.Lines;
import io.github.vmimage.fuzz.ForeignInput;
import java.util.List;

/** Lines of a POM's mirrors, and what this machine's apt tells of its own. Whatever is taken, apt and the bootstrap can use. */
class AptSourcesFuzzTest {
  @FuzzTest
  void givesSourcesOrAProblem(byte[] input) throws Exception {
    List<String> lines = ForeignInput.text(input).lines().toList();
    for (String line : lines) {
      try {
        checkUsable(AptSource.parse(line));
      } catch (AptSource.RefusedException e) {
        assertThat(e).hasMessageStartingWith("it");
      }
    }
    ForeignInput.check(() -> MachineSources.of(lines, "bookworm", List.of("main")).forEach(AptSourcesFuzzTest::checkUsable));
  }

  private static void checkUsable(AptSource source) {
    assertThat(source.inRelease().getPath()).endsWith("/dists/" + source.suite() + "/InRelease");
    assertThat(source.aptFileName()).doesNotContain("/").isNotEmpty();
    assertThat(source.line()).startsWith("deb ").matches("[ -~]+");
    if (source.uri().equals("file:")) {
      // An archive in the root of this machine.
      return;
    }
    try {
      assertThat(AptSource.parse(source.line())).isEqualTo(source);
    } catch (AptSource.RefusedException e) {
      throw new AssertionError("its own line is refused: " + source.line(), e);
    }
  }
}
