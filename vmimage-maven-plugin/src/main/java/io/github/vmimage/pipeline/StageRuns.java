package io.github.vmimage.pipeline;

import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.PlainText;
import io.github.vmimage.testreport.StageRun;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How the stages of an image ended when each ran last, also in other sessions of Maven. A file of lines with tabs: the lint, too, writes
 * it, and shall not wait for a reader of JSON. No release rests on it, so a line that cannot be read is one that is not there.
 */
final class StageRuns {
  /** Each that the report tells of, in the order of the line. What only validated well is not worth a row. */
  static final List<String> LINE = List.of("lint", "verify-upstream", "build", "audit", "test", "upgrade-test", "attach");
  private static final String OK = "ok";
  private static final String TAB = "\t";
  private static final int FIELDS = 6;

  private final Path file;
  private final String head;

  /**
   * Opens the list.
   *
   * @param file where it lies; it need not exist
   * @param project whose stages these are; a list of another version is not read
   */
  StageRuns(Path file, Coordinates project) {
    this.file = file;
    this.head = PlainText.line(project.toString());
  }

  /** {@return each stage that ran, in the order of the line} */
  List<StageRun> all() {
    List<String> lines = lines(file);
    if (lines.isEmpty() || !lines.get(0).equals(head)) {
      return List.of();
    }
    List<StageRun> runs = new ArrayList<>(lines.stream().skip(1).map(StageRuns::parse).flatMap(Optional::stream).toList());
    runs.sort(Comparator.comparingInt(r -> LINE.indexOf(r.goal())));
    return runs;
  }

  /** Notes how a stage ended, in place of how it ended before. */
  void note(StageRun run) {
    List<String> lines = new ArrayList<>(List.of(head));
    all().stream().filter(r -> !r.goal().equals(run.goal())).forEach(r -> lines.add(line(r)));
    lines.add(line(run));
    write(file, lines);
  }

  /** Forgets a stage and those after it, whichever image they were of. */
  static void forget(Path file, String from) {
    List<String> later = LINE.subList(Math.max(0, LINE.indexOf(from)), LINE.size());
    List<String> lines = lines(file);
    List<String> kept = lines.stream().filter(l -> !later.contains(l.split(TAB, 2)[0])).toList();
    if (!kept.equals(lines)) {
      write(file, kept);
    }
  }

  private static String line(StageRun run) {
    return String.join(TAB, run.goal(), Long.toString(run.began().getEpochSecond()), Long.toString(run.time().toMillis()),
        run.ok() ? OK : "failed", PlainText.line(run.message()), PlainText.line(run.where()));
  }

  private static Optional<StageRun> parse(String line) {
    String[] fields = line.split(TAB, -1);
    try {
      return fields.length == FIELDS && LINE.contains(fields[0]) ? Optional.of(new StageRun(fields[0],
          Instant.ofEpochSecond(Long.parseLong(fields[1])).truncatedTo(ChronoUnit.SECONDS), Duration.ofMillis(Long.parseLong(fields[2])),
          OK.equals(fields[3]), fields[4], fields[5])) : Optional.empty();
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (CharacterCodingException e) {
      return List.of();
    } catch (IOException e) {
      throw StageProblems.unwritable(file, e.toString()).because(e);
    }
  }

  private static void write(Path file, List<String> lines) {
    Workspace.write(file, String.join("\n", lines) + "\n");
  }
}
