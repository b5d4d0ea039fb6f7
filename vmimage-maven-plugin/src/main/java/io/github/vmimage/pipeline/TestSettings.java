package io.github.vmimage.pipeline;

import io.github.vmimage.report.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How the finished disk is tested, as the POM says it; nothing is checked yet.
 *
 * @param notTested why the disk is not booted at all; null where it is
 * @param nonIdempotent roles and tasks that may report changes when they are applied again
 * @param network whom the clones can reach: {@code auto}, {@code closed} or {@code open}
 * @param playbookArguments what {@code ansible-playbook} is given instead of the template's {@code extra_arguments}; null to take these
 */
public record TestSettings(String notTested, List<NonIdempotentPart> nonIdempotent, String network,
    List<String> playbookArguments) {
  /** Everything is tested. */
  public static final TestSettings ALL = new TestSettings(null, List.of(), "auto", null);
  /** As the manifest takes it. */
  private static final int MAX_REASON = 1000;

  /** {@return why the disk is not booted, or nothing where it is} */
  Optional<String> untested() {
    return Optional.ofNullable(notTested).map(TestSettings::line);
  }

  /** What may change something when it is applied again. */
  AllowedChanges allowedChanges() {
    return new AllowedChanges(nonIdempotent.stream().map(p -> new NonIdempotentPart(p.kind(), p.name().strip(), line(p.reason())))
        .toList());
  }

  /** Checks that there is a reason for everything that is left out. */
  void check(Problems problems) {
    untested().filter(r -> !isReason(r)).ifPresent(r -> problems.add(StageProblems.badReason("<notTested> (vmimage.notTested)", r)));
    if (!TestNetwork.ACCEPTED.contains(network)) {
      problems.add(StageProblems.badTestNetwork(network, TestNetwork.ACCEPTED));
    }
    Set<List<Object>> names = new HashSet<>();
    for (int n = 1; n <= nonIdempotent.size(); n++) {
      NonIdempotentPart part = nonIdempotent.get(n - 1);
      String where = "<nonIdempotent><" + part.kind().element() + "[" + n + "]>";
      String name = Objects.requireNonNullElse(part.name(), "").strip();
      if (name.isEmpty() || !names.add(List.of(part.kind(), name))) {
        problems.add(StageProblems.badPart(where, part.kind().element(), name));
      }
      String reason = line(Objects.requireNonNullElse(part.reason(), ""));
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
