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

  /** Long enough for several pieces, each of which may cut a sequence or a character in two. */
  @Test
  void isHarmlessForATerminalOnceItIsSettled() throws Exception {
    String line = "\u001b[0;32mok\u001b[0m \u001b]0;title\u0007 \u2026\t\u202e\n";
    Path file = Files.writeString(dir.resolve("serial.log"), line.repeat(3000) + "vmimage-seal: done\n");
    SerialConsole console = new SerialConsole(file);
    console.settle();
    String settled = Files.readString(file);
    assertThat(settled.chars()).noneMatch(c -> c < ' ' && c != '\n' || c == 0x202e);
    assertThat(settled.lines()).hasSize(3001).contains("ok \\u001B]0;title\\u0007 \u2026 \\u202E", "vmimage-seal: done");
    assertThat(console.lines()).as("it is read as before").endsWith("vmimage-seal: done");
    assertThat(dir).isDirectoryNotContaining("glob:**.part");
    new SerialConsole(dir.resolve("absent")).settle();
    assertThat(dir.resolve("absent")).doesNotExist();
  }

  @Test
  void hasNothingToSayWhereThereIsNoConsole() throws Exception {
    assertThat(new SerialConsole(dir.resolve("absent")).tail()).isEmpty();
    assertThat(new SerialConsole(Files.createFile(dir.resolve("empty"))).tail()).isEmpty();
    new SerialConsole(dir.resolve("absent")).clear();
  }
}
