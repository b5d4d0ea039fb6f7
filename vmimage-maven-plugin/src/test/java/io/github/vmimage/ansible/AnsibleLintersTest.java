package io.github.vmimage.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.PathNames;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real ansible-playbook and ansible-lint on a small project; the staged roles have faults that nobody shall see. */
class AnsibleLintersTest {
  private static final String GOOD_PLAYBOOK = """
      ---
      - name: Configure the guest
        hosts: default
        become: true
        roles:
          - role: web
          - role: vmimage_stamp
          - role: vmimage_seal
      """;
  private static final String GOOD_TASKS = """
      ---
      - name: Install the web server
        ansible.builtin.apt:
          name: nginx
          state: present
      """;

  @TempDir
  Path folder;
  private final Processes processes = new Processes(Secrets.NONE, Progress.SILENT);
  private Path module;
  private Path staged;
  private AnsibleEnvironment environment;

  @BeforeEach
  void layOut() throws IOException {
    module = folder.resolve("my-app");
    write("src/main/ansible/playbook.yml", GOOD_PLAYBOOK);
    write("src/main/ansible/roles/web/tasks/main.yml", GOOD_TASKS);
    write("src/main/ansible/requirements.yml", "---\nroles:\n  - name: example.cache\n    version: 1.0.0\n");
    write(".ansible-lint", "---\nprofile: production\n");
    staged = AnsibleRolesTest.testRoles(getClass().getClassLoader()).stage(module.resolve("target/roles"), StampValues.PLACEHOLDERS);
    environment = AnsibleEnvironment.open(module, module.resolve("src/main/ansible"), staged, folder.resolve("scratch"),
        folder.resolve("run"), folder.resolve("no home"), Map.of());
  }

  @AfterEach
  void close() {
    environment.close();
  }

