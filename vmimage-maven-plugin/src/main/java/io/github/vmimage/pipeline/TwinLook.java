package io.github.vmimage.pipeline;

import io.github.vmimage.guest.BootTimeline.Milestone;
import io.github.vmimage.guest.BuildAccess;
import io.github.vmimage.guest.TestGuest;
import io.github.vmimage.pipeline.TestRecord.Twin;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.report.PlainText;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks at one clone after its first boot: what it says of itself, which units failed, and whether the build's key lets anybody in. */
final class TwinLook {
  private static final Duration ONE_LOOK = Duration.ofMinutes(3);
  private static final int JOURNAL_LINES = 8;

  private final StageContext context;
  private final BuildRecord build;
  private final TestGuest guest;
  private final List<Problem> problems = new ArrayList<>();
  private TwinFacts facts;

  TwinLook(StageContext context, BuildRecord build, TestGuest guest) {
    this.context = context;
    this.build = build;
    this.guest = guest;
  }

  TestGuest guest() {
    return guest;
  }

  /** What speaks against the disk, as far as this clone knows. */
  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** {@return the clone; without facts where none could be had} */
  Twin twin() {
    return new Twin(guest.name(), facts, guest.timeline().milestones());
  }

  void look() {
    try {
      facts = facts();
      facts.failedUnits().forEach(this::failed);
    } catch (ProblemException e) {
      problems.addAll(e.problems());
    }
  }

  private TwinFacts facts() {
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

  private void failed(String unit) {
    Outcome journal = guest.shell().asRoot("journalctl -b --no-pager -o cat -n " + JOURNAL_LINES + " -u '" + unit.replace("'", "") + "'",
        ONE_LOOK);
    problems.add(TestProblems.failedUnit(guest.name(), unit, String.join("\n", journal.stdout())));
  }

  /** Tries the build's key, and says what came of it: {@code refused}, or {@code not-tried} where the key is gone. */
  String tryBuildKey() {
    BuildKey key = BuildKey.of(context.workspace());
    if (!key.isKept()) {
      context.progress().info("The build's key is gone, since the disk was built in an earlier run: no login is tried with it");
      return "not-tried";
    }
    try {
      problems.addAll(key.tryOn(guest, context.processes()));
    } catch (ProblemException e) {
      problems.addAll(e.problems());
    }
    return "refused";
  }

  /** Keeps the journal of a clone that let somebody in; where it cannot be had any more there is none. */
  void keepJournal() {
    if (!guest.timeline().hasReached(Milestone.LOGIN)) {
      return;
    }
    try {
      String journal = guest.shell().asRoot("journalctl -b --no-pager", ONE_LOOK).out();
      Workspace.write(context.workspace().log(guest.name() + "-journal"), PlainText.of(journal) + "\n");
    } catch (ProblemException e) {
      context.progress().debug("No journal of " + guest.name() + ": " + e.getMessage());
    }
  }
}
