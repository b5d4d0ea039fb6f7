package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.ansible.PlaybookTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExpectedTimeTest {
  private static final Duration USUAL = Duration.ofMinutes(60);

  @Test
  void saysWhatTheFirstRunTook() {
    ExpectedTime expected = new ExpectedTime(new PlaybookTime(170, Duration.ofSeconds(754).toMillis()), USUAL);
    assertThat(expected.told("Again: ")).hasValue("Again: 170 tasks, which took 12:34 in the build; the limit is 60 minutes");
  }

  @Test
  void aPlaybookThatKeptItsLimitInTheBuildGetsMoreTimeInAClone() {
    assertThat(new ExpectedTime(new PlaybookTime(900, Duration.ofMinutes(50).toMillis()), USUAL).limit()).isEqualTo(Duration.ofMinutes(150));
  }

  @Test
  void saysNothingOfABuildWhoseTimeIsNotKnown() {
    ExpectedTime unknown = new ExpectedTime(PlaybookTime.NONE, USUAL);
    assertThat(unknown.told("")).isEmpty();
    assertThat(unknown.limit()).isEqualTo(USUAL);
  }
}
