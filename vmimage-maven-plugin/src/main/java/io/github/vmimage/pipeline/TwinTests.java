package io.github.vmimage.pipeline;

import io.github.vmimage.guest.BootTimeline.Milestone;
import io.github.vmimage.guest.BuildAccess;
import io.github.vmimage.guest.GuestDisk;
import io.github.vmimage.guest.TestGuest;
import io.github.vmimage.pipeline.TestRecord.Play;
import io.github.vmimage.pipeline.TestRecord.Test;
import io.github.vmimage.pipeline.TestRecord.Twin;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.SerialConsole;
import io.github.vmimage.seal.ExpectedStamp;
import io.github.vmimage.source.SourceStamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Boots two clones of a finished disk and puts them to the tests: first boot on both, acceptance on one, idempotence on the other. */
final class TwinTests {
  private static final Duration ONE_LOOK = Duration.ofMinutes(3);
  private static final int JOURNAL_LINES = 8;

  private final StageContext context;
  private final BuildRecord build;
  private final TwinPlaybook playbooks;
  private final List<Problem> firstBoot = new ArrayList<>();
  private final List<Problem> acceptance = new ArrayList<>();
  private final List<Problem> idempotence = new ArrayList<>();
  private final Map<String, String> facts = new HashMap<>();
  private Play accepted;
  private Play repeated;

  TwinTests(StageContext context, BuildRecord build) {
    this.context = context;
    this.build = build;
    this.playbooks = new TwinPlaybook(context, build.source(), Set.of());
  }

  /**
   * What came of it.
   *
   * @param record all results, failed ones too
   * @param problems why the disk may not be released; empty where all is well
   */
  record Tested(TestRecord record, List<Problem> problems) {}

  Tested run() {
    List<Twin> twins = new ArrayList<>();
    boolean came = false;
    context.progress().step("two clones boot", 0, 0);
    try (TwinBoot boot = TwinBoot.start(context, GuestDisk.qcow2(Path.of(build.disk())))) {
      collect(firstBoot, boot::await);
      came = firstBoot.isEmpty();
      if (came) {
        context.progress().step("two clones are tested", 0, 0);
        twins.addAll(look(boot.guests()));
        sideBySide(boot.guests());
      }
      if (twins.isEmpty()) {
        boot.guests().forEach(g -> twins.add(new Twin(g.name(), null, g.timeline().milestones())));
      }
      if (!all().isEmpty()) {
        boot.guests().forEach(this::keepJournal);
      }
    } finally {
      context.progress().stepEnds();
    }
    return new Tested(new TestRecord(results(came), twins, accepted, repeated), all());
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

  private List<Twin> look(List<TestGuest> guests) {
    List<Callable<List<Twin>>> looks = new ArrayList<>();
    guests.forEach(g -> looks.add(() -> List.of(new Twin(g.name(), facts(g), g.timeline().milestones()))));
    List<Twin> twins = new ArrayList<>();
    collect(firstBoot, () -> twins.addAll(SideBySide.call(looks)));
    if (twins.size() == guests.size()) {
      SourceStamp source = build.source();
      TwinComparison comparison = new TwinComparison(twins, BuildIdentity.of(new SerialConsole(context.workspace().serial()).lines()))
          .compare(new ExpectedStamp(context.project().imageName(), source.version(), source.tag(), source.commit()));
      firstBoot.addAll(comparison.problems());
      facts.putAll(comparison.facts());
      for (int i = 0; i < guests.size(); i++) {
        failedUnits(guests.get(i), twins.get(i).facts().failedUnits());
      }
    }
    return twins;
  }

  private TwinFacts facts(TestGuest guest) {
    if (TwinFacts.keyBody(build.publicKey()).isEmpty()) {
      // A key that is not known would be found nowhere, which is just what is hoped for.
      throw StageProblems.unreadableRecord(context.workspace().record(Workspace.Handover.BUILD), Workspace.Handover.BUILD.goal(),
          "publicKey is no public key of OpenSSH").asException();
    }
    Outcome said = guest.shell().asRoot(TwinFacts.script(BuildAccess.USERNAME, build.publicKey()), ONE_LOOK);
    if (!said.succeeded()) {
      throw TestProblems.noFacts(guest.name(), said.tail(5)).asException();
    }
    return TwinFacts.read(said.stdout());
  }

  private void failedUnits(TestGuest guest, List<String> units) {
    for (String unit : units) {
      Outcome journal = guest.shell().asRoot("journalctl -b --no-pager -o cat -n " + JOURNAL_LINES + " -u '" + unit.replace("'", "") + "'",
          ONE_LOOK);
      firstBoot.add(TestProblems.failedUnit(guest.name(), unit, String.join("\n", journal.stdout())));
    }
  }

  /** The two playbooks on the two clones; the build's key is tried on the first of them afterwards. */
  private void sideBySide(List<TestGuest> guests) {
    TestGuest a = guests.get(0);
    TestGuest b = guests.get(1);
    SideBySide.call(List.<Callable<List<Problem>>>of(() -> {
      if (Acceptance.isGiven(playbooks.module())) {
        collect(acceptance, () -> accepted = new Acceptance(playbooks).run(a));
      }
      collect(firstBoot, () -> tryBuildKey(a));
      return List.of();
    }, () -> {
      Path playbook = playbooks.built(context.project().playbook());
      if (Files.exists(playbook)) {
        collect(idempotence, () -> repeated = playbooks.apply(playbook, b));
        idempotence.replaceAll(TestProblems::again);
      }
      return List.of();
    }));
  }

  private void tryBuildKey(TestGuest guest) {
    BuildKey key = BuildKey.of(context.workspace());
    facts.put("build-login", key.isKept() ? "refused" : "not-tried");
    if (key.isKept()) {
      firstBoot.addAll(key.tryOn(guest, context.processes()));
    } else {
      context.progress().info("The build's key is gone, since the disk was built in an earlier run: no login is tried with it");
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
    Idempotence verdict = new Idempotence(repeated, context.project().tests().allowedRoles());
    if (verdict.problem().isPresent()) {
      idempotence.add(verdict.problem().get());
      return failed(TestRecord.IDEMPOTENCE, idempotence);
    }
    verdict.unused().forEach(r -> context.progress().warn("<nonIdempotent>: the role " + r + " changed nothing when it was applied again;"
        + " remove it from the list"));
    return verdict.result();
  }

  private static Test result(String id, List<Problem> problems, Supplier<Test> otherwise) {
    return problems.isEmpty() ? otherwise.get() : failed(id, problems);
  }

  private static Test failed(String id, List<Problem> problems) {
    return Test.failed(id, problems.stream().map(Problem::text).toList(), Map.of());
  }

  private void keepJournal(TestGuest guest) {
    if (guest.timeline().hasReached(Milestone.LOGIN)) {
      collect(new ArrayList<>(), () -> Workspace.write(context.workspace().log(guest.name() + "-journal"),
          guest.shell().asRoot("journalctl -b --no-pager", ONE_LOOK).out() + "\n"));
    }
  }
}
