package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepLinesTest {
  private static final long SECOND = 1_000_000_000L;
  /** Any origin: nanoTime may be negative. */
  private static final long ORIGIN = -5 * SECOND;

  private final StepLines live = new StepLines(true);
  private final StepLines plain = new StepLines(false);

  @Test
  void aTerminalShowsAStateAtOnceAndItsTimeGoesOn() {
    assertThat(live.step("boot", 0, 0, ORIGIN)).hasValue("boot 0:00");
    assertThat(live.tick(ORIGIN + 43 * SECOND)).hasValue("boot 0:43");
    assertThat(live.step("task 1: web : install", 0, 0, ORIGIN + 44 * SECOND)).hasValue("task 1: web : install 0:00");
  }

  @Test
  void aTerminalIsNotDrawnMoreOftenThanAnEyeSees() {
    live.step("hashing x", 0, 1000, ORIGIN);
    List<String> shown = new ArrayList<>();
    for (int i = 1; i < 1000; i++) {
      live.step("hashing x", i, 1000, ORIGIN + i * SECOND / 1000).ifPresent(shown::add);
    }
    assertThat(shown).containsExactly("hashing x 20 % 0:00", "hashing x 40 % 0:00", "hashing x 60 % 0:00", "hashing x 80 % 0:00");
  }

  @Test
  void theLiveLineGoesWhenAllIsDoneOrNothingGoesOn() {
    live.step("hashing x", 1, 2, ORIGIN);
    assertThat(live.step("hashing x", 2, 2, ORIGIN + 1)).hasValue("");
    assertThat(live.step("", 0, 0, ORIGIN + 2)).as("nothing stands any more").isEmpty();
    assertThat(live.text(ORIGIN + 2)).isEmpty();
    live.step("boot", 0, 0, ORIGIN + 3);
    assertThat(live.step("", 0, 0, ORIGIN + 4)).hasValue("");
  }

  @Test
  void aLogHearsNothingOfWhatIsOverSoon() {
    assertThat(plain.step("hashing x", 0, 100, ORIGIN)).isEmpty();
    assertThat(plain.step("hashing x", 50, 100, ORIGIN + SECOND)).isEmpty();
    assertThat(plain.step("hashing x", 100, 100, ORIGIN + 2 * SECOND)).isEmpty();
  }

  @Test
  void aLogHearsOfEachQuarterOfSomethingLong() {
    List<String> told = new ArrayList<>();
    for (int i = 0; i <= 1000; i++) {
      plain.step("compressing x", i, 1000, ORIGIN + i * SECOND / 33).ifPresent(told::add);
    }
    assertThat(told).containsExactly("compressing x 25 % 0:07", "compressing x 50 % 0:15", "compressing x 75 % 0:22");
  }

  @Test
  void aLogHearsLessAndLessOftenOfSomethingWithoutAnEnd() {
    plain.step("boot", 0, 0, ORIGIN);
    List<String> told = new ArrayList<>();
    for (int i = 1; i <= 260; i++) {
      plain.tick(ORIGIN + i * SECOND).ifPresent(told::add);
    }
    assertThat(told).containsExactly("boot 0:10", "boot 0:30", "boot 1:10", "boot 2:10", "boot 3:10", "boot 4:10");
  }

  @Test
  void aNewStateBeginsItsWaitAnew() {
    plain.step("task 1", 0, 0, ORIGIN);
    assertThat(plain.step("task 2", 0, 0, ORIGIN + 9 * SECOND)).isEmpty();
    assertThat(plain.tick(ORIGIN + 11 * SECOND)).isEmpty();
    assertThat(plain.tick(ORIGIN + 19 * SECOND)).hasValue("task 2 0:10");
  }

  @Test
  void moreThanAllIsAll() {
    assertThat(live.step("x", 7, 5, ORIGIN)).isEmpty();
    assertThat(live.step("x", Long.MAX_VALUE / 2, Long.MAX_VALUE, ORIGIN)).hasValue("x 50 % 0:00");
  }

  @Test
  void aLongNameDoesNotPushTheTimeOffTheTerminal() {
    String name = "task 12: " + "\u00e4".repeat(100);
    String cut = name.substring(0, StepLines.LIVE_NAME - 3);
    assertThat(live.step(name, 0, 0, ORIGIN)).hasValue(cut + "... 0:00");
    plain.step(name, 0, 0, ORIGIN);
    assertThat(plain.tick(ORIGIN + 10 * SECOND)).as("a log has room").hasValue(name + " 0:10");
    assertThat(("verify-upstream | " + cut + "... 99 % 99:59").length()).isLessThanOrEqualTo(LiveLine.COLUMNS);
  }
}
