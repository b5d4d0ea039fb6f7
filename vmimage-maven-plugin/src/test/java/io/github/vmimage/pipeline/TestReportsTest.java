package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.ansible.PlaybookTime;
import io.github.vmimage.guest.BootTimeline.Milestone;
import io.github.vmimage.pipeline.Workspace.Handover;
import io.github.vmimage.report.Problem;
import io.github.vmimage.seal.AuditReport;
import io.github.vmimage.seal.RuleResult;
import io.github.vmimage.seal.RuleResult.Outcome;
import io.github.vmimage.seal.Violation;
import io.github.vmimage.source.SourceStamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReportsTest {
  private static final SourceStamp STAMP = new SourceStamp("1-SNAPSHOT", false, true, "", "", "a".repeat(40), "b".repeat(40), "");

  @TempDir
  Path folder;

  private StageContext context;
  private Workspace workspace;

  @BeforeEach
  void project() {
    context = Projects.context(Projects.in(folder, List.of()), true);
    workspace = context.workspace();
  }

  /** A stage with the name of one of the line. */
  private record Named(String name) implements Stage {
    @Override
    public String describe() {
      return name;
    }

    @Override
    public void run() {}
  }

  private TestReports after(String goal) {
    return new TestReports(context, new Named(goal), Instant.now());
  }

  private BuildRecord built() {
    BuildRecord build = new BuildRecord(context.project().coordinates(), STAMP, folder.resolve("image.qcow2").toString(), "c".repeat(64),
        1 << 30, Map.of(), "", PlaybookTime.NONE);
    workspace.hand(Handover.BUILD, build);
    after("build").passed();
    return build;
  }

  private static AuditReport audit(Outcome outcome, String seen) {
    return new AuditReport(List.of(new RuleResult("machine-id", Outcome.PASSED, "", List.of()),
        new RuleResult("ssh-host-keys", outcome, "", List.of(new Violation("/etc/ssh/" + seen, seen)))));
  }

  private String page() throws Exception {
    return Files.readString(workspace.reportPage());
  }

  @Test
  void auditThatFailedIsInTheReportAndLetsNothingPass() throws Exception {
    BuildRecord build = built();
    String hostile = "<script>\u001b[2J\uD800";
    AuditReport audit = audit(Outcome.FAILED, hostile);
    workspace.hand(Handover.AUDIT, audit);
    assertThat(workspace.take(Handover.AUDIT, AuditReport.class)).as("a record holds any name").isEqualTo(audit);
    assertThat(after("audit").failed(audit.problem("disk").orElseThrow().asException())).contains(workspace.reportPage());
    assertThat(page()).contains("<p class=\"verdict\">Failed</p>", "/etc/ssh/&lt;script&gt;\\u001B[2J\\uD800", "Seal: 1 of 2 rules failed.",
        "c".repeat(64), "with changes that are not committed").doesNotContain("<script");
    assertThat(Files.readString(workspace.reportXml())).contains("<failure message=\"/etc/ssh/&lt;script&gt;");
    assertThatThrownBy(() -> AuditStage.passed(workspace, build)).hasMessageContaining("The image is not sealed");
  }

  @Test
  void auditThatPassedIsTaken() throws Exception {
    BuildRecord build = built();
    workspace.hand(Handover.AUDIT, audit(Outcome.PASSED, "x"));
    assertThatCode(() -> AuditStage.passed(workspace, build)).doesNotThrowAnyException();
    assertThat(after("audit").passed()).contains(workspace.reportPage());
    assertThat(page()).contains("<p class=\"verdict\">Not complete</p>", "The goal test has not run yet.");
  }

  @Test
  void stageThatFailedBeforeThereWasADiskIsInTheReport() throws Exception {
    assertThat(after("lint").passed()).isEmpty();
    assertThat(workspace.reportPage()).as("nothing to see yet").doesNotExist();
    assertThat(after("build").failed(Problem.project("The guest did not boot").asException())).contains(workspace.reportPage());
    assertThat(page()).contains("The guest did not boot", "Not reached: the goal build failed.", "<code>lint</code>");
  }

  @Test
  void reportOfAnEarlierBuildDoesNotStay() throws Exception {
    built();
    workspace.hand(Handover.AUDIT, audit(Outcome.FAILED, "x"));
    after("audit").failed(new IllegalStateException("broken"));
    workspace.forget(Handover.BUILD);
    assertThat(workspace.reportPage()).doesNotExist();
    assertThat(workspace.reportXml()).doesNotExist();
    after("build").failed(new IllegalStateException("no guest"));
    assertThat(page()).doesNotContain("ssh-host-keys", "<code>audit</code>").contains("no guest");
  }

  @Test
  void whatOtherStagesDoIsNotReported() {
    assertThat(after("doctor").failed(new IllegalStateException("broken"))).isEmpty();
    assertThat(new TestReports(context, new AuditAnyStage(context, folder.resolve("some.qcow2")), Instant.now()).passed()).isEmpty();
    assertThat(workspace.root()).doesNotExist();
  }

  @Test
  void reportThatCannotBeWrittenFailsNothing() throws Exception {
    Files.createDirectories(workspace.reportPage());
    assertThat(after("audit").passed()).isEmpty();
  }

  @Test
  void twinsAreInTheReportAlsoWhereATestFailed() throws Exception {
    built();
    workspace.hand(Handover.AUDIT, audit(Outcome.PASSED, "x"));
    TwinFacts one = new TwinFacts("twin-a", "1".repeat(32), List.of("SHA256:one"), List.of(), "done", false, List.of(), List.of(),
        List.of());
    TestRecord record = new TestRecord(List.of(TestRecord.Test.failed(TestRecord.FIRST_BOOT, List.of("twin-b did not boot"), Map.of()),
        TestRecord.Test.notRun(TestRecord.ACCEPTANCE), TestRecord.Test.notRun(TestRecord.IDEMPOTENCE)),
        List.of(new TestRecord.Twin("twin-a", one, List.of(new Milestone("ssh", 31_200))), new TestRecord.Twin("twin-b", null, List.of())),
        null, null);
    workspace.writeTestReport(record);
    after("test").failed(Problem.project("twin-b did not boot").asException());
    assertThat(page()).contains("twin-b did not boot", "SHA256:one", "SSH answers after 31.2 s", "an earlier test failed",
        "First boot: 1 of 1 test failed.");
    workspace.forget(Handover.AUDIT);
    assertThat(workspace.findTestReport()).as("of another disk").isEmpty();
  }

  @Test
  void upgradesAreInTheReport() throws Exception {
    built();
    workspace.hand(Handover.UPGRADE, new UpgradeRecord(context.project().coordinates(), "all", List.of(new UpgradeResult("1.0.0",
        "d".repeat(64), 155, List.of("a"), "passed", List.of("app : Write, tasks/main.yml:3"), List.of(), "1.1.0", 300,
        List.of(new PackageDifference("nginx", "1", "2", "")), List.of("Upgrade from 1.0.0: it differs")))));
    after("upgrade-test").failed(Problem.project("Upgrade from 1.0.0: it differs").asException());
    assertThat(page()).contains("from-1.0.0", "app : Write, tasks/main.yml:3", "300, 1 differs", "2:35", "refused");
  }
}
