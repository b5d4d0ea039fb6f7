package io.github.vmimage.pipeline;

import io.github.vmimage.disk.DiskFormat;
import io.github.vmimage.disk.StandaloneDisk;
import io.github.vmimage.guest.GuestDisk;
import io.github.vmimage.pipeline.TestRecord.Play;
import io.github.vmimage.pipeline.TestRecord.Test;
import io.github.vmimage.pipeline.TestRecord.Twin;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.SerialConsole;
import io.github.vmimage.seal.ExpectedStamp;
import io.github.vmimage.source.SourceStamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Boots two clones of a finished disk and puts them to the tests: first boot on both, acceptance on one, idempotence on the other. */
final class TwinTests {
  private final StageContext context;
  private final BuildRecord build;
  private final TestNetwork network;
  private final ExpectedTime expected;
  private final TwinPlaybook playbooks;
  private final List<Problem> firstBoot = new ArrayList<>();
  private final List<Problem> acceptance = new ArrayList<>();
  private final List<Problem> idempotence = new ArrayList<>();
  private final Map<String, String> facts = new HashMap<>();
  private final AtomicBoolean oneIsUp = new AtomicBoolean();
  private Play accepted;
  private Play repeated;

  TwinTests(StageContext context, BuildRecord build) {
    this.context = context;
    this.build = build;
    this.network = TestNetwork.of(context, TwinPlaybook.module(context, build.source())).told(context);
    this.expected = new ExpectedTime(build.playbook(), context.project().guest().limits().provisioning());
    this.playbooks = new TwinPlaybook(context, build.source(), network, expected.limit(), Set.of());
  }

  /**
   * What came of it.
   *
   * @param record all results, failed ones too
   * @param problems why the disk may not be released; empty where all is well
   */
  record Tested(TestRecord record, List<Problem> problems) {}

  Tested run() {
    facts.put("network", network.fact());
    expected.told("Expected of the test, beside two boots side by side: ").ifPresent(context.progress()::info);
    context.progress().step("two clones boot and are tested", 0, 0);
    GuestDisk disk = GuestDisks.of(StandaloneDisk.of(Path.of(build.disk()), DiskFormat.QCOW2));
    try (TwinBoot boot = TwinBoot.start(context, disk, network.guests())) {
      List<TwinLook> looks = boot.guests().stream().map(g -> new TwinLook(context, build, g)).toList();
      collect(firstBoot, () -> boot.eachOnceUp(guest -> test(looks.get(boot.guests().indexOf(guest)))));
      boolean came = firstBoot.isEmpty();
      if (came) {
        looks.forEach(l -> firstBoot.addAll(l.problems()));
        compare(looks.stream().map(TwinLook::twin).toList());
      } else {
        // Whatever the other clone was put to: it was stopped meanwhile.
        acceptance.clear();
        accepted = null;
        idempotence.clear();
        repeated = null;
      }
      List<Test> results = results(came);
      if (!all().isEmpty()) {
        looks.forEach(TwinLook::keepJournal);
      }
      return new Tested(new TestRecord(results, looks.stream().map(TwinLook::twin).toList(), accepted, repeated), all());
    } finally {
      context.progress().stepEnds();
    }
  }

  private List<Problem> all() {
    List<Problem> all = new ArrayList<>(firstBoot);
    all.addAll(acceptance);
    all.addAll(idempotence);
    return all;
  }

  private static void collect(List<Problem> problems, Runnable check) {
    try {
      check.run();
    } catch (ProblemException e) {
      problems.addAll(e.problems());
    }
  }

  /** The first clone that is up gets the whole playbook, which takes longer than the assertions; the build's key is tried on the other. */
  private void test(TwinLook look) {
    boolean first = oneIsUp.compareAndSet(false, true);
    look.look();
    if (first) {
      Path playbook = playbooks.built(context.project().playbook());
      if (Files.exists(playbook)) {
        expected.told(look.guest().name() + " is up, the playbook is applied again: ").ifPresent(context.progress()::info);
        collect(idempotence, () -> repeated = playbooks.applyAgain(playbook, look.guest(), "playbook"));
        idempotence.replaceAll(TestProblems::again);
      }
    } else {
      if (Acceptance.isGiven(playbooks.module())) {
        collect(acceptance, () -> accepted = new Acceptance(playbooks).run(look.guest()));
      }
      facts.put("build-login", look.tryBuildKey());
    }
  }

  private void compare(List<Twin> twins) {
    if (twins.stream().allMatch(t -> t.facts() != null)) {
      SourceStamp source = build.source();
      TwinComparison comparison = new TwinComparison(twins, BuildIdentity.of(new SerialConsole(context.workspace().serial()).lines()))
          .compare(new ExpectedStamp(context.project().imageName(), source.version(), source.tag(), source.commit()));
      firstBoot.addAll(comparison.problems());
      facts.putAll(comparison.facts());
    }
  }

  private List<Test> results(boolean came) {
    if (!came) {
      return List.of(failed(TestRecord.FIRST_BOOT, firstBoot), Test.notRun(TestRecord.ACCEPTANCE), Test.notRun(TestRecord.IDEMPOTENCE));
    }
    return List.of(result(TestRecord.FIRST_BOOT, firstBoot, () -> Test.passed(TestRecord.FIRST_BOOT, facts)),
        result(TestRecord.ACCEPTANCE, acceptance, () ->
            accepted == null ? Acceptance.absent() : new Acceptance(playbooks).passed(accepted)),
        result(TestRecord.IDEMPOTENCE, idempotence, this::idempotence));
  }

  private Test idempotence() {
    if (repeated == null) {
      return Test.waived(TestRecord.IDEMPOTENCE, "The project has no playbook", Map.of());
    }
    Idempotence verdict = new Idempotence(repeated, context.project().tests().allowedChanges());
    verdict.notCounted().forEach(t -> context.progress().info("Applied again, not counted as a change: " + t));
    if (verdict.problem().isPresent()) {
      idempotence.add(verdict.problem().get());
      return failed(TestRecord.IDEMPOTENCE, idempotence);
    }
    verdict.unused().forEach(p -> context.progress().warn("<nonIdempotent>: the " + p.kind().element() + " " + p.name()
        + " changed nothing when it was applied again; remove it from the list"));
    return verdict.result();
  }

  private static Test result(String id, List<Problem> problems, Supplier<Test> otherwise) {
    return problems.isEmpty() ? otherwise.get() : failed(id, problems);
  }

  private static Test failed(String id, List<Problem> problems) {
    return Test.failed(id, problems.stream().map(Problem::text).toList(), Map.of());
  }
}
