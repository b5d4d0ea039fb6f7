package io.github.vmimage.testreport;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The page as its template wants it: every value is a text, every choice is made.
 *
 * @param css the style
 * @param policy digest of the style, as a policy has it
 * @param subject the image
 * @param state class of the verdict
 * @param verdict in one word or two
 * @param sentence what the verdict rests on
 * @param cards one for each area
 * @param failures each thing that failed, with a link to it
 * @param stages rows
 * @param sections one for each area
 * @param madeBy the program and its version
 */
record Page(String css, String policy, Subject subject, String state, String verdict, String sentence, List<Card> cards,
    List<Failure> failures, List<StageRow> stages, List<Section> sections, String madeBy) {

  /** An area at a glance. */
  record Card(String id, String title, String css, String word, String summary) {}

  /** One thing that failed. */
  record Failure(String link, String area, String id, String message, boolean several, int others) {}

  static Page of(TestReport report, String css, String policy) {
    List<Section> sections = Area.all().stream().map(a -> Section.of(report, a)).toList();
    List<Card> cards = sections.stream().map(s -> new Card(s.id(), s.title(), s.css(), s.word(), s.summary())).toList();
    return new Page(css, policy, report.subject(), report.outcome().css(), word(report.outcome()), sentence(report), cards,
        failures(report, sections), StageRow.of(report.stages()), sections, report.madeBy());
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case PASSED, WAIVED -> "Passed";
      case FAILED -> "Failed";
      case NOT_REACHED -> "Not complete";
    };
  }

  private static String sentence(TestReport report) {
    return switch (report.outcome()) {
      case FAILED -> failed(report);
      case NOT_REACHED -> "No result yet: " + Area.all().stream()
          .filter(a -> a.isExpected() && report.of(a).isEmpty() || report.of(a).filter(c -> c.outcome() == Outcome.NOT_REACHED).isPresent())
          .map(Area::title).collect(Collectors.joining(", ")) + ".";
      case PASSED, WAIVED -> passed(report);
    };
  }

  private static String failed(TestReport report) {
    String areas = report.checks().stream().filter(c -> c.outcome() == Outcome.FAILED)
        .map(c -> c.area().title() + ": " + c.count(Outcome.FAILED) + " of " + c.area().count(c.all().size()) + " failed")
        .collect(Collectors.joining(". "));
    return areas.isEmpty() ? report.stages().stream().filter(s -> !s.ok()).map(s -> "The stage " + s.goal() + " failed.")
        .collect(Collectors.joining(" ")) : areas + ".";
  }

  private static String passed(TestReport report) {
    long waived = report.checks().stream().mapToLong(c -> c.count(Outcome.WAIVED)).sum();
    return report.checks().stream().map(c -> c.area().title() + ": " + c.area().count(c.count(Outcome.PASSED)) + " passed")
        .collect(Collectors.joining(". ")) + "." + (waived == 0 ? "" : " Waived with a reason: " + waived + ".");
  }

  private static List<Failure> failures(TestReport report, List<Section> sections) {
    List<Failure> failures = new ArrayList<>();
    for (StageRun stage : report.stages()) {
      boolean told = report.checks().stream().anyMatch(c -> c.area().goal().equals(stage.goal()) && c.outcome() == Outcome.FAILED);
      if (!stage.ok() && !told) {
        failures.add(new Failure("stages", "Stage", stage.goal(), stage.message(), false, 0));
      }
    }
    for (Section section : sections) {
      for (Section.Row row : section.failed()) {
        int others = Math.max(0, row.findings().size() - 1);
        failures.add(new Failure(row.anchor(), section.title(), row.id(), row.message(), others > 0, others));
      }
    }
    return failures;
  }
}
