package io.github.vmimage.seal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The catalogue of rules. {@code docs/seal-rules.md} shows it to people. */
public final class SealRules {
  private static final List<SealRule> ALL = Stream.of(IdentityRules.RULES, AgentRules.RULES, SshRules.RULES, LoginRules.RULES, SudoRules.RULES, NetworkRules.RULES,
      CloudInitRules.RULES, ResidueRules.RULES, DiskRules.RULES, SecretRules.RULES, LeftoverRules.RULES, BootRules.RULES,
      BootEntryRules.RULES, StampRules.RULES).flatMap(List::stream).map(Leftovers::with).toList();

  private SealRules() {}

  /**
   * Every rule.
   *
   * @return in the order in which they run and are told
   */
  public static List<SealRule> all() {
    return ALL;
  }

  static Optional<SealRule> find(String id) {
    return ALL.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }
}
