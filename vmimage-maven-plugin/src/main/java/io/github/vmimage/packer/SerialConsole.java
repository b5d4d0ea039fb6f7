package io.github.vmimage.packer;

import io.github.vmimage.report.PlainText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a guest said on its serial console, where the template keeps it.
 *
 * @param file may be absent
 */
record SerialConsole(Path file) {
  private static final int TAIL_BYTES = 16 * 1024;
  private static final int TAIL_LINES = 12;
  private static final Pattern CONTROL = Pattern.compile("\\u001B\\[[0-9;?]*[A-Za-z]|\\u001B[()][A-Za-z0-9]|\\u001B[=>78cM]|\\r");

  /** Forgets what the guest of an earlier build said. */
  void clear() throws IOException {
    Files.deleteIfExists(file);
  }

  /** The last lines, for an error; empty where the guest said nothing or its template keeps no console. */
  List<String> tail() {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(TAIL_BYTES, channel.size()));
      channel.position(channel.size() - bytes.capacity());
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until it is full
      }
      String text = CONTROL.matcher(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)).replaceAll("");
      List<String> lines = text.lines().filter(l -> !l.isBlank()).map(PlainText::line).toList();
      return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
    } catch (IOException absent) {
      return List.of();
    }
  }
}
