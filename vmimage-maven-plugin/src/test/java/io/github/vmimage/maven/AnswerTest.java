package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerTest {
  @TempDir
  private Path folder;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream console = new PrintStream(bytes);

  @Test
  void writesTheFileAndLeavesTheConsoleAlone() {
    Path file = folder.resolve("new/answer.json");
    Answer.give("{}\n", file.toFile(), console);
    assertThat(file).hasContent("{}\n");
    assertThat(bytes.size()).isZero();
  }

  @Test
  void answersOnTheConsoleWhereNoFileIsNamed() {
    Answer.give("{}\n", null, console);
    assertThat(bytes).hasToString("{}\n");
  }

  @Test
  void saysWhyAFileCannotBeWritten() {
    assertThatThrownBy(() -> Answer.give("{}\n", folder.toFile(), console)).isInstanceOf(ProblemException.class)
        .hasMessageContaining("-Doutput");
  }
}
