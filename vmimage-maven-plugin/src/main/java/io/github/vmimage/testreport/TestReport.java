package io.github.vmimage.testreport;

import java.util.List;
import java.util.Optional;

/**
 * What is known of one image when a goal ends.
 *
 * @param subject the image
 * @param stages those that ran, in the order of the line
 * @param checks by area, in their order; an area that is not here has no results
 * @param twins the clones that booted at the same time; empty where there are no results
 * @param secondRun what the playbook did the second time
 * @param upgrades of older releases, oldest first
 * @param madeBy the program and its version
 */
public record TestReport(Subject subject, List<StageRun> stages, List<Checks> checks, List<Twin> twins, Optional<SecondRun> secondRun,
    List<Upgraded> upgrades, String madeBy) {

  /** Keeps the lists from changing. */
  public TestReport {
    stages = List.copyOf(stages);
    checks = List.copyOf(checks);
    twins = List.copyOf(twins);
    upgrades = List.copyOf(upgrades);
  }

  /** The results of an area, where there are any. */
  Optional<Checks> of(Area area) {
    return checks.stream().filter(c -> c.area() == area).findFirst();
  }

  Optional<StageRun> stage(String goal) {
    return stages.stream().filter(s -> s.goal().equals(goal)).findFirst();
  }

  /**
   * All in all. Nothing that did not run counts as passed.
   *
   * @return {@link Outcome#FAILED} where anything failed, {@link Outcome#NOT_REACHED} where something of what a release needs has no
   *     result, else {@link Outcome#PASSED}
   */
  public Outcome outcome() {
    if (stages.stream().anyMatch(s -> !s.ok()) || checks.stream().anyMatch(c -> c.outcome() == Outcome.FAILED)) {
      return Outcome.FAILED;
    }
    boolean complete = Area.all().stream().filter(Area::isExpected).allMatch(a -> of(a).isPresent())
        && checks.stream().noneMatch(c -> c.outcome() == Outcome.NOT_REACHED);
    return complete ? Outcome.PASSED : Outcome.NOT_REACHED;
  }
}
