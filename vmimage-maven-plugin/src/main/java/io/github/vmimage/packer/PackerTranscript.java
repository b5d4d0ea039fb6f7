package io.github.vmimage.packer;

import io.github.vmimage.report.PlainText;
import io.github.vmimage.report.Progress;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Packer's machine-readable output as it comes: lines for a person go to the progress, the log and the guest's listener, artifacts
 * and errors are kept.
 */
final class PackerTranscript implements AutoCloseable {
  private static final int KEPT_LINES = 30;
  /** What a person sees of one line; the log has more of it. */
  private static final int SHOWN_CHARACTERS = 500;
  private static final Pattern COLOUR = Pattern.compile("\\u001B\\[[0-9;]*[A-Za-z]");
  private static final Pattern OF_A_BUILD = Pattern.compile("(?:==>|   ) ([^:\\s]+): ?(.*)");

  private final UnaryOperator<String> mask;
  private final Progress progress;
  private final GuestListener guest;
  private final BufferedWriter log;
  private final long start = System.nanoTime();
  private final Map<String, PackerArtifactRows> artifacts = new TreeMap<>();
  private final List<String> errors = new ArrayList<>();
  private final Deque<String> errorLines = new ArrayDeque<>();
  private final Deque<String> lastLines = new ArrayDeque<>();
  private boolean crashed;
  private IOException unwritten;

  PackerTranscript(UnaryOperator<String> mask, Progress progress, GuestListener guest, Path log) throws IOException {
    this.mask = mask;
    this.progress = progress;
    this.guest = guest;
    Files.createDirectories(log.toAbsolutePath().getParent());
    this.log = Files.newBufferedWriter(log, StandardCharsets.UTF_8);
  }

  /** Takes one line of standard output or standard error; the two come from two threads. */
  synchronized void accept(String line) {
    PackerRow row = PackerRow.parse(line).orElse(null);
    if (row == null) {
      crashed |= line.contains("PACKER CRASH");
      show(line, true);
    } else if (row.type().equals("ui")) {
      boolean error = row.field(0).equals("error");
      row.field(1).lines().forEach(text -> show(text, error));
    } else {
      write(PlainText.line(line));
      keep(row);
    }
  }

  private void keep(PackerRow row) {
    if (row.type().equals("artifact")) {
      artifacts.computeIfAbsent(row.target(), PackerArtifactRows::new).accept(row);
    } else if (row.type().equals("error") && errors.size() < KEPT_LINES) {
      errors.add(row.target() + ": " + mask.apply(row.field(0)));
    }
  }

  /** Unescaping may bring a secret together again, so it is masked here once more. A build's empty lines are left to the log. */
  private void show(String raw, boolean error) {
    String text = PlainText.line(mask.apply(COLOUR.matcher(raw).replaceAll(""))).stripTrailing();
    write(text);
    Matcher m = OF_A_BUILD.matcher(text);
    boolean ofABuild = m.matches();
    if (ofABuild) {
      guest.line(m.group(1), m.group(2));
    }
    if (text.isEmpty() || (ofABuild && m.group(2).isEmpty())) {
      return;
    }
    String shown = text.length() <= SHOWN_CHARACTERS ? text
        : text.substring(0, SHOWN_CHARACTERS) + " ... (" + text.length() + " characters)";
    progress.info(shown);
    keep(lastLines, shown);
    if (error) {
      keep(errorLines, shown);
    }
  }

  private static void keep(Deque<String> last, String text) {
    if (last.size() == KEPT_LINES) {
      last.removeFirst();
    }
    last.addLast(text);
  }

  private void write(String text) {
    try {
      if (unwritten != null) {
        return;
      }
      log.write(String.format(java.util.Locale.ROOT, "%7.1f  %s%n", (System.nanoTime() - start) / 1e9, text));
      log.flush();
    } catch (IOException e) {
      // Thrown here, it would end the thread that reads Packer's output, and Packer would wait for a reader for ever.
      unwritten = e;
    }
  }

  boolean crashed() {
    return crashed;
  }

  /** Everything that was made; the null builder's artifact stands for nothing. */
  List<PackerArtifact> artifacts(Path directory) {
    return artifacts.values().stream().flatMap(rows -> rows.artifacts(directory).stream())
        .filter(a -> !a.builderId().equals("fnoeding.null")).toList();
  }

  /** Why it failed, in Packer's words. */
  String reason() {
    return String.join("\n", errors.isEmpty() ? errorLines : errors);
  }

  /** The last lines for a person, for a build that did not come to its end. */
  synchronized String lastLines() {
    return String.join("\n", lastLines);
  }

  @Override
  public void close() throws IOException {
    if (unwritten == null) {
      log.close();
      return;
    }
    progress.warn("The log of Packer ends early, it could not be written: " + unwritten.getMessage());
    try {
      log.close();
    } catch (IOException e) {
      // The same again, for what was still to be written.
    }
  }
}
