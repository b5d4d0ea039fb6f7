package io.github.vmimage.pipeline;

import io.github.vmimage.pipeline.UpgradeMachine.Changed;
import io.github.vmimage.release.CheckedRelease;
import io.github.vmimage.release.Manifest.InstalledPackage;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The upgrade of a machine of one older release to this version, as somebody does it who declares the newer playbook on a machine that
 * runs: the playbook is applied, then the acceptance playbook, then the playbook again, which has nothing left to change. After a playbook
 * that failed nothing more is asked; all else is, so that everything that is wrong is told at once.
 */
final class Upgrade {
  private final CheckedRelease release;
  private final String stamp;
  private final FreshImage fresh;
  private final PackageComparison comparison;

  private final List<Problem> problems = new ArrayList<>();
  private List<String> changed;
  private String verify = "";
  private List<String> again;
  private List<String> waived = List.of();
  private String seenStamp = "";
  private int packages = -1;
  private List<PackageDifference> differences = List.of();

  /**
   * Prepares an upgrade.
   *
   * @param release the older one
   * @param stamp of this version
   * @param fresh image of this version
   * @param comparison of packages
   */
  Upgrade(CheckedRelease release, String stamp, FreshImage fresh, PackageComparison comparison) {
    this.release = release;
    this.stamp = stamp;
    this.fresh = fresh;
    this.comparison = comparison;
  }

  /** How an upgrade ended. */
  record Ended(UpgradeResult result, List<Problem> problems) {}

  /** Upgrades a machine, and ends it. */
  Ended run(Supplier<UpgradeMachine> machines) {
    long start = System.nanoTime();
    collect(() -> {
      try (UpgradeMachine machine = machines.get()) {
        changed = machine.apply().stream().map(Changed::name).toList();
        collect(() -> verify(machine));
        collect(() -> applyAgain(machine));
        collect(() -> stamp(machine));
        collect(() -> packages(machine));
      }
    });
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    return new Ended(new UpgradeResult(from(), release.image().sha256(), seconds, changed, verify, again, waived, seenStamp, packages,
        differences, problems.stream().map(Problem::what).toList()), List.copyOf(problems));
  }

  private String from() {
    return release.manifest().coordinates().version();
  }

  private void collect(Runnable step) {
    try {
      step.run();
    } catch (ProblemException e) {
      e.problems().forEach(p -> problems.add(UpgradeProblems.during(from(), p)));
    }
  }

  private void verify(UpgradeMachine machine) {
    verify = "failed";
    verify = machine.verify() ? "passed" : "none";
  }

  private void applyAgain(UpgradeMachine machine) {
    List<Changed> all = machine.apply();
    again = all.stream().filter(c -> c.waived().isEmpty()).map(Changed::name).toList();
    waived = all.stream().filter(c -> !c.waived().isEmpty()).map(c -> c.name() + ": " + c.waived()).toList();
    if (!again.isEmpty()) {
      problems.add(UpgradeProblems.notIdempotent(release.manifest().coordinates(), again));
    }
  }

  private void stamp(UpgradeMachine machine) {
    seenStamp = machine.stamp();
    if (!seenStamp.equals(stamp)) {
      problems.add(UpgradeProblems.otherStamp(release.manifest().coordinates(), seenStamp, stamp));
    }
  }

  private void packages(UpgradeMachine machine) {
    List<InstalledPackage> all = machine.packages();
    packages = all.size();
    differences = comparison.of(all, fresh.packages());
    List<PackageDifference> refused = differences.stream().filter(d -> !d.accepted()).toList();
    if (!refused.isEmpty()) {
      problems.add(UpgradeProblems.otherPackages(release.manifest().coordinates(), refused, fresh.where()));
    }
  }
}
