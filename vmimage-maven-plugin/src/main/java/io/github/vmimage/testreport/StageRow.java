package io.github.vmimage.testreport;

import io.github.vmimage.report.Elapsed;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A stage on the page.
 *
 * @param goal its name
 * @param began in UTC
 * @param time how long it took
 * @param percent of the longest stage's time, 1 to 100
 * @param word its outcome
 * @param css class of its outcome
 * @param message what was wrong
 * @param where the file that tells most of it
 */
record StageRow(String goal, String began, String time, long percent, String word, String css, String message, String where) {
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);
  private static final int ALL = 100;

  static List<StageRow> of(List<StageRun> stages) {
    long longest = Math.max(1, stages.stream().mapToLong(s -> s.time().toMillis()).max().orElse(1));
    return stages.stream().map(s -> {
      Outcome outcome = s.ok() ? Outcome.PASSED : Outcome.FAILED;
      return new StageRow(s.goal(), MINUTE.format(s.began()), Elapsed.of(s.time()), Math.max(1, s.time().toMillis() * ALL / longest),
          s.ok() ? "ok" : "failed", outcome.css(), s.message(), s.where());
    }).toList();
  }
}