  private void write(String file, String text) throws IOException {
    Path path = module.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private AnsibleProject project() {
    return new AnsibleProject(module, List.of(module.resolve("src/main/ansible"), module.resolve("src/test/ansible")), staged,
        new PathNames(module, Path.of("app")), environment.variables());
  }

  private List<String> lint() {
    return new AnsibleLint(processes, project()).run().findings().stream().sorted().map(Finding::text).toList();
  }

  private List<String> check() {
    return new AnsibleSyntaxCheck(processes, project()).check(List.of(module.resolve("src/main/ansible/playbook.yml"))).stream()
        .map(Finding::text).toList();
  }

  private List<Path> tree() throws IOException {
    try (Stream<Path> files = Files.walk(module)) {
      return files.sorted().toList();
    }
  }

  @Test
  void findsNothingInAGoodProjectAndWritesNothingIntoIt() throws IOException {
    List<Path> before = tree();

    assertThat(check()).isEmpty();
    assertThat(lint()).isEmpty();
    assertThat(tree()).isEqualTo(before);
  }

  @Test
  void leavesNoPlaybookUncheckedAndChecksNoneTwice() throws IOException {
    write("src/test/ansible/verify.yml", GOOD_PLAYBOOK);
    List<Path> playbooks = Stream.of("src/main/ansible/playbook.yml", "src/test/ansible/verify.yml").map(module::resolve).toList();
    AnsibleSyntaxCheck unableToStartAnything = new AnsibleSyntaxCheck(null, project());
    AnsibleLint.Report linted = new AnsibleLint(processes, project()).run();
    assertThat(unableToStartAnything.check(playbooks, linted)).isEmpty();

    write(".ansible-lint", "---\nexclude_paths: [src/test/ansible]\n");
    write("src/test/ansible/verify.yml", "---\n- name: Wrong\n  hosts: all\n  nosuchkey: 1\n");
    AnsibleLint.Report partly = new AnsibleLint(processes, project()).run();
    assertThat(partly.findings()).isEmpty();
    assertThat(new AnsibleSyntaxCheck(processes, project()).check(playbooks, partly)).extracting(f -> f.place().file())
        .containsExactly("app/src/test/ansible/verify.yml");
  }

  @Test
  void checksEachOfSeveralPlaybooksAlsoBehindOneThatIsWrong() throws IOException {
    String wrong = "---\n- name: Wrong\n  hosts: all\n  nosuchkey: 1\n";
    write("src/main/ansible/playbook.yml", wrong);
    write("src/main/ansible/good.yml", GOOD_PLAYBOOK);
    write("src/test/ansible/verify.yml", wrong);
    List<Path> playbooks = Stream.of("src/main/ansible/playbook.yml", "src/main/ansible/good.yml", "src/test/ansible/verify.yml")
        .map(module::resolve).toList();
    AnsibleSyntaxCheck syntax = new AnsibleSyntaxCheck(processes, project());

    assertThat(syntax.check(playbooks)).extracting(f -> f.place().file())
        .containsExactly("app/src/main/ansible/playbook.yml", "app/src/test/ansible/verify.yml");
    assertThat(syntax.check(List.of(playbooks.get(1), playbooks.get(1)))).isEmpty();
  }

  @Test
  void reportsLintWithPlaceRuleAndAddress() throws IOException {
    write("src/main/ansible/roles/web/tasks/main.yml", GOOD_TASKS + "- name: lower case\n  ansible.builtin.command: echo hi   \n");

    assertThat(lint()).containsExactly(
        "app/src/main/ansible/roles/web/tasks/main.yml:6: error [name[casing]] All names should start with an uppercase letter."
            + " Fix: see https://ansible-lint.readthedocs.io/rules/name/",
        "app/src/main/ansible/roles/web/tasks/main.yml:6: error [no-changed-when] Commands should not change things if nothing needs"
            + " doing. Fix: see https://ansible-lint.readthedocs.io/rules/no-changed-when/",
        "app/src/main/ansible/roles/web/tasks/main.yml:7: error [yaml[trailing-spaces]] Trailing spaces."
            + " Fix: see https://yamllint.readthedocs.io/en/stable/rules.html");
  }

  @Test
  void obeysTheProjectsConfigurationBesideThePlaybook() throws IOException {
    Files.delete(module.resolve(".ansible-lint"));
    write("src/main/ansible/.ansible-lint", "---\nprofile: production\nwarn_list: [name]\nskip_list: [no-changed-when]\n");
    write("src/main/ansible/roles/web/tasks/main.yml", GOOD_TASKS + "- name: lower case\n  ansible.builtin.command: echo hi\n");

    assertThat(lint()).singleElement().asString().contains(": warning [name[casing]]");
  }

  @Test
  void saysWhenTheProjectsConfigurationIsBroken() throws IOException {
    write(".ansible-lint", "---\nnonsense: 3\n");

    assertThatThrownBy(this::lint).hasMessageContaining("ansible-lint could not run, exit code 3").hasMessageContaining("'nonsense'")
        .hasMessageContaining("app/.ansible-lint");
  }

  /** ansible-lint ends with a trace of Python's at a file that is not UTF-8, and says nothing of any other file. */
  @Test
  void looksAtTheOtherFilesWhereOneIsNoText() throws IOException {
    write("src/main/ansible/group_vars/all.yml", "");
    Files.write(module.resolve("src/main/ansible/group_vars/all.yml"), "owner: Jos\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    write("src/main/ansible/roles/web/tasks/main.yml", GOOD_TASKS + "- name: lower case\n  ansible.builtin.command: echo hi\n");

    assertThat(lint()).hasSize(2).allMatch(l -> l.startsWith("app/src/main/ansible/roles/web/tasks/main.yml:6: error ["));
    assertThat(new AnsiblePolicy(project()).check(module.resolve("src/main/ansible/playbook.yml"))).extracting(Finding::text)
        .anySatisfy(l -> assertThat(l).startsWith("app/src/main/ansible/group_vars/all.yml: error [unreadable-yaml] "));
  }

  @Test
  void namesTheGalaxyCommandForAnAbsentRoleAndAbsentCollection() throws IOException {
    write("src/main/ansible/playbook.yml", GOOD_PLAYBOOK + "    - role: example.cache\n");
    String role = "app/src/main/ansible/playbook.yml:9:7: error [%s] the role 'example.cache' was not found."
        + " Fix: ansible-galaxy role install -r app/src/main/ansible/requirements.yml";
    assertThat(check()).containsExactly(role.formatted("ansible-syntax"));
    assertThat(lint()).containsExactly(role.formatted("syntax-check[specific]"));

    write("src/main/ansible/playbook.yml", GOOD_PLAYBOOK);
    write("src/main/ansible/roles/web/tasks/main.yml", GOOD_TASKS + "- name: Absent\n  nobody.nothing.module:\n    a: b\n");
    assertThat(check()).singleElement().asString().startsWith("app/src/main/ansible/roles/web/tasks/main.yml:6:3: error [ansible-syntax]")
        .contains("couldn't resolve module/action 'nobody.nothing.module'").endsWith("Fix: put the collection nobody.nothing into"
            + " app/src/main/ansible/requirements.yml and run ansible-galaxy collection install -r app/src/main/ansible/requirements.yml");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      - hosts: default\\n  tasks:\\n    - bad:\\n     a: 3\\n                    | 4:6 | Syntax Error while loading YAML
      hosts: default\\n                                                      | 1:1 | A playbook must be a list of plays
      - hosts: default\\n  tasks:\\n    - ansible.builtin.import_tasks: x.yml\\n | -   | Could not find or access
      - hosts: default\\n  tasks:\\n    - name: X\\n      nosuch:\\n        a: b\\n | 3:7 | couldn't resolve module/action 'nosuch'
      """)
  void reportsASyntaxErrorAtItsPlace(String text, String place, String message) throws IOException {
    write("src/main/ansible/playbook.yml", text.replace("\\n", "\n"));

    assertThat(check()).singleElement().asString()
        .startsWith("app/src/main/ansible/playbook.yml" + (place.equals("-") ? "" : ":" + place) + ": error [ansible-syntax] ")
        .contains(message).doesNotContain(module.toString());
  }

  @Test
  void readsSarifOfOtherVersionsAndNoOtherText() {
    AnsibleLint lint = new AnsibleLint(processes, project());

    assertThat(lint.parse("""
        {"runs": [{"results": [
          {"ruleId": "a", "level": "warning", "message": {"text": "one\\ntwo"},
           "locations": [{"physicalLocation": {"artifactLocation": {"uri": "src/main/ansible/x.yml"},
             "region": {"startLine": 3, "startColumn": 5}}}]},
          {"ruleId": "internal-error", "message": {"text": "Unexpected error code 1 from execution of: ansible-playbook --syntax-check x"},
           "locations": [{"physicalLocation": {"artifactLocation": {"uri": "x.yml"}, "region": {"startLine": 1}}}]},
          {"ruleId": "ours", "locations": [{"physicalLocation": {"artifactLocation": {"uri": "target/roles/vmimage_seal/x.yml"}}}]}
        ]}, {}]}
        """).orElseThrow()).extracting(Finding::text).containsExactly(
            "app/src/main/ansible/x.yml:3:5: warning [a] one two. Fix: see https://ansible-lint.readthedocs.io/",
            "app/x.yml:1: error [internal-error] ansible-lint stopped at an error of ansible-playbook --syntax-check."
                + " Fix: see https://ansible-lint.readthedocs.io/");
    for (String other : List.of("", "3", "null", "{}", "Traceback (most recent call last)", "[".repeat(100_000))) {
      assertThat(lint.parse(other)).isEmpty();
    }
  }

  @Test
  void tellsTheVersion() {
    assertThat(AnsibleVersion.ask(processes, environment.variables()).core()).matches("\\d+\\.\\d+.*");
  }
}
