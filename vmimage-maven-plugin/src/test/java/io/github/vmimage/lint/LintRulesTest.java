package io.github.vmimage.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LintRulesTest {
  private static final Path RESOURCES = Path.of("src/test/resources/io/github/vmimage");

  @Test
  void everyRuleHasAnExampleThatTripsItAndOneThatDoesNot() throws IOException {
    Set<String> trips = new TreeSet<>();
    Set<String> passes = new TreeSet<>();
    for (String room : Set.of("packer", "ansible")) {
      trips.addAll(names(RESOURCES.resolve(room).resolve("policy/trips")));
      passes.addAll(names(RESOURCES.resolve(room).resolve("policy/passes")));
    }
    // PackerVariablesTest, LintStageTest and UpstreamUseTest have the examples of what a POM says; AnsiblePolicyTest those of a link that
    // leads out of a project, which cannot be one of its files.
    Set<Rule> elsewhere = Set.of(LintRules.PACKER_VARIABLES, LintRules.TRUST_ALLOWANCE, LintRules.NOT_TESTED, LintRules.STRAY_LINK,
        LintRules.UPSTREAM_UNPROVEN, LintRules.UPSTREAM_UNREAD, LintRules.UPSTREAM_UNFOLLOWED, LintRules.REPLAYABLE_UPSTREAM);
    Set<String> rules = LintRules.all().stream().filter(r -> !elsewhere.contains(r))
        .map(Rule::id).collect(Collectors.toCollection(TreeSet::new));
    assertThat(trips).containsAll(rules);
    assertThat(passes).containsAll(rules);
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).map(f -> f.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @Test
  void everyRuleIsNamedAndExplained() {
    assertThat(LintRules.all()).extracting(Rule::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]+(-[a-z]+)*"));
    assertThat(LintRules.all()).flatExtracting(Rule::reason, Rule::fix)
        .allMatch(text -> text.toString().matches("[A-Z][^|\n]{20,}[^.]"), "one sentence without a full stop");
  }

  /** {@code mvn test -Dtest=LintRulesTest -Dvmimage.docs.write=true} writes it. */
  @Test
  void theDocumentSaysWhatTheCatalogueSays() throws IOException {
    Path document = Path.of("..", "docs", "lint-rules.md");
    if (Boolean.getBoolean("vmimage.docs.write")) {
      Files.writeString(document, document());
    }
    assertThat(document).as("write it anew with -Dvmimage.docs.write=true").content().isEqualTo(document());
  }

  private static String document() {
    Stream<String> rows = LintRules.all().stream()
        .map(r -> "| `%s` | %s | %s | %s |\n".formatted(r.id(), r.level(), cell(r.reason()), cell(r.fix())));
    return """
        # Lint rules

        `vmimage:lint` checks these rules beside `packer validate`, `packer fmt`, `ansible-playbook --syntax-check` and `ansible-lint`. It
        prints what it finds, and writes it as SARIF 2.1.0 to `target/vmimage/lint.sarif`. An error fails the build. Only what stands in the
        files is judged: a value that is known when Packer or Ansible runs is no finding, but for `upstream-unfollowed`, which says that
        there is one. Each rule can be set to `error`, `warning` or `off` in the POM; a rule that becomes lighter needs a reason:

        ```xml
        <lintRules>
          <lintRule>
            <rule>not-idempotent</rule>
            <severity>off</severity>
            <reason>The image is built once and never configured again.</reason>
          </lintRule>
        </lintRules>
        ```

        The rules of `ansible-lint` are set in its own `.ansible-lint`.

        This page is made from the catalogue of rules in the code.

        | Rule | Severity | Why it matters | Remedy |
        | --- | --- | --- | --- |
        """ + rows.collect(Collectors.joining());
  }

  private static String cell(String text) {
    return text.replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;");
  }
}
