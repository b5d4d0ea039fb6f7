package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrustCheckTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final String BASE = "com.example:base:0.2.0-SNAPSHOT";
  private static final TrustPolicy STRICT = new TrustPolicy(Set.of(TrustMethod.SIGNATURE), Digest.Algorithm.SHA512,
      List.of("cloud.example.org", "*.mirror.example"), List.of("A", "B"), true, OptionalInt.of(30), 1);
  private static final TrustFacts GOOD = new TrustFacts("base", Set.of(TrustMethod.SIGNATURE), Optional.of(Digest.Algorithm.SHA512),
      List.of("Cloud.Example.org", "de.mirror.example"), List.of(List.of("B", "C"), List.of("A")), false,
      Optional.of(NOW.minusSeconds(30 * 86_400)), 1, Optional.empty());
  /** Breaks every rule. */
  private static final TrustFacts BAD = new TrustFacts("base", Set.of(TrustMethod.RELEASE), Optional.of(Digest.Algorithm.SHA256),
      List.of("mirror.example"), List.of(List.of("A"), List.of("C")), false, Optional.of(NOW.minusSeconds(30 * 86_400 + 1)), 2,
      Optional.of(BASE));

  private static TrustCheck check(TrustPolicy policy, Allowance... allowances) {
    return new TrustCheck(new ProjectTrust(policy, Map.of("base", List.of(allowances))), true, NOW);
  }

  private static List<String> broken(Runnable check) {
    ProblemException e = catchThrowableOfType(ProblemException.class, check::run);
    return e == null ? List.of() : e.problems().stream().map(Problem::what).map(w -> w.replaceAll(".*\\(rule (.*)\\)", "$1")).toList();
  }

  private static List<String> broken(TrustPolicy policy, TrustFacts facts, Allowance... allowances) {
    return broken(() -> check(policy, allowances).check(facts));
  }

  @Test
  void acceptsWhatKeepsEveryRule() {
    assertThat(check(STRICT).check(GOOD)).isEmpty();
  }

  @Test
  void namesEveryRuleThatIsBroken() {
    assertThat(broken(STRICT, BAD)).containsExactly("method", "minimum-digest", "host", "key", "signed-manifest", "age", "depth",
        "snapshot");
  }

  @Test
  void refusesOnlyASnapshotBelowAReleaseWhereTheProjectSaysNothing() {
    assertThat(broken(TrustPolicy.DEFAULT, BAD)).containsExactly("snapshot");
    assertThat(new TrustCheck(new ProjectTrust(TrustPolicy.DEFAULT, Map.of()), false, NOW).check(BAD)).isEmpty();
  }

  @Test
  void takesEitherOfTwoProofs() {
    TrustFacts both = new TrustFacts("base", Set.of(TrustMethod.RELEASE, TrustMethod.SIGNATURE), GOOD.digest(), List.of(), List.of(), true,
        GOOD.date(), 1, Optional.empty());
    assertThat(check(STRICT).check(both)).isEmpty();
  }

  @Test
  void aDateThatNobodyTellsIsNotYoung() {
    TrustFacts undated = new TrustFacts("base", Set.of(TrustMethod.SIGNATURE), Optional.empty(), List.of(), List.of(), false,
        Optional.empty(), 0,
        Optional.empty());
    assertThat(broken(STRICT, undated)).containsExactly("age");
    assertThatThrownBy(() -> check(STRICT).check(undated)).hasMessageContaining("no date");
  }

  /** Facts have no past: UpstreamTrustTest has the rule that needs one. */
  @ParameterizedTest
  @EnumSource(value = TrustRule.class, mode = EnumSource.Mode.EXCLUDE, names = "REPLAY")
  void anAllowanceLoosensItsOwnRuleOnly(TrustRule rule) {
    assertThat(broken(STRICT, BAD, new Allowance(rule, "known"))).hasSize(7).doesNotContain(rule.toString());
  }

  @Test
  void anAllowanceIsOfOneUpstream() {
    TrustFacts other = new TrustFacts("other", BAD.methods(), BAD.digest(), BAD.hosts(), BAD.signers(), false, BAD.date(), 2,
        BAD.snapshot());
    assertThat(broken(STRICT, other, new Allowance(TrustRule.HOST, "known"))).hasSize(8);
  }

  @Test
  void tellsWhichAllowancesWereNeeded() {
    Allowance age = new Allowance(TrustRule.AGE, "frozen");
    TrustFacts old = new TrustFacts("base", GOOD.methods(), GOOD.digest(), GOOD.hosts(), GOOD.signers(), false,
        Optional.of(Instant.EPOCH), 1,
        Optional.empty());
    assertThat(check(STRICT, new Allowance(TrustRule.HOST, "never used"), age).check(old)).containsExactly(age);
  }

  @Test
  void judgesADeclarationByWhatItDecides() {
    UrlUpstream url = new UrlUpstream("base", URI.create("http://other.example/disk"),
        new UrlTrust.Pinned(Digest.sha256("0".repeat(64))));
    ArtifactUpstream artifact = new ArtifactUpstream("app", "com.example", "base", "0.2.0-SNAPSHOT", Optional.empty(), List.of());
    assertThat(broken(() -> check(STRICT).declared(List.of(url, artifact))))
        .containsExactly("method", "minimum-digest", "host", "method", "minimum-digest", "signed-manifest", "snapshot");
    assertThat(broken(() -> check(STRICT, new Allowance(TrustRule.HOST, "known")).declared(List.of(url))))
        .containsExactly("method", "minimum-digest");
    assertThatCode(() -> check(TrustPolicy.DEFAULT).declared(List.of(url))).doesNotThrowAnyException();
  }

  @Test
  void findsRulesByTheirNames() {
    assertThat(Stream.of(TrustRule.values()).map(r -> TrustRule.named(r.toString()).orElseThrow())).containsExactly(TrustRule.values());
    assertThat(TrustRule.named("METHOD")).isEmpty();
  }
}
