package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrustCheckTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final TrustPolicy STRICT = new TrustPolicy(Set.of(TrustMethod.SIGNATURE), Digest.Algorithm.SHA512,
      List.of("cloud.example.org", "*.mirror.example"), true, OptionalInt.of(30), 1);
  private static final TrustFacts GOOD = new TrustFacts("base", TrustMethod.SIGNATURE, Optional.of(Digest.Algorithm.SHA512),
      List.of("Cloud.Example.org", "de.mirror.example"), false, Optional.of(NOW.minusSeconds(30 * 86_400)), 1);
  /** Breaks every rule that a policy has over facts. */
  private static final TrustFacts BAD = new TrustFacts("base", TrustMethod.RELEASE, Optional.of(Digest.Algorithm.SHA256),
      List.of("mirror.example"), false, Optional.of(NOW.minusSeconds(30 * 86_400 + 1)), 2);

  private static List<String> broken(TrustPolicy policy, TrustFacts facts, Allowance... allowances) {
    ProblemException e = catchThrowableOfType(ProblemException.class,
        () -> new TrustCheck(policy, NOW).check(facts, List.of(allowances)));
    return e == null ? List.of() : e.problems().stream().map(Problem::what).map(w -> w.replaceAll(".*\\(rule (.*)\\)", "$1")).toList();
  }

  @Test
  void acceptsWhatKeepsEveryRule() {
    assertThat(new TrustCheck(STRICT, NOW).check(GOOD, List.of())).isEmpty();
    assertThat(broken(TrustPolicy.DEFAULT, BAD)).isEmpty();
  }

  @Test
  void namesEveryRuleThatIsBroken() {
    assertThat(broken(STRICT, BAD)).containsExactly("method", "minimum-digest", "host", "signed-manifest", "age", "depth");
  }

  @Test
  void aDateThatNobodyTellsIsNotYoung() {
    TrustFacts undated = new TrustFacts("base", TrustMethod.SIGNATURE, Optional.empty(), List.of(), false, Optional.empty(), 0);
    assertThat(broken(STRICT, undated)).containsExactly("age");
    assertThatThrownBy(() -> new TrustCheck(STRICT, NOW).check(undated, List.of())).hasMessageContaining("no date");
  }

  @ParameterizedTest
  @EnumSource(value = TrustRule.class, names = "SNAPSHOT", mode = EnumSource.Mode.EXCLUDE)
  void anAllowanceLoosensItsOwnRuleOnly(TrustRule rule) {
    assertThat(broken(STRICT, BAD, new Allowance(rule, "known"))).hasSize(5).doesNotContain(rule.toString());
  }

  @Test
  void tellsWhichAllowancesWereNeeded() {
    Allowance age = new Allowance(TrustRule.AGE, "frozen");
    TrustFacts old = new TrustFacts("base", TrustMethod.SIGNATURE, GOOD.digest(), GOOD.hosts(), false, Optional.of(Instant.EPOCH), 1);
    assertThat(new TrustCheck(STRICT, NOW).check(old, List.of(new Allowance(TrustRule.HOST, "never used"), age))).containsExactly(age);
  }

  @Test
  void findsRulesByTheirNames() {
    assertThat(Stream.of(TrustRule.values()).map(r -> TrustRule.named(r.toString()).orElseThrow())).containsExactly(TrustRule.values());
    assertThat(TrustRule.named("METHOD")).isEmpty();
  }
}
