package io.github.vmimage.pipeline;

import io.github.vmimage.pipeline.Workspace.Handover;
import io.github.vmimage.seal.AuditReport;
import io.github.vmimage.testreport.Checks;
import io.github.vmimage.testreport.StageRun;
import io.github.vmimage.testreport.Subject;
import io.github.vmimage.testreport.Subject.Fact;
import io.github.vmimage.testreport.TestReport;
import io.github.vmimage.testreport.Upgraded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the records that the stages left together to one report. Records of another version are none. */
final class ReportedImage {
  private final StageContext context;

  /** For the project of a context. */
  ReportedImage(StageContext context) {
    this.context = context;
  }

  /** The report, with how the stages ended. */
  TestReport with(List<StageRun> stages) {
    Workspace workspace = context.workspace();
    Optional<BuildRecord> build = workspace.find(Handover.BUILD, BuildRecord.class)
        .filter(b -> context.project().coordinates().equals(b.coordinates()));
    List<Checks> checks = new ArrayList<>();
    List<Upgraded> upgrades = new ArrayList<>();
    Optional<TestRecord> tests = Optional.empty();
    if (build.isPresent()) {
      workspace.find(Handover.AUDIT, AuditReport.class).map(SealChecks::of).ifPresent(checks::add);
      tests = workspace.findTestReport();
      tests.map(TestChecks::of).ifPresent(checks::addAll);
    }
    workspace.find(Handover.UPGRADE, UpgradeRecord.class).filter(u -> context.project().coordinates().equals(u.coordinates()))
        .ifPresent(u -> {
          checks.add(UpgradeChecks.of(u));
          upgrades.addAll(UpgradeChecks.rows(u));
        });
    String version = context.project().coordinates().version();
    return new TestReport(new Subject(context.project().imageName(), version, facts(build)), stages, checks,
        tests.map(TestChecks::twins).orElse(List.of()),
        tests.flatMap(t -> TestChecks.secondRun(t, context.project().tests().allowedChanges())), upgrades,
        "vmimage " + context.pluginVersion());
  }

  private List<Fact> facts(Optional<BuildRecord> build) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Image", context.project().coordinates().toString()));
    build.ifPresent(b -> {
      facts.add(b.source().release() ? new Fact("Tag", b.source().tag())
          : new Fact("Work tree", b.source().dirty() ? "with changes that are not committed" : "as committed"));
      facts.add(new Fact("Commit", b.source().commit()));
      facts.add(new Fact("Disk", Path.of(b.disk()).getFileName().toString()));
      facts.add(new Fact("SHA-256", b.sha256()));
    });
    return facts;
  }
}
