package io.github.vmimage.pipeline;

import io.github.vmimage.disk.MissedPart;
import io.github.vmimage.disk.OpenDisk;
import io.github.vmimage.disk.OtherRoot;
import io.github.vmimage.guest.BuildAccess;
import io.github.vmimage.pipeline.Workspace.Handover;
import io.github.vmimage.report.Problem;
import io.github.vmimage.seal.Audit;
import io.github.vmimage.seal.AuditReport;
import io.github.vmimage.seal.AuditedBuild;
import io.github.vmimage.seal.BesideTheRoot;
import io.github.vmimage.seal.ExpectedStamp;
import io.github.vmimage.seal.RuleResult;
import io.github.vmimage.seal.Violation;
import io.github.vmimage.source.SourceStamp;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Opens the finished disk, offline and read-only, and checks that it is sealed and stamped. */
public final class AuditStage implements Stage {
  private final StageContext context;

  /**
   * Makes the stage.
   *
   * @param context what every stage uses
   */
  public AuditStage(StageContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return Handover.AUDIT.goal();
  }

  @Override
  public String describe() {
    return "check the seal and the stamp of the disk in " + context.workspace().images();
  }

  @Override
  public List<Path> traces() {
    return List.of(context.workspace().record(Handover.AUDIT));
  }

  @Override
  public void run() {
    Workspace workspace = context.workspace();
    BuildRecord build = BuildRecord.take(workspace, context.project().coordinates());
    workspace.forget(Handover.AUDIT);
    NeededTools.toolbox(context).require(name(), NeededTools.audit());
    SourceStamp source = build.source();
    ExpectedStamp stamp = new ExpectedStamp(context.project().imageName(), source.version(), source.tag(), source.commit());
    AuditedBuild audited = new AuditedBuild(Optional.of(stamp), BuildAccess.USERNAME, build.publicKey(), List.of());
    AuditReport report;
    context.progress().step("looking into the disk", 0, 0);
    try (OpenDisk disk = new AnyDisk(context).open(Path.of(build.disk()), "audit")) {
      report = report(context, disk, audited);
    } finally {
      context.progress().stepEnds();
    }
    // Handed on whatever came of it: the report tells what failed. Who needs an audit that passed takes it with passed().
    workspace.hand(Handover.AUDIT, report);
    tell(context, report, build.disk());
  }

  /** The audit of a disk that is sealed; one that failed is told again. */
  static AuditReport passed(Workspace workspace, BuildRecord build) {
    AuditReport audit = workspace.take(Handover.AUDIT, AuditReport.class);
    audit.problem(build.disk()).ifPresent(p -> {
      throw p.asException();
    });
    return audit;
  }

  /** Holds an open disk against the rules; one that nobody can read is told as that, part by part. */
  static AuditReport report(StageContext context, OpenDisk disk, AuditedBuild build) {
    AuditedBuild audited = build.missing(parts(disk)).with(beside(disk));
    if (disk.root() == null && disk.missed().stream().anyMatch(MissedPart::closed)) {
      return Audit.ofNothing(audited, context.project().waivers());
    }
    disk.requireRoot();
    disk.notes().forEach(context.progress()::info);
    AuditReport report = disk.read(root -> Audit.run(root, audited, context.project().waivers()));
    for (OtherRoot other : disk.others()) {
      report = report.and(other.place(), disk.read(root -> Audit.run(other.root(), build, context.project().waivers())));
    }
    return report;
  }

  /** What the audit cannot look into. */
  private static List<Violation> parts(OpenDisk disk) {
    return disk.missed().stream().map(part -> new Violation(part.place(), part.kind())).toList();
  }

  /** What the audit sees of the disk beside the root folder. */
  private static BesideTheRoot beside(OpenDisk disk) {
    return new BesideTheRoot(disk.swap(), disk.firmware().stream()
        .map(f -> new Violation(f.place() + ":" + f.path(), "a file of " + f.size() + " bytes")).toList(),
        disk.faults().stream().map(f -> new Violation(f.place(), f.seen())).toList(),
        disk.hidden().stream().map(h -> new Violation(h.place(), h.seen())).toList());
  }

  /** Fails where a rule does not hold. */
  static void tell(StageContext context, AuditReport report, String disk) {
    Optional<Problem> problem = report.problem(disk);
    if (problem.isPresent()) {
      throw problem.get().asException();
    }
    long waived = report.results().stream().filter(r -> r.outcome() == RuleResult.Outcome.WAIVED).count();
    context.progress().info("Sealed: " + (report.results().size() - waived) + " rules passed, " + waived + " waived");
  }
}
