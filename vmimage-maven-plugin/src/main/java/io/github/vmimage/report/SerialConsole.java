package io.github.vmimage.report;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a guest said on its serial console.
 *
 * @param file where QEMU keeps it; may be absent
 */
public record SerialConsole(Path file) {
  private static final int TAIL_BYTES = 16 * 1024;
  private static final int TAIL_LINES = 12;
  private static final int ALL_BYTES = 1 << 20;
  /** systemd moves the stars of this line twice a second, each time in a line of its own. */
  private static final Pattern STARS = Pattern.compile("\\[[ *]{6}\\] .*");
  /** systemd shortens lines, also in the middle of a colour. */
  private static final Pattern CONTROL = Pattern.compile("\\u001B\\[[0-9;?]*[A-Za-z]?|\\u001B[()][A-Za-z0-9]|\\u001B[=>78cM]|\\r");

  /**
   * Forgets what an earlier guest said.
   *
   * @throws IOException where the file cannot be deleted
   */
  public void clear() throws IOException {
    Files.deleteIfExists(file);
  }

  /**
   * Makes the kept file harmless for the terminal that shows it: control sequences go, every other control character is written out.
   * Called when nobody writes to it any more. Where it is absent, or cannot be written, nothing is changed.
   */
  public void settle() {
    if (!Files.isRegularFile(file)) {
      return;
    }
    Path plain = file.resolveSibling(file.getFileName() + ".part");
    try {
      write(plain);
      Files.move(plain, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      plain.toFile().delete();
    }
  }

  private void write(Path plain) throws IOException {
    try (Reader in = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8);
        Writer out = Files.newBufferedWriter(plain, StandardCharsets.UTF_8)) {
      char[] piece = new char[TAIL_BYTES];
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        // A sequence that the end of a piece cuts in two is written out.
        out.write(PlainText.of(CONTROL.matcher(new String(piece, 0, n)).replaceAll("")));
      }
    }
  }

  /**
   * The last lines, for an error.
   *
   * @return at most twelve, without control sequences; none where the guest said nothing or its console is not kept
   */
  public List<String> tail() {
    List<String> lines = lines(TAIL_BYTES);
    return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
  }

  /**
   * All that was said so far, from the end back to a megabyte.
   *
   * @return lines without control sequences and without blank ones; of lines that show how systemd waits only the last in a row
   */
  public List<String> lines() {
    return lines(ALL_BYTES);
  }

  private List<String> lines(int most) {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, channel.size()));
      channel.position(channel.size() - bytes.capacity());
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until it is full
      }
      String text = CONTROL.matcher(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)).replaceAll("");
      return withoutMovements(text.lines().filter(l -> !l.isBlank()).map(PlainText::line).toList());
    } catch (IOException absent) {
      return List.of();
    }
  }

  private static List<String> withoutMovements(List<String> lines) {
    List<String> kept = new ArrayList<>();
    for (String line : lines) {
      if (!kept.isEmpty() && isMovement(line) && isMovement(kept.get(kept.size() - 1))) {
        kept.remove(kept.size() - 1);
      }
      kept.add(line);
    }
    return List.copyOf(kept);
  }

  /**
   * Whether a line shows how systemd waits for one of its jobs.
   *
   * @param line one of {@link #lines()}
   * @return whether it begins with moving stars
   */
  public static boolean isMovement(String line) {
    return STARS.matcher(line).matches();
  }
}
