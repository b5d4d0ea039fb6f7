package io.github.vmimage.process;

import io.github.vmimage.report.PlainText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file that gets a program's output. When it cannot be written any more, its rest is left out: to stop reading the output would
 * stop the program, for a reason that its own messages tell better.
 */
final class ToolLog implements AutoCloseable {
  private final BufferedWriter file;
  private boolean broken;

  private ToolLog(BufferedWriter file) {
    this.file = file;
  }

  /** Writes a file anew, or nothing where there is none. */
  static ToolLog open(Path path) throws IOException {
    if (path == null) {
      return new ToolLog(null);
    }
    Files.createDirectories(path.toAbsolutePath().getParent());
    return new ToolLog(Files.newBufferedWriter(path, StandardCharsets.UTF_8));
  }

  synchronized void write(String line) {
    if (file == null || broken) {
      return;
    }
    try {
      // Whoever shows the file in a terminal must not have it act on what a guest or a server wrote.
      file.write(PlainText.line(line));
      file.newLine();
      file.flush();
    } catch (IOException e) {
      broken = true;
    }
  }

  @Override
  public synchronized void close() {
    if (file == null) {
      return;
    }
    try {
      file.close();
    } catch (IOException e) {
      broken = true;
    }
  }
}
