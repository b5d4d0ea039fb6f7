package io.github.vmimage.pipeline;

import io.github.vmimage.report.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the finished disk is tested, as the POM says it; nothing is checked yet.
 *
 * @param notTested why the disk is not booted at all; null where it is
 * @param nonIdempotent roles that may report changes when they are applied again
 * @param network whom the clones can reach: {@code auto}, {@code closed} or {@code open}
 * @param playbookArguments what {@code ansible-playbook} is given instead of the template's {@code extra_arguments}; null to take these
 */
public record TestSettings(String notTested, List<NonIdempotentRole> nonIdempotent, String network,
    List<String> playbookArguments) {
  /** Everything is tested. */
  public static final TestSettings ALL = new TestSettings(null, List.of(), "auto", null);
  /** As the manifest takes it. */
  private static final int MAX_REASON = 1000;

  /** {@return why the disk is not booted, or nothing where it is} */
  Optional<String> untested() {
    return Optional.ofNullable(notTested).map(TestSettings::line);
  }

  /** Why the roles may change something, by their names. */
  Map<String, String> allowedRoles() {
    return nonIdempotent.stream().collect(Collectors.toMap(r -> r.name().strip(), r -> line(r.reason()), (a, b) -> a, TreeMap::new));
  }

  /** Checks that there is a reason for everything that is left out. */
  void check(Problems problems) {
    untested().filter(r -> !isReason(r)).ifPresent(r -> problems.add(StageProblems.badReason("<notTested> (vmimage.notTested)", r)));
    if (!TestNetwork.ACCEPTED.contains(network)) {
      problems.add(StageProblems.badTestNetwork(network, TestNetwork.ACCEPTED));
    }
    Set<String> names = new HashSet<>();
    for (int n = 1; n <= nonIdempotent.size(); n++) {
      NonIdempotentRole role = nonIdempotent.get(n - 1);
      String where = "<nonIdempotent><role[" + n + "]>";
      String name = Objects.requireNonNullElse(role.name(), "").strip();
      if (name.isEmpty() || !names.add(name)) {
        problems.add(StageProblems.badRole(where, name));
      }
      String reason = line(Objects.requireNonNullElse(role.reason(), ""));
      if (!isReason(reason)) {
        problems.add(StageProblems.badReason(where + "<reason>", reason));
      }
    }
  }

  /** A text of the POM may be wrapped. */
  private static String line(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static boolean isReason(String reason) {
    return !reason.isEmpty() && reason.length() <= MAX_REASON && reason.chars().noneMatch(Character::isISOControl);
  }
}
