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

        ## What is read

        - Templates in HCL2's own notation, in its JSON notation (`.pkr.json`), and in the old JSON; `*.auto.pkrvars.hcl` and `.json`. Every rule
          sees the same in each. `packer fmt` knows no JSON.
        - `after-seal` looks at each source of each build by itself: `only`, `except`, `override`, `playbook_files` and `dynamic` blocks count,
          where they stand there literally. A `dynamic` block counts as run unless its list stands there empty. `shell-local`, `breakpoint`,
          downloads, post-processors and `error-cleanup-provisioner` leave nothing in the finished guest.
        - YAML as libyaml takes it, the parser behind Ansible, up to 3 MiB, 100 levels, and 10,000,000 values when aliases are counted as often as
          they stand. A file that is not UTF-8 is a finding of `unreadable-yaml`; `ansible-lint` is not given it, since it would end there.
        - Symbolic links are followed inside the checkout (without Git: inside the Maven project), each file once. Hidden folders, `target` and
          environments of Python's are left out.

        A linter that crashes, takes too long or gives no answer that can be read is told beside the findings of all others, and the goal fails.

        ## A project that you do not trust

        Packer and Ansible run what a project names while they only check it: an executable `vault_password_file`, plugins, callbacks and
        inventories that its `ansible.cfg` names, `packer-provisioner-NAME` in the folder or in `~/.packer.d`. With
        `-Dvmimage.lint.passive=true` the goal starts no program, and the rules below alone look at the files. Less is found then, and the last
        line of the log says so.

        ## The rules

        This page is made from the catalogue of rules in the code.

        | Rule | Severity | Why it matters | Remedy |
        | --- | --- | --- | --- |
        """ + rows.collect(Collectors.joining());
  }

  private static String cell(String text) {
    return text.replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;");
  }
}
