package io.github.vmimage.seal;

import java.util.List;
import java.util.function.Consumer;

/**
 * A sealed guest, edited.
 *
 * @param name of the test
 * @param rule the one rule that the edit breaks; empty when it breaks none
 * @param edit what is changed
 * @param violations expected, as {@code path: seen}
 */
record RuleExample(String name, String rule, Consumer<SealedGuest> edit, List<String> violations) {

  /** The edit breaks this rule and no other. */
  static RuleExample trips(String rule, Consumer<SealedGuest> edit, String... violations) {
    return new RuleExample(rule + " sees " + String.join(" and ", violations), rule, edit, List.of(violations));
  }

  /** The edit is fine. */
  static RuleExample passes(String name, Consumer<SealedGuest> edit) {
    return new RuleExample("passes " + name, "", edit, List.of());
  }
}
