package io.github.vmimage.testreport;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One thing that was checked.
 *
 * @param id stable name, such as the id of a rule; unique in its area
 * @param outcome what became of it
 * @param reason why it matters where it failed; the project's words where it is waived; empty where nothing is to be said
 * @param remedy what to do where it failed; may be empty
 * @param findings what was seen against it; may be empty
 * @param facts what was seen otherwise, by name
 * @param time how long it took, where that is known
 */
public record Check(String id, Outcome outcome, String reason, String remedy, List<String> findings, SortedMap<String, String> facts,
    Optional<Duration> time) {

  /** Keeps the lists from changing. */
  public Check {
    findings = List.copyOf(findings);
    facts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }

  /**
   * A check with nothing beside its outcome and its reason.
   *
   * @param id stable name
   * @param outcome what became of it
   * @param reason see above
   * @return the check
   */
  public static Check of(String id, Outcome outcome, String reason) {
    return new Check(id, outcome, reason, "", List.of(), new TreeMap<>(Map.of()), Optional.empty());
  }

  /** The failure in one line. */
  String message() {
    return !findings.isEmpty() ? findings.get(0) : reason.isEmpty() ? outcome.word() : reason;
  }
}
