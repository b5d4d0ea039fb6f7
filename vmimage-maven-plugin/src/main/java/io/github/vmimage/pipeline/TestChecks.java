package io.github.vmimage.pipeline;

import io.github.vmimage.testreport.Area;
import io.github.vmimage.testreport.ChangedTask;
import io.github.vmimage.testreport.Check;
import io.github.vmimage.testreport.Checks;
import io.github.vmimage.testreport.Outcome;
import io.github.vmimage.testreport.SecondRun;
import io.github.vmimage.testreport.Twin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the twins showed, as the report tells it. */
final class TestChecks {
  private static final Map<String, Area> AREAS = Map.of(TestRecord.FIRST_BOOT, Area.FIRST_BOOT, TestRecord.ACCEPTANCE, Area.ACCEPTANCE,
      TestRecord.IDEMPOTENCE, Area.IDEMPOTENCE);
  /** What a milestone of the guest's room is called on the page. */
  private static final Map<String, String> MILESTONES = Map.of("started", "QEMU runs", "console", "First byte on the console",
      "kernel", "Kernel begins", "userspace", "Init begins", "ssh", "SSH answers", "login", "Somebody is in", "cloud-init",
      "cloud-init is done", "running", "All is started");

  private TestChecks() {}

  static List<Checks> of(TestRecord record) {
    return record.tests().stream().filter(t -> AREAS.containsKey(t.id()))
        .map(t -> new Checks(AREAS.get(t.id()), List.of(check(t, record)))).toList();
  }

  private static Check check(TestRecord.Test test, TestRecord record) {
    Outcome outcome = switch (test.outcome()) {
      case PASSED -> Outcome.PASSED;
      case WAIVED -> Outcome.WAIVED;
      case FAILED -> Outcome.FAILED;
      case NOT_RUN -> Outcome.NOT_REACHED;
    };
    TestRecord.Play play = play(test, record);
    return new Check(play == null || play.playbook().isEmpty() ? test.id() : test.id() + ": " + play.playbook(), outcome,
        outcome == Outcome.NOT_REACHED ? "an earlier test failed" : test.reason(), "", test.problems(), test.facts(),
        play == null ? Optional.empty() : Optional.of(Duration.ofMillis(play.millis())));
  }

  private static TestRecord.Play play(TestRecord.Test test, TestRecord record) {
    return switch (test.id()) {
      case TestRecord.ACCEPTANCE -> record.acceptance();
      case TestRecord.IDEMPOTENCE -> record.idempotence();
      default -> null;
    };
  }

  static List<Twin> twins(TestRecord record) {
    return record.twins().stream().map(TestChecks::twin).toList();
  }

  private static Twin twin(TestRecord.Twin twin) {
    List<Twin.Milestone> milestones = twin.timeline().stream()
        .map(m -> new Twin.Milestone(MILESTONES.getOrDefault(m.name(), m.name()), Duration.ofMillis(m.millis()))).toList();
    TwinFacts facts = twin.facts();
    if (facts == null) {
      return new Twin(twin.name(), "", "", new TreeMap<>(), null, milestones);
    }
    TreeMap<String, String> keys = new TreeMap<>();
    facts.hostKeys().forEach(k -> keys.put(Integer.toString(keys.size() + 1), k));
    return new Twin(twin.name(), facts.hostname(), facts.machineId(), keys, facts.failedUnits(), milestones);
  }

  /** The second run; what may change something is named in the POM, with the reason, and what does not count says why. */
  static Optional<SecondRun> secondRun(TestRecord record, AllowedChanges allowed) {
    TestRecord.Play play = record.idempotence();
    if (play == null) {
      return Optional.empty();
    }
    List<ChangedTask> tasks = new ArrayList<>();
    for (io.github.vmimage.ansible.ChangedTask task : play.changedTasks()) {
      tasks.add(new ChangedTask(task.name(), task.file().isEmpty() ? "" : task.place(), task.counts() ? allowed.reason(task)
          : task.effect().reason()));
    }
    return Optional.of(new SecondRun(play.ok(), play.changed(), tasks));
  }
}
