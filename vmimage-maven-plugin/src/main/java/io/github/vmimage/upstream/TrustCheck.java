package io.github.vmimage.upstream;

import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds proven upstreams against the project's policy. */
public final class TrustCheck {
  private final TrustPolicy policy;
  private final Instant now;

  /**
   * A check at one point in time.
   *
   * @param policy what the project accepts
   * @param now ages count up to then
   */
  public TrustCheck(TrustPolicy policy, Instant now) {
    this.policy = policy;
    this.now = now;
  }

  /**
   * Holds one upstream against every rule.
   *
   * @param facts what was proven
   * @param allowances what the project allows this upstream
   * @return the allowances that were needed, in their order; the manifest records them
   * @throws io.github.vmimage.report.ProblemException with every rule that is broken and not allowed to be
   */
  public List<Allowance> check(TrustFacts facts, List<Allowance> allowances) {
    Map<TrustRule, Problem> broken = new EnumMap<>(TrustRule.class);
    if (!policy.methods().contains(facts.method())) {
      broken.put(TrustRule.METHOD, TrustProblems.method(facts.id(), facts.method(), names()));
    }
    facts.digest().filter(d -> d.compareTo(policy.minimumDigest()) < 0)
        .ifPresent(d -> broken.put(TrustRule.MINIMUM_DIGEST, TrustProblems.digest(facts.id(), d, policy.minimumDigest())));
    List<String> others = facts.hosts().stream().filter(h -> !policy.allows(h)).distinct().toList();
    if (!others.isEmpty()) {
      broken.put(TrustRule.HOST, TrustProblems.hosts(facts.id(), others, policy.allowedHosts()));
    }
    if (policy.signedManifests() && facts.method() == TrustMethod.RELEASE && !facts.signedManifest()) {
      broken.put(TrustRule.SIGNED_MANIFEST, TrustProblems.unsigned(facts.id()));
    }
    age(facts, broken);
    if (facts.depth() > policy.maximumDepth()) {
      broken.put(TrustRule.DEPTH, TrustProblems.depth(facts.id(), facts.depth(), policy.maximumDepth()));
    }
    List<TrustRule> allowed = allowances.stream().map(Allowance::rule).toList();
    Problems problems = new Problems();
    broken.forEach((rule, problem) -> {
      if (!allowed.contains(rule)) {
        problems.add(problem);
      }
    });
    problems.throwIfAny();
    return allowances.stream().filter(a -> broken.containsKey(a.rule())).toList();
  }

  private void age(TrustFacts facts, Map<TrustRule, Problem> broken) {
    if (policy.maximumAge().isEmpty()) {
      return;
    }
    int most = policy.maximumAge().getAsInt();
    if (facts.date().isEmpty()) {
      broken.put(TrustRule.AGE, TrustProblems.noDate(facts.id(), most));
    } else if (facts.date().get().plus(Duration.ofDays(most)).isBefore(now)) {
      broken.put(TrustRule.AGE, TrustProblems.old(facts.id(), facts.date().get(), most));
    }
  }

  private String names() {
    return policy.methods().stream().sorted().map(TrustMethod::toString).collect(Collectors.joining(", "));
  }
}
