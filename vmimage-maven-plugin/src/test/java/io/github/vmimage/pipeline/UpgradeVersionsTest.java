package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeVersionsTest {
  private static final KnownVersions RELEASED = new KnownVersions("1.10.0", "1.9.0", "2.0.0-rc1", "2.0.0", "1.9.1-SNAPSHOT", "2.1.0",
      "3.0.0");

  private static List<String> chosen(ImageVersions versions, String project, String from) {
    return new UpgradeVersions(versions, new Coordinates("com.example.images", "app-image", project), false)
        .chosen(UpgradeRequest.of(from, null, List.of()));
  }

  @Test
  void allAreTheOlderReleasesInMavensOrder() {
    assertThat(chosen(RELEASED, "2.1.0", "all")).containsExactly("1.9.0", "1.10.0", "2.0.0-rc1", "2.0.0");
    assertThat(chosen(RELEASED, "2.0.0", "all")).containsExactly("1.9.0", "1.10.0", "2.0.0-rc1");
    assertThat(chosen(RELEASED, "2.0.0-SNAPSHOT", "all")).containsExactly("1.9.0", "1.10.0", "2.0.0-rc1");
    assertThat(chosen(RELEASED, "2.1.1-SNAPSHOT", " all ")).endsWith("2.0.0", "2.1.0").doesNotContain("3.0.0");
  }

  @Test
  void nothingIsOlderThanTheFirstRelease() {
    assertThat(chosen(RELEASED, "1.9.0", "all")).isEmpty();
    assertThat(chosen(new KnownVersions(), "0.1.0", "all")).isEmpty();
  }

  @Test
  void severalAreNamedWithCommasAndTakenOnceInMavensOrder() {
    assertThat(chosen(RELEASED, "2.1.0", "1.10.0, 1.9.0,1.10.0")).containsExactly("1.9.0", "1.10.0");
  }

  @Test
  void everyVersionThatWillNotDoIsToldWithThoseThatExist() {
    assertThatThrownBy(() -> chosen(RELEASED, "2.1.0", "1.9.0,1.9.1-SNAPSHOT,1.8.0,2.1.0,3.0.0"))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problems()).extracting(p -> p.what() + ": " + p.seen())
            .containsExactly("An upgrade starts from a release, not from a SNAPSHOT: 1.9.1-SNAPSHOT",
                "The version to upgrade from is not released: 1.8.0", "An upgrade starts from an older version: 2.1.0",
                "An upgrade starts from an older version: 3.0.0"))
        .hasMessageContaining("older than 2.1.0: 1.9.0, 1.10.0, 2.0.0-rc1, 2.0.0");
  }

  /** The local repository does not know what is released. */
  @Test
  void offlineNoVersionIsCalledUnreleased() {
    UpgradeVersions offline = new UpgradeVersions(RELEASED, new Coordinates("com.example.images", "app-image", "2.1.0"), true);
    assertThat(offline.chosen(UpgradeRequest.of("1.9.0", null, List.of()))).containsExactly("1.9.0");
    assertThatThrownBy(() -> offline.chosen(UpgradeRequest.of("1.8.0", null, List.of()))).hasMessageContaining("Maven is offline")
        .hasMessageContaining("1.8.0").hasMessageContaining("run once without -o").hasMessageNotContaining("not released");
  }

  @Test
  void aNamedVersionMustExistWhereNothingIsOlder() {
    assertThatThrownBy(() -> chosen(new KnownVersions(), "1.0.0", "0.9.0")).hasMessageContaining("0.9.0")
        .hasMessageContaining("none is known")
        .hasMessageContaining("release an older version first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "1.0.0,", "all,1.9.0", "[1.0,2.0)", "1.0.0 1.1.0", "../1.0"})
  void whatNamesNoVersionIsRefused(String from) {
    assertThatThrownBy(() -> chosen(RELEASED, "2.1.0", from)).hasMessageContaining("It is not said which versions are to be upgraded");
  }

  @Test
  void theCommandLineWinsOverThePom() {
    assertThat(UpgradeRequest.of("1.0.0", "all", List.of()).from()).isEqualTo("1.0.0");
    assertThat(UpgradeRequest.of(null, " all ", List.of()).from()).isEqualTo("all");
    assertThat(UpgradeRequest.of(null, "all", List.of()).place()).contains("<upgradeFrom>");
    assertThat(UpgradeRequest.of(null, null, List.of()).from()).isEmpty();
  }
}
