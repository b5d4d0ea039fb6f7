package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.report.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustParserTest {
  private static TrustPolicy policy(TrustDeclaration declared) {
    return TrustParser.parse(declared, List.of()).policy();
  }

  private static TrustDeclaration hosts(String... hosts) {
    return new TrustDeclaration(null, null, List.of(hosts), null, null, null, null);
  }

  private static UpstreamDeclaration upstream(String id, String... rulesAndReasons) {
    List<UpstreamDeclaration.Allowance> allowances = new ArrayList<>();
    for (int i = 0; i < rulesAndReasons.length; i += 2) {
      allowances.add(new UpstreamDeclaration.Allowance(rulesAndReasons[i], rulesAndReasons[i + 1]));
    }
    return new UpstreamDeclaration(id, "file:///x", null, null, null, null, null, null).allowing(allowances);
  }

  @Test
  void takesTheDefaultWhereThePomSaysNothing() {
    assertThat(policy(TrustDeclaration.NONE)).isEqualTo(TrustPolicy.DEFAULT);
  }

  @Test
  void readsEveryElement() {
    assertThat(policy(new TrustDeclaration(List.of(" signature ", "owner"), "sha512", List.of("Cloud.Example.org", "*.mirror.example",
        "10.0.0.1", "[::1]"), List.of("abcd ".repeat(10)), " true", "30", "2", "refuse "))).isEqualTo(new TrustPolicy(Set.of(TrustMethod.SIGNATURE,
        TrustMethod.OWNER),
            Digest.Algorithm.SHA512, List.of("cloud.example.org", "*.mirror.example", "10.0.0.1", "[::1]"), List.of("ABCD".repeat(10)),
            true,
            OptionalInt.of(30), 2, true));
  }

  @Test
  void tellsOfEveryWrongValueWithItsPlace() {
    ProblemException e = catchThrowableOfType(ProblemException.class, () -> policy(
        new TrustDeclaration(List.of("signatur", "digest"), "sha1", List.of("https://mirror.example"), List.of("ABCD"), "yes", "0", "9",
            "no")));
    assertThat(e.problems()).extracting(p -> p.where() + " " + p.seen()).containsExactly(
        "<trustPolicy><methods><method[1]> signatur", "<trustPolicy><minimumDigest> sha1",
        "<trustPolicy><allowedHosts><host[1]> https://mirror.example", "<trustPolicy><requiredKeys><fingerprint[1]> ABCD",
        "<trustPolicy><signedManifests> yes",
        "<trustPolicy><maximumAge> 0", "<trustPolicy><maximumDepth> 9", "<trustPolicy><foreignInputs> no");
    assertThat(e.getMessage()).contains("write <method>signature</method>");
  }

  @Test
  void anEmptyListIsNotTheDefault() {
    assertThatThrownBy(() -> policy(new TrustDeclaration(List.of(), null, List.of(), List.of(), null, null, null)))
        .hasMessageContainingAll("leaves no way to prove an upstream", "allows no host at all", "requires one of no keys");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "*.", "mirror.example:80", "a/b", "user@a", "a..b", "-a", "a_b", "*.*.a", "a.*", ".a", "a\nb"})
  void refusesWhatIsNoHost(String host) {
    assertThatThrownBy(() -> policy(hosts(host))).hasMessageContaining("is no name of a host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "3651", "99999999999", "1e1", "30 days"})
  void refusesAgesOutOfRange(String age) {
    assertThatThrownBy(() -> policy(new TrustDeclaration(null, null, null, null, null, age, null))).hasMessageContaining("1 to 3650 days");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false"})
  void readsASwitch(String text, boolean value) {
    assertThat(policy(new TrustDeclaration(null, null, null, null, text, null, null)).signedManifests()).isEqualTo(value);
  }

  @Test
  void readsAllowancesByTheirUpstream() {
    ProjectTrust trust = TrustParser.parse(TrustDeclaration.NONE, List.of(
        upstream("base", "host", " The vendor's only server. ", "age", "x"), upstream("other"), upstream(" ", "snapshot", "y")));
    assertThat(trust.allowances("base")).containsExactly(new Allowance(TrustRule.HOST, "The vendor's only server."),
        new Allowance(TrustRule.AGE, "x"));
    assertThat(trust.allowances("other")).isEmpty();
    assertThat(trust.allowances(Upstream.DEFAULT_ID)).containsExactly(new Allowance(TrustRule.SNAPSHOT, "y"));
  }

  @Test
  void tellsOfEveryAllowanceThatIsNone() {
    ProblemException e = catchThrowableOfType(ProblemException.class, () -> TrustParser.parse(TrustDeclaration.NONE, List.of(
        upstream("a", null, "why"), upstream("b", "hosts", "why", "host", " ", "age", "why", "age", "why"),
        upstream("c", "age", "two\nlines", "depth", "a\u001b[2J", "method", "x".repeat(1001), "host", "x".repeat(1000)))));
    String b = "<upstreams><upstream[2]><allowances>";
    String c = "<upstreams><upstream[3]><allowances>";
    assertThat(e.problems()).extracting(p -> p.where() + ": " + p.what()).containsExactly(
        "<upstreams><upstream[1]><allowances><allowance[1]><rule>: An allowance names no rule of the trust policy",
        b + "<allowance[1]><rule>: An allowance names a rule that the trust policy does not have",
        b + "<allowance[2]><reason>: A rule of the trust policy is loosened without a reason",
        b + "<allowance[4]><rule>: A rule of the trust policy is allowed twice for one upstream",
        c + "<allowance[1]><reason>: The reason of an allowance cannot be recorded",
        c + "<allowance[2]><reason>: The reason of an allowance cannot be recorded",
        c + "<allowance[3]><reason>: The reason of an allowance cannot be recorded");
    assertThat(e.getMessage()).contains("write <rule>host</rule>").doesNotContain("\u001b");
  }
}
