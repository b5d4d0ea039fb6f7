package io.github.vmimage.testreport;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A report as the XML that JUnit's runners write and CI systems read, valid for Ant's and for Jenkins' form of it. A stage that failed is
 * an error; a check that failed is a failure; what is waived or was not reached is skipped, with the reason.
 */
public final class JunitReport {
  private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final String STAGES = "stages";

  private final TestReport report;
  private final XmlText xml = new XmlText();
  private int suites;

  private JunitReport(TestReport report) {
    this.report = report;
  }

  /**
   * Renders a report.
   *
   * @param report any
   * @return the document, the same for the same report
   */
  public static String of(TestReport report) {
    return new JunitReport(report).render();
  }

  private String render() {
    xml.begin("testsuites");
    suite(STAGES, began(report.stages().stream()), total(report.stages()), report.stages().stream().map(this::stage).toList());
    for (Checks checks : report.checks()) {
      Optional<StageRun> stage = report.stage(checks.area().goal());
      suite(checks.area().id(), began(stage.stream()), checks.all().stream().map(Check::time).flatMap(Optional::stream)
          .reduce(Duration.ZERO, Duration::plus), checks.all().stream().map(c -> check(checks.area(), c)).toList());
    }
    xml.end();
    return xml.text();
  }

  private static Instant began(java.util.stream.Stream<StageRun> stages) {
    return stages.map(StageRun::began).min(Instant::compareTo).orElse(Instant.EPOCH);
  }

  private static Duration total(List<StageRun> stages) {
    return stages.stream().map(StageRun::time).reduce(Duration.ZERO, Duration::plus);
  }

  /** What becomes of a case, and the element that says so. */
  private record Case(String className, String name, Duration time, String element, String message, String text) {}

  private Case stage(StageRun stage) {
    String where = stage.where().isEmpty() ? "" : "\nsee " + stage.where();
    return new Case(STAGES, stage.goal(), stage.time(), stage.ok() ? "" : "error", stage.message(), stage.message() + where);
  }

  private static Case check(Area area, Check check) {
    return switch (check.outcome()) {
      case PASSED -> new Case(area.id(), check.id(), time(check), "", "", "");
      case WAIVED -> new Case(area.id(), check.id(), time(check), "skipped", "waived: " + check.reason(), "");
      case NOT_REACHED -> new Case(area.id(), check.id(), time(check), "skipped",
          "not reached" + (check.reason().isEmpty() ? "" : ": " + check.reason()), "");
      case FAILED -> new Case(area.id(), check.id(), time(check), "failure", check.message(), failure(check));
    };
  }

  private static Duration time(Check check) {
    return check.time().orElse(Duration.ZERO);
  }

  private static String failure(Check check) {
    List<String> lines = new ArrayList<>(check.findings());
    if (!check.reason().isEmpty()) {
      lines.add("why: " + check.reason());
    }
    if (!check.remedy().isEmpty()) {
      lines.add("fix: " + check.remedy());
    }
    check.facts().forEach((name, value) -> lines.add(name + ": " + value));
    return lines.stream().collect(Collectors.joining("\n"));
  }

  private void suite(String name, Instant began, Duration time, List<Case> cases) {
    xml.begin("testsuite");
    xml.attribute("id", Integer.toString(suites++));
    xml.attribute("package", "vmimage." + report.subject().name());
    xml.attribute("name", name);
    xml.attribute("timestamp", SECOND.format(began.truncatedTo(ChronoUnit.SECONDS)));
    // The form asks for a host; a name of this machine would tell nothing and differ from run to run.
    xml.attribute("hostname", "localhost");
    xml.attribute("tests", Integer.toString(cases.size()));
    xml.attribute("failures", count(cases, "failure"));
    xml.attribute("errors", count(cases, "error"));
    xml.attribute("skipped", count(cases, "skipped"));
    xml.attribute("time", seconds(time));
    properties();
    cases.forEach(this::testCase);
    xml.empty("system-out");
    xml.empty("system-err");
    xml.end();
  }

  private void properties() {
    xml.begin("properties");
    property("image", report.subject().name());
    property("version", report.subject().version());
    report.subject().facts().forEach(f -> property(f.label(), f.value()));
    xml.end();
  }

  private void property(String name, String value) {
    xml.begin("property");
    xml.attribute("name", name);
    xml.attribute("value", value);
    xml.end();
  }

  private void testCase(Case each) {
    xml.begin("testcase");
    xml.attribute("classname", "vmimage." + report.subject().name() + "." + each.className());
    xml.attribute("name", each.name());
    xml.attribute("time", seconds(each.time()));
    if (!each.element().isEmpty()) {
      xml.begin(each.element());
      xml.attribute("message", each.message());
      if (!"skipped".equals(each.element())) {
        xml.attribute("type", each.className());
        xml.text(each.text());
      }
      xml.end();
    }
    xml.end();
  }

  private static String count(List<Case> cases, String element) {
    return Long.toString(cases.stream().filter(c -> c.element().equals(element)).count());
  }

  private static String seconds(Duration time) {
    return String.format(java.util.Locale.ROOT, "%d.%03d", time.toSeconds(), time.toMillisPart());
  }
}
