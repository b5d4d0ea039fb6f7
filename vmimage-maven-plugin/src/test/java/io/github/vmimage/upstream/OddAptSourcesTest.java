package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OddAptSourcesTest {

  @ParameterizedTest
  @ValueSource(strings = {"HTTP://mirror.example/debian", "File:/srv", "file://host/srv", "file://a_host/srv", "file://@/srv", "ftp://x/y",
      "http:///debian", "http://u@h/d", "http://h/d?q", "http://h/d#f", "cdrom:x", "/srv/debian", "http://h:99999999999/d",
      "http://h:65536/d", "http://h/d|e"})
  void aUrlThatAptOrThisPluginCannotReadIsRefused(String url) {
    assertThatThrownBy(() -> AptSource.parse("deb " + url + " bookworm main")).isInstanceOf(AptSource.RefusedException.class)
        .hasMessageStartingWith("its URL is not http, https or file");
  }

  @Test
  void slashesAtTheEndOfAUrlMakeNoOtherSource() throws AptSource.RefusedException {
    assertThat(AptSource.parse("deb http://mirror.example/debian// bookworm main"))
        .isEqualTo(AptSource.parse("deb http://mirror.example/debian bookworm main"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"./", "bookworm main", "bookworm/../x", "Bookworm"})
  void aSuiteOfTheMachineThatIsNoNameIsToldAsWhatAptHas(String suite) {
    List<String> answer = List.of("http://mirror.example/debian|bookworm|main|Debian|bookworm|oldstable",
        "http://flat.example/deb|" + suite + "|main|Debian|bookworm|oldstable");

    assertThatThrownBy(() -> MachineSources.of(answer, "bookworm", List.of("main"))).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("A source of this machine's apt cannot be used for bookworm\n")
        .hasMessageContaining("seen:     deb http://flat.example/deb " + suite + " main\n");
  }
}
