package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AptSourceTest {
  /** Names as apt itself gave them. */
  @ParameterizedTest
  @CsvSource({
    "deb http://mirror.example/debian/ bookworm main, mirror.example_debian_dists_bookworm_InRelease",
    "deb http://mirror.example.org:8080/deb_ian trixie main, mirror.example.org:8080_deb%5fian_dists_trixie_InRelease",
    "deb https://example.org/a~b@c bookworm main, example.org_a%7eb%40c_dists_bookworm_InRelease",
    "deb file:/srv/debian bookworm-updates main, _srv_debian_dists_bookworm-updates_InRelease",
    "deb file:///srv/debian bookworm main, _srv_debian_dists_bookworm_InRelease",
  })
  void knowsAptsNameOfTheReleaseFile(String line, String name) throws AptSource.RefusedException {
    assertThat(AptSource.parse(line).aptFileName()).isEqualTo(name);
  }

  @Test
  void keepsWhatTheAuthorSwitchedOff() throws AptSource.RefusedException {
    AptSource source = AptSource.parse("deb [arch=amd64 check-valid-until=no]  http://example.org/x  sid   main contrib ");
    assertThat(source.line()).isEqualTo("deb [check-valid-until=no] http://example.org/x sid main contrib");
    assertThat(source.inRelease()).hasToString("http://example.org/x/dists/sid/InRelease");
  }
}
