package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransferLimitsTest {

  @Test
  void areTheUsualOnesWhereNothingIsSet() {
    assertThat(TransferLimits.of(Map.of())).isEqualTo(new TransferLimits(Duration.ofSeconds(30), Duration.ofSeconds(60)));
  }

  @Test
  void areThoseOfMavensTransports() {
    assertThat(TransferLimits.of(Map.of("maven.wagon.http.readTimeout", "1500", "maven.wagon.http.connectionTimeout", "700")))
        .isEqualTo(new TransferLimits(Duration.ofMillis(700), Duration.ofMillis(1500)));
    assertThat(TransferLimits.of(Map.of("aether.connector.requestTimeout", 2000, "maven.wagon.http.readTimeout", "1500")).stall())
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void nothingWaitsForEver() {
    assertThat(TransferLimits.of(Map.of("maven.wagon.http.readTimeout", "0")).stall()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThatThrownBy(() -> TransferLimits.of(Map.of("maven.wagon.http.readTimeout", "60s")))
        .hasMessageContaining("where:    -Dmaven.wagon.http.readTimeout").hasMessageContaining("seen:     60s")
        .hasMessageContaining("next:     leave it out");
  }
}
