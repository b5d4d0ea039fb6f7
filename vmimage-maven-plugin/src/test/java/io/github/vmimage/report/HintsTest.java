package io.github.vmimage.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HintsTest {

  @ParameterizedTest
  @ValueSource(strings = {"/home/ada/app-image", "/home/ada/my images", "it's", "$HOME", "a;b", "*", "", "~",
      "a\nb", "\"x\"", "gr\u00fc\u00df"})
  void wordsReachAProgramAsTheyAre(String value) throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", "printf %s " + Hints.word(value)).redirectErrorStream(true).start();
    String seen = new String(shell.getInputStream().readAllBytes(), System.getProperty("sun.jnu.encoding"));
    assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).isEqualTo(value);
  }

  @Test
  void quotesOnlyWhereAShellNeedsIt() {
    assertThat(Hints.removeFolder(Path.of("/tmp/a-1.2_x"))).isEqualTo("rm -r /tmp/a-1.2_x");
    assertThat(Hints.readable(Path.of("/tmp/a b"))).startsWith("ls -l '/tmp/a b' ");
  }
}
