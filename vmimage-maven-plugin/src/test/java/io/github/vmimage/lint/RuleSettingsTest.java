package io.github.vmimage.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.Finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleSettingsTest {
  private static final Place PLACE = new Place("a.yml", 1, 1);

  @Test
  void refusesWhatIsWrongAndSaysAllOfIt() {
    List<RuleSetting> settings = List.of(new RuleSetting("iso-cheksum", "off", "because"), new RuleSetting("seal-role", "none", "because"),
        new RuleSetting("seal-role", "warning", " "), new RuleSetting("seal-role", "error", null), new RuleSetting(null, null, null));
    assertThatThrownBy(() -> RuleSettings.of(settings)).hasMessage("""
        A lint setting names a rule that does not exist
          where:    <lintRules><lintRule[1]><rule>
          seen:     iso-cheksum
          accepted: the id of a rule, the nearest is iso-checksum; all of them: docs/lint-rules.md (those of ansible-lint: .ansible-lint)
          next:     write <rule>iso-checksum</rule> if that is meant, or remove the setting

        A lint rule is set to no severity
          where:    <lintRules><lintRule[2]><severity>
          seen:     none
          accepted: error, warning or off
          next:     write one of the three, or remove the setting

        A lint rule is made lighter without a reason
          where:    <lintRules><lintRule[3]><reason>
          seen:     seal-role from error to warning, no reason
          accepted: why the rule need not hold for this image
          next:     write the reason, or remove the setting

        A lint rule is set twice
          where:    <lintRules><lintRule[4]><rule>
          seen:     seal-role
          accepted: one setting for one rule
          next:     remove one of the two

        A lint setting names no rule
          where:    <lintRules><lintRule[5]><rule>
          seen:     nothing
          accepted: the id of a rule; all of them: docs/lint-rules.md
          next:     write the id that lint gave, or remove the setting

        A lint rule is set to no severity
          where:    <lintRules><lintRule[5]><severity>
          seen:     nothing
          accepted: error, warning or off
          next:     write one of the three, or remove the setting""");
  }

  @Test
  void weighsFindingsAsTheProjectSays() {
    RuleSettings settings = RuleSettings.of(List.of(new RuleSetting("seal-role", "warning", "the guest seals itself"),
        new RuleSetting("iso-checksum", "off", "a disk of zeros"), new RuleSetting("not-idempotent", "error", null)));
    Finding foreign = new Finding(Severity.WARNING, "yaml[indentation]", PLACE, "indent", "");
    List<Finding> weighed = settings.apply(List.of(LintRules.SEAL_ROLE.finding(PLACE, "s"), LintRules.ISO_CHECKSUM.finding(PLACE, "i"),
        LintRules.NOT_IDEMPOTENT.finding(PLACE, "n"), LintRules.PACKAGE_VERSION.finding(PLACE, "p"),
        LintRules.GALAXY_VERSION.finding(PLACE, "g"), LintRules.GALAXY_VERSION.finding(PLACE, "g"), foreign));
    assertThat(weighed).extracting(f -> f.severity() + " " + f.rule())
        .containsExactly("error galaxy-version", "error not-idempotent", "warning seal-role", "warning yaml[indentation]");
  }

  @Test
  void looksForPackageVersionsOnlyWhereTheProjectAsksForThem() {
    RuleSettings settings = RuleSettings.of(List.of(new RuleSetting("package-version", "error", null)));
    assertThat(settings.apply(List.of(LintRules.PACKAGE_VERSION.finding(PLACE, "p")))).hasSize(1);
    assertThat(RuleSettings.of(List.of()).apply(List.of(LintRules.PACKAGE_VERSION.finding(PLACE, "p")))).isEmpty();
  }
}
