package io.github.vmimage.upstream;

import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds upstreams against the project's policy. */
public final class TrustCheck {
  /** What a declaration decides already. */
  private static final Set<TrustRule> DECLARED =
      EnumSet.of(TrustRule.METHOD, TrustRule.MINIMUM_DIGEST, TrustRule.HOST, TrustRule.SIGNED_MANIFEST, TrustRule.SNAPSHOT);

  private final ProjectTrust trust;
  private final TrustPolicy policy;
  private final boolean release;
  private final Instant now;

  /**
   * A check at one point in time.
   *
   * @param trust what the project accepts, and allows single upstreams
   * @param release whether a release is built, which no SNAPSHOT may be below
   * @param now ages count up to then
   */
  public TrustCheck(ProjectTrust trust, boolean release, Instant now) {
    this.trust = trust;
    this.policy = trust.policy();
    this.release = release;
    this.now = now;
  }

  /**
   * Holds upstreams against the rules that can be judged before anything is fetched.
   *
   * @param upstreams as declared
   * @throws io.github.vmimage.report.ProblemException with every rule that is broken and not allowed to be
   */
  public void declared(List<Upstream> upstreams) {
    Problems problems = new Problems();
    for (Upstream upstream : upstreams) {
      Map<TrustRule, Problem> broken = broken(UpstreamFacts.declared(upstream));
      broken.keySet().retainAll(DECLARED);
      add(broken, trust.allowances(upstream.id()), problems);
    }
    problems.throwIfAny();
  }

  /**
   * Holds one upstream against every rule.
   *
   * @param upstream as declared
   * @param proof of that upstream
   * @param ancestors of a released image
   * @param older what of it is older than what was accepted before; empty where nothing is
   * @return the allowances that were needed, in their order; the manifest records them
   * @throws io.github.vmimage.report.ProblemException with every rule that is broken and not allowed to be
   */
  public List<Allowance> proven(Upstream upstream, Proof proof, Ancestors ancestors, Optional<SeenDates.Older> older) {
    return check(UpstreamFacts.proven(upstream, proof, ancestors), older);
  }

  List<Allowance> check(TrustFacts facts) {
    return check(facts, Optional.empty());
  }

  private List<Allowance> check(TrustFacts facts, Optional<SeenDates.Older> older) {
    Map<TrustRule, Problem> broken = broken(facts);
    older.ifPresent(o -> broken.put(TrustRule.REPLAY, TrustProblems.replay(facts.id(), o)));
    List<Allowance> allowances = trust.allowances(facts.id());
    Problems problems = new Problems();
    add(broken, allowances, problems);
    problems.throwIfAny();
    return allowances.stream().filter(a -> broken.containsKey(a.rule())).toList();
  }

  private static void add(Map<TrustRule, Problem> broken, List<Allowance> allowances, Problems problems) {
    List<TrustRule> allowed = allowances.stream().map(Allowance::rule).toList();
    broken.forEach((rule, problem) -> {
      if (!allowed.contains(rule)) {
        problems.add(problem);
      }
    });
  }

  private Map<TrustRule, Problem> broken(TrustFacts facts) {
    Map<TrustRule, Problem> broken = new EnumMap<>(TrustRule.class);
    if (facts.methods().stream().noneMatch(policy.methods()::contains)) {
      broken.put(TrustRule.METHOD, TrustProblems.method(facts.id(), names(facts.methods()), names(policy.methods())));
    }
    facts.digest().filter(d -> d.compareTo(policy.minimumDigest()) < 0)
        .ifPresent(d -> broken.put(TrustRule.MINIMUM_DIGEST, TrustProblems.digest(facts.id(), d, policy.minimumDigest())));
    List<String> others = facts.hosts().stream().filter(h -> !policy.allows(h)).distinct().toList();
    if (!others.isEmpty()) {
      broken.put(TrustRule.HOST, TrustProblems.hosts(facts.id(), others, policy.allowedHosts()));
    }
    List<List<String>> foreign = facts.signers().stream().filter(s -> !policy.requiredKeys().isEmpty())
        .filter(s -> s.stream().noneMatch(policy.requiredKeys()::contains)).toList();
    if (!foreign.isEmpty()) {
      broken.put(TrustRule.KEY, TrustProblems.keys(facts.id(), foreign.get(0), policy.requiredKeys()));
    }
    if (policy.signedManifests() && facts.methods().contains(TrustMethod.RELEASE) && !facts.signedManifest()) {
      broken.put(TrustRule.SIGNED_MANIFEST, TrustProblems.unsigned(facts.id()));
    }
    age(facts, broken);
    if (facts.depth() > policy.maximumDepth()) {
      broken.put(TrustRule.DEPTH, TrustProblems.depth(facts.id(), facts.depth(), policy.maximumDepth()));
    }
    facts.snapshot().filter(s -> release).ifPresent(s -> broken.put(TrustRule.SNAPSHOT, TrustProblems.snapshot(facts.id(), s)));
    return broken;
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

  private static String names(Set<TrustMethod> methods) {
    return methods.stream().sorted().map(TrustMethod::toString).collect(Collectors.joining(", "));
  }
}
