package io.github.vmimage.it;

import io.github.vmimage.testreport.Area;
import io.github.vmimage.testreport.ChangedTask;
import io.github.vmimage.testreport.Check;
import io.github.vmimage.testreport.Checks;
import io.github.vmimage.testreport.Outcome;
import io.github.vmimage.testreport.SecondRun;
import io.github.vmimage.testreport.StageRun;
import io.github.vmimage.testreport.Subject;
import io.github.vmimage.testreport.TestReport;
import io.github.vmimage.testreport.Twin;
import io.github.vmimage.testreport.Upgraded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A report with everything in it, in which a guest has the words wherever it can have them. */
final class FullReport {

  private FullReport() {}

  /** Each text of a guest's is this one. */
  static TestReport saying(String guest) {
    TreeMap<String, String> facts = new TreeMap<>(Map.of(guest, guest));
    List<Checks> checks = Stream.of(Area.values()).map(area -> new Checks(area, Stream.of(Outcome.values()).map(outcome ->
        new Check(outcome + guest, outcome, guest, guest, List.of(guest, guest), facts, Optional.of(Duration.ofSeconds(3)))).toList()))
        .toList();
    List<ChangedTask> tasks = List.of(new ChangedTask(guest, guest, ""), new ChangedTask(guest, guest, guest));
    List<Twin.Milestone> boot =
        List.of(new Twin.Milestone(guest, Duration.ofSeconds(5)), new Twin.Milestone("ssh", Duration.ofSeconds(31)));
    Twin twin = new Twin(guest, guest, guest, facts, List.of(guest), boot);
    return new TestReport(new Subject("app", "1.0.0", List.of(new Subject.Fact("Tag", guest))),
        List.of(new StageRun("build", Instant.EPOCH, Duration.ofSeconds(400), true, "", ""),
            new StageRun("test", Instant.EPOCH, Duration.ofSeconds(90), false, guest, guest)),
        checks, List.of(twin, twin), Optional.of(new SecondRun(9, 2, tasks)),
        List.of(new Upgraded("0.9.0", Duration.ofSeconds(100), 3, guest, 1, tasks, guest, 200,
            List.of(new Upgraded.PackageDifference(guest, guest, guest, "")), List.of(guest))), "vmimage");
  }
}
