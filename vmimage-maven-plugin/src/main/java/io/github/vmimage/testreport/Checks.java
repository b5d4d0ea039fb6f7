package io.github.vmimage.testreport;

import java.util.List;

/**
 * What was checked in one area.
 *
 * @param area the area
 * @param all each check, in the order in which they are told
 */
public record Checks(Area area, List<Check> all) {

  /** Keeps the list from changing. */
  public Checks {
    all = List.copyOf(all);
  }

  List<Check> of(Outcome outcome) {
    return all.stream().filter(c -> c.outcome() == outcome).toList();
  }

  long count(Outcome outcome) {
    return of(outcome).size();
  }

  /** The worst that is in it; waived only where nothing else is. */
  Outcome outcome() {
    if (count(Outcome.FAILED) > 0) {
      return Outcome.FAILED;
    }
    return count(Outcome.NOT_REACHED) > 0 ? Outcome.NOT_REACHED
        : !all.isEmpty() && count(Outcome.WAIVED) == all.size() ? Outcome.WAIVED : Outcome.PASSED;
  }
}
