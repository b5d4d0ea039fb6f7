package io.github.vmimage.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialConsoleTest {
  @TempDir
  private Path dir;

  @Test
  void showsTheLastLinesWithoutWhatMovesATerminal() throws Exception {
    StringBuilder said = new StringBuilder("\u001b[2J\u001b[01;01H");
    for (int i = 1; i <= 5000; i++) {
      said.append("[    ").append(i).append("] line\r\n");
    }
    Path file = Files.writeString(dir.resolve("serial.log"), said + "\u001b[0;1;31mFAILED\u001b[0m to mount \u0007/srv\u001b[0;1;\u2026\n\n   \n");
    assertThat(new SerialConsole(file).tail()).hasSize(12).contains("[    5000] line").endsWith("FAILED to mount \\u0007/srv\u2026");
  }

  @Test
  void showsOnlyTheLastOfTheLinesInWhichSystemdMovesStars() throws Exception {
    StringBuilder said = new StringBuilder("[  OK  ] Started one.\r\n");
    for (int i = 1; i <= 50; i++) {
      said.append("\u001bM\r\r\u001b[K[ \u001b[0;31m*\u001b[0;1;31m*\u001b[0m").append("   ] Job two (").append(i).append("s / no limit)\r\r\n");
    }
    said.append("[  OK  ] Started two.\n[***   ] Job three (1s)\n");
    Path file = Files.writeString(dir.resolve("serial.log"), said);
    assertThat(new SerialConsole(file).tail()).containsExactly("[  OK  ] Started one.", "[ **   ] Job two (50s / no limit)",
        "[  OK  ] Started two.", "[***   ] Job three (1s)");
  }

  @Test
  void hasNothingToSayWhereThereIsNoConsole() throws Exception {
    assertThat(new SerialConsole(dir.resolve("absent")).tail()).isEmpty();
    assertThat(new SerialConsole(Files.createFile(dir.resolve("empty"))).tail()).isEmpty();
    new SerialConsole(dir.resolve("absent")).clear();
  }
}
