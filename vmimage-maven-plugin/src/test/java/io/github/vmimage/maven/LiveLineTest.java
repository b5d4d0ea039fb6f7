package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveLineTest {
  private final StringBuilder screen = new StringBuilder();
  private final LiveLine line = new LiveLine(screen::append);

  @Test
  void overwritesItselfAndIsTakenAwayOnce() {
    line.show("boot 0:01");
    line.show("boot 0:02");
    line.clear();
    line.clear();
    assertThat(screen).hasToString("\r\u001b[Kboot 0:01\r\u001b[Kboot 0:02\r\u001b[K");
  }

  @Test
  void writesNothingWhereNothingStands() {
    line.show("");
    line.clear();
    assertThat(screen).isEmpty();
  }

  /** A wrapped line could not be taken away. */
  @Test
  void isCutToTheNarrowestTerminal() {
    line.show("\u00e4".repeat(200));
    assertThat(screen).hasToString("\r\u001b[K" + "\u00e4".repeat(LiveLine.COLUMNS - 3) + "...");
  }

  @ParameterizedTest
  @CsvSource({"true, true, true, xterm, , , true", "false, true, true, xterm, , , false", "true, false, true, xterm, , , false",
      "true, true, false, xterm, , , false", "true, true, true, dumb, , , false", "true, true, true, , , , false",
      "true, true, true, xterm, 1, , false", "true, true, true, xterm, , true, false", "true, true, true, xterm, , false, true"})
  void needsATerminalAndSomebodyWhoWantsIt(boolean terminal, boolean interactive, boolean alone, String term, String noColor, String ci,
      boolean wanted) {
    Map<String, String> environment = new java.util.HashMap<>();
    environment.put("TERM", term);
    environment.put("NO_COLOR", noColor);
    environment.put("CI", ci);
    environment.values().removeIf(java.util.Objects::isNull);
    assertThat(LiveLine.isWanted(terminal, interactive, alone, environment)).isEqualTo(wanted);
  }
}
