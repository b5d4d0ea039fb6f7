package io.github.vmimage.download;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  private final Pace pace = new Pace(Duration.ofSeconds(60), 5, 100);

  @Test
  void aDripIsRefusedWhenTheSpanIsOver() {
    assertThatCode(() -> pace.check(59 * SECOND, 200)).doesNotThrowAnyException();
    assertThatThrownBy(() -> pace.check(60 * SECOND + 5, 700)).isInstanceOf(IOException.class).hasMessage("only 600 bytes in 60.0 s");
  }

  @Test
  void aSlowServerIsNot() throws IOException {
    pace.check(60 * SECOND + 5, 100 + 60 * Pace.SLOWEST);
    assertThatCode(() -> pace.check(120 * SECOND + 4, 100 + 60 * Pace.SLOWEST)).as("the next span is not over").doesNotThrowAnyException();
    assertThatThrownBy(() -> pace.check(120 * SECOND + 5, 100 + 120 * Pace.SLOWEST - 1)).as("one byte less than it takes")
        .isInstanceOf(IOException.class);
  }
}
