package io.github.vmimage.pipeline;

import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.pipeline.TestRecord.Test;
import io.github.vmimage.pipeline.Workspace.Handover;
import io.github.vmimage.report.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Boots two clones of the finished disk and tests them. Its record is handed on only where all tests passed or were waived; what was found
 * otherwise is in {@link Workspace#testReport()}, which is written in any case.
 */
public final class TestStage implements Stage {
  private final StageContext context;

  /**
   * Makes the stage.
   *
   * @param context what every stage uses
   */
  public TestStage(StageContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return Handover.TEST.goal();
  }

  @Override
  public String describe() {
    return context.project().tests().untested().map(reason -> "not boot the disk: " + reason).orElseGet(() ->
        "boot two clones of the disk in " + context.workspace().images() + ", run " + Acceptance.PLAYBOOK
            + " in one and the playbook again in the other");
  }

  @Override
  public List<Path> traces() {
    return Stream.concat(Stream.of(context.workspace().record(Handover.TEST), context.workspace().testReport()),
        TwinBoot.NAMES.stream().map(n -> context.workspace().log(n + "-console"))).toList();
  }

  @Override
  public void run() {
    Workspace workspace = context.workspace();
    BuildRecord build = BuildRecord.take(workspace, context.project().coordinates());
    workspace.forget(Handover.TEST);
    workspace.forgetTestReport();
    Optional<String> untested = context.project().tests().untested();
    if (untested.isPresent()) {
      context.progress().warn("The disk is not booted: " + untested.get());
      workspace.hand(Handover.TEST, untested(untested.get()));
      return;
    }
    NeededTools.toolbox(context).require(name(), NeededTools.test(context.project()));
    requireDisk(build, false);
    TwinTests.Tested tested = new TwinTests(context, build).run();
    workspace.writeTestReport(tested.record());
    if (!tested.problems().isEmpty()) {
      throw new ProblemException(tested.problems(), null);
    }
    requireDisk(build, true);
    tell(tested.record());
    workspace.hand(Handover.TEST, tested.record());
  }

  private static TestRecord untested(String reason) {
    return new TestRecord(Stream.of(TestRecord.FIRST_BOOT, TestRecord.ACCEPTANCE, TestRecord.IDEMPOTENCE)
        .map(id -> Test.waived(id, reason, Map.of())).toList(), List.of(), null, null);
  }

  private void requireDisk(BuildRecord build, boolean afterwards) {
    Path disk = Path.of(build.disk());
    String sha256 = FileDigest.of(disk, context.progress()).sha256();
    if (!sha256.equals(build.sha256())) {
      throw (afterwards ? TestProblems.diskWritten(disk, sha256, build.sha256()) : StageProblems.changedDisk(disk, sha256, build.sha256()))
          .asException();
    }
  }

  private void tell(TestRecord record) {
    for (Test test : record.tests()) {
      context.progress().info("Test " + test.id() + ": " + (test.outcome() == TestRecord.Outcome.PASSED ? "passed"
          : "waived, " + test.reason()));
    }
  }
}
