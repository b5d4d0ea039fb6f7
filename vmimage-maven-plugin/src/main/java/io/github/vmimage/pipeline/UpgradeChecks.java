package io.github.vmimage.pipeline;

import io.github.vmimage.testreport.Area;
import io.github.vmimage.testreport.ChangedTask;
import io.github.vmimage.testreport.Check;
import io.github.vmimage.testreport.Checks;
import io.github.vmimage.testreport.Outcome;
import io.github.vmimage.testreport.Upgraded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Upgrades as the report tells them. */
final class UpgradeChecks {

  private UpgradeChecks() {}

  static Checks of(UpgradeRecord record) {
    return new Checks(Area.UPGRADE, record.upgrades().stream().map(u -> new Check("from-" + u.from(),
        u.passed() ? Outcome.PASSED : Outcome.FAILED, "", "", u.problems(), new TreeMap<>(), Optional.of(time(u)))).toList());
  }

  static List<Upgraded> rows(UpgradeRecord record) {
    return record.upgrades().stream().map(UpgradeChecks::row).toList();
  }

  private static Upgraded row(UpgradeResult u) {
    List<ChangedTask> tasks = new ArrayList<>();
    if (u.changedAgain() != null) {
      u.changedAgain().forEach(t -> tasks.add(new ChangedTask(t, "", "")));
    }
    u.waived().forEach(t -> tasks.add(new ChangedTask(t, "", "waived in the POM")));
    return new Upgraded(u.from(), time(u), count(u.changed()), u.verify(), count(u.changedAgain()), tasks, u.stamp(), u.packages(),
        u.differences().stream().map(d -> new Upgraded.PackageDifference(d.name(), d.upgraded(), d.fresh(), d.reason())).toList(),
        u.problems());
  }

  private static Duration time(UpgradeResult u) {
    return Duration.ofSeconds(u.seconds());
  }

  private static int count(List<String> tasks) {
    return tasks == null ? -1 : tasks.size();
  }
}
