package io.github.vmimage.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestSizeTest {
  private static final GuestSize ONE = new GuestSize(4, 2048);

  private static OptionalLong mib(long count) {
    return OptionalLong.of(count << 20);
  }

  @ParameterizedTest
  @CsvSource({"2, 8192, 2, 2048", "2, 4096, 2, 2048", "2, 3000, 2, 1500", "2, 2048, 2, 1024", "3, 8192, 1, 2048", "8, 16384, 1, 2048"})
  void guestsShareProcessorsAndWhatIsFree(int guests, long free, int cpus, int memory) {
    assertThat(GuestSize.shared(guests, ONE, true, true, mib(free))).isEqualTo(new GuestSize(cpus, memory));
  }

  @Test
  void whatAUserSaysIsTakenForEach() {
    assertThat(GuestSize.shared(2, new GuestSize(3, 512), false, false, mib(1024))).isEqualTo(new GuestSize(3, 512));
    assertThat(GuestSize.shared(2, ONE, true, true, OptionalLong.empty())).isEqualTo(new GuestSize(2, 2048));
  }

  @Test
  void guestsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> GuestSize.shared(2, ONE, true, true, mib(2047))).hasMessageContaining("2 guests")
        .hasMessageContaining("-Dvmimage.memory");
    assertThatThrownBy(() -> GuestSize.shared(2, ONE, true, false, mib(4095))).hasMessageContaining("2048 MiB");
  }

  @Test
  void theLeastIsWhatTheUserSaysOrAGibibyteForEach() {
    assertThat(GuestSize.leastMemory(2, 0)).isEqualTo(2048);
    assertThat(GuestSize.leastMemory(2, 3000)).isEqualTo(6000);
  }
}
