package io.github.vmimage.guest;

import io.github.vmimage.report.PlainText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The last lines that a guest said on its serial console, without what moves a terminal's cursor. */
final class ConsoleTail {
  private static final int BYTES = 16 * 1024;
  private static final int LINES = 12;
  private static final Pattern CONTROL = Pattern.compile("\\u001B\\[[0-9;?]*[A-Za-z]|\\u001B[()][A-Za-z0-9]|\\u001B[=>78cM]|\\r");

  private ConsoleTail() {}

  static List<String> of(Path file) {
    try (RandomAccessFile console = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.min(BYTES, console.length())];
      console.seek(console.length() - bytes.length);
      console.readFully(bytes);
      List<String> lines = CONTROL.matcher(new String(bytes, StandardCharsets.UTF_8)).replaceAll("").lines().filter(l -> !l.isBlank())
          .map(PlainText::line).toList();
      return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    } catch (IOException absent) {
      return List.of();
    }
  }
}
