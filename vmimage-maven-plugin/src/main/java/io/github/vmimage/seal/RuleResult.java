package io.github.vmimage.seal;

import java.util.List;

/**
 * What became of one rule.
 *
 * @param id of the rule
 * @param outcome whether it held
 * @param reason of the waiver; empty where there is none
 * @param violations what broke it, at most {@value Inspection#SHOWN} and a last one that counts the rest, for each root of the disk; empty where it held, and where
 *     a waived rule would have held
 */
public record RuleResult(String id, Outcome outcome, String reason, List<Violation> violations) {

  /** How a rule ended. */
  public enum Outcome {
    /** Nothing breaks it. */
    PASSED,
    /** The project gave a reason why it need not hold; it may hold nevertheless. */
    WAIVED,
    /** Something breaks it. */
    FAILED
  }

  /** Keeps the list from changing. */
  public RuleResult {
    violations = List.copyOf(violations);
  }
}
