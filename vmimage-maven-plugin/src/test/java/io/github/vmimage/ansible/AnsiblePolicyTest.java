package io.github.vmimage.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.Finding;
import io.github.vmimage.report.PathNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every folder of {@code policy/trips} is a project that breaks the rule of its name, every one of {@code policy/passes} breaks none. */
class AnsiblePolicyTest {
  private static final Path EXAMPLES = Path.of("src/test/resources/io/github/vmimage/ansible/policy").toAbsolutePath();
  private static final Path SCAFFOLD =
      Path.of("../vmimage-archetype/src/main/resources/archetype-resources/src").toAbsolutePath().normalize();
  private static final String SEALED = "- hosts: all\n  roles:\n    - vmimage_seal\n";

  @ParameterizedTest
  @MethodSource("trips")
  void findsWhatBreaksTheRule(Path example) throws IOException {
    List<Finding> findings = check(example);
    Path expected = EXAMPLES.resolve("trips/" + example.getFileName() + ".expected");
    List<String> told = findings.stream().map(f -> f.place() + " " + f.rule() + ": " + f.message()).toList();
    if (Boolean.getBoolean("vmimage.docs.write")) {
      Files.write(expected, told);
    }
    assertThat(told).isNotEmpty().containsExactlyElementsOf(Files.readAllLines(expected));
  }

  @ParameterizedTest
  @MethodSource("passes")
  void findsNothingWhereTheRuleIsKept(Path example) {
    assertThat(check(example)).isEmpty();
  }

  @Test
  void neverQuotesASecret() {
    assertThat(check(EXAMPLES.resolve("trips/literal-secret"))).hasSizeGreaterThan(3)
        .allSatisfy(f -> assertThat(f.text()).doesNotContain("hunter2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "app"})
  void findsNothingInTheScaffold(String stage, @TempDir Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(SCAFFOLD)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(SCAFFOLD.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, scaffolded(Files.readString(file), stage));
      }
    }
    assertThat(check(folder, folder.resolve("main/ansible/playbook.yml"))).isEmpty();
  }

  /** What the archetype makes of a file: the lines of one stage. */
  private static String scaffolded(String text, String stage) {
    StringBuilder kept = new StringBuilder();
    boolean keep = true;
    for (String line : text.split("\n")) {
      if (line.startsWith("#if(")) {
        keep = line.contains('"' + stage + '"');
      } else if (line.equals("#else")) {
        keep = !keep;
      } else if (line.equals("#end")) {
        keep = true;
      } else if (keep) {
        kept.append(line).append('\n');
      }
    }
    return kept.toString();
  }

  /** Links are followed as Ansible follows them, each file is judged once, and a circle ends. */
  @Test
  void followsLinksInsideTheProjectOnce(@TempDir Path folder) throws IOException {
    Path ansible = Files.createDirectories(folder.resolve("module/src/main/ansible"));
    Files.writeString(folder.resolve("pom.xml"), "");
    Files.createDirectories(folder.resolve("shared/web/tasks"));
    Files.writeString(folder.resolve("shared/web/tasks/main.yml"), "- ansible.builtin.copy:\n    password: hunter2hunter2\n");
    Files.writeString(folder.resolve("shared/values.yml"), "api_key: hunter2hunter2\n");
    Files.writeString(folder.resolve("shared/steps.yml"), "- ansible.builtin.command: touch /x\n");
    Files.writeString(folder.resolve("shared/page.yml"), "a: {{ b }\n");
    Files.writeString(folder.resolve("shared/play.yml"), SEALED);
    Files.createDirectories(ansible.resolve("roles/own/tasks"));
    Files.createDirectories(ansible.resolve("roles/own/templates"));
    link(ansible.resolve("playbook.yml"), "../../../../shared/play.yml");
    link(ansible.resolve("roles/web"), "../../../../../shared/web");
    link(ansible.resolve("roles/again"), "web");
    link(ansible.resolve("roles/own/circle"), "../..");
    link(ansible.resolve("vars.yml"), folder.resolve("shared/values.yml").toString());
    link(ansible.resolve("roles/own/tasks/main.yml"), "../../../../../../../shared/steps.yml");
    link(ansible.resolve("roles/own/templates/page.yml"), "../../../../../../../shared/page.yml");

    assertThat(check(ansible)).extracting(f -> f.place() + " " + f.rule()).containsExactlyInAnyOrder(
        "roles/again/tasks/main.yml:2:15 literal-secret", "vars.yml:1:10 literal-secret", "roles/own/tasks/main.yml:1:3 not-idempotent");
  }

  @Test
  void reportsLinksThatLeaveTheProject(@TempDir Path folder) throws IOException {
    Path ansible = Files.createDirectories(folder.resolve("app/ansible"));
    Files.writeString(folder.resolve("app/pom.xml"), "");
    Files.writeString(ansible.resolve("playbook.yml"), SEALED);
    Files.createDirectories(folder.resolve("elsewhere/tasks"));
    Files.writeString(folder.resolve("elsewhere/tasks/main.yml"), "password: hunter2hunter2\n");
    Files.createDirectories(ansible.resolve("roles/web/files"));
    Files.createDirectories(ansible.resolve(".venv"));
    link(ansible.resolve("roles/far"), "../../../elsewhere");
    link(ansible.resolve("roles/web/files/passwd"), "/etc/passwd");
    link(ansible.resolve("roles/web/files/nothing"), "absent");
    link(ansible.resolve(".venv/python"), "/bin/sh");

    assertThat(check(ansible)).extracting(f -> f.place() + " " + f.rule()).containsExactlyInAnyOrder("roles/far stray-link",
        "roles/web/files/nothing stray-link", "roles/web/files/passwd stray-link");
  }

  private static void link(Path link, String target) throws IOException {
    Files.createSymbolicLink(link, Path.of(target));
  }

  /** Where a checkout lies means nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"tasks", "roles", "handlers", "vars", "templates", "files", "tasks/templates/x"})
  void judgesTheSameWhereverTheCheckoutLies(String above, @TempDir Path folder) throws IOException {
    Path ansible = folder.resolve(above).resolve("app/src/main/ansible");
    Files.createDirectories(ansible.resolve("roles/web/handlers"));
    Files.createDirectories(ansible.resolve("roles/web/tasks"));
    Files.createDirectories(ansible.resolve("vars"));
    Files.writeString(ansible.resolve("playbook.yml"), SEALED);
    String tasks = "- name: X\n  ansible.builtin.command: touch /x\n";
    Files.writeString(ansible.resolve("roles/web/handlers/main.yml"), tasks);
    Files.writeString(ansible.resolve("roles/web/tasks/main.yml"), tasks);
    Files.writeString(ansible.resolve("vars/list.yml"), tasks);

    assertThat(check(ansible)).extracting(f -> f.place().file() + " " + f.rule()).containsExactly("roles/web/tasks/main.yml not-idempotent");
  }

  /** Each form in which Ansible takes a play for this machine, and a role. */
  @ParameterizedTest
  @ValueSource(strings = {"hosts: [localhost]", "hosts: ['127.0.0.1', localhost]", "hosts: localhost,", "hosts:\n    - localhost",
      "hosts: all\n  connection: local", "hosts: all\n  connection: ansible.builtin.local", "hosts: '::1'"})
  void aLastPlayForThisMachineIsNone(String hosts, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("playbook.yml"), SEALED + "- " + hosts + "\n  tasks:\n    - debug: msg=x\n");
    assertThat(check(folder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hosts: [localhost, web]", "hosts: 'localhost:web'", "hosts: '{{ x }}'", "hosts: localhosts"})
  void aLastPlayForTheGuestIsLookedAt(String hosts, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("playbook.yml"), SEALED + "- " + hosts + "\n  tasks:\n    - debug: msg=x\n");
    assertThat(check(folder)).extracting(Finding::rule).containsExactly("seal-role");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tasks: [include_role: name=vmimage_seal]", "tasks: [import_role: 'name=\"vmimage_seal\"']",
      "tasks: [ansible.builtin.include_role: \"name='vmimage_seal' tasks_from=main\"]", "tasks: [{import_role: {name: vmimage_seal}}]",
      "tasks: [ansible.legacy.import_role: name = vmimage_seal]", "post_tasks: [{action: include_role name=vmimage_seal}]",
      "tasks: [{action: {module: ansible.builtin.include_role, name: vmimage_seal}}]", "roles: [{role: vmimage_seal, when: x, any: 1}]",
      "roles: [{name: vmimage_seal, image: x}]", "roles: ['vmimage_seal']", "roles: [my.collection.vmimage_seal]",
      "tasks: [{block: [{include_role: name=vmimage_seal}]}]", "tasks: [{block: [x:], always: [{include_role: name=vmimage_seal}]}]",
      "tasks: [include_role: 'name={{ role }}']", "tasks: [include_role: 'name=vmimage_seal tasks_from={{ part }}']",
      "tasks: [{include_role: '{{ all }}'}]", "tasks: [{include_role: , args: {name: vmimage_seal}}]"})
  void knowsEachFormOfTheSeal(String end, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("playbook.yml"), "- hosts: all\n  " + end + "\n");
    assertThat(check(folder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tasks: [include_role: name=other]", "tasks: [include_role: tasks_from=vmimage_seal]",
      "tasks: [include_role: name=vmimage_seal tasks_from=half]", "tasks: [{debug: {name: vmimage_seal}}]", "tasks: [name: vmimage_seal]",
      "tasks: [{block: [{include_role: name=vmimage_seal}], always: [{debug: msg=x}]}]", "roles: [{role: web, name: vmimage_seal}]",
      "tasks: [&a {block: [*a]}]", "tasks: [&a {block: [x:], always: [*a]}]"})
  void knowsWhatIsNotTheSeal(String end, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("playbook.yml"), "- hosts: all\n  " + end + "\n");
    assertThat(check(folder)).extracting(Finding::rule).containsExactly("seal-role");
  }

  static List<String> bombs() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int n = 1; n < 30; n++) {
      laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(n, n, n - 1, n - 1));
    }
    return List.of("- [\n\t]\n".repeat(1 << 18), "[".repeat(200_000), "a: ".repeat(5000), laughs.toString(), "x".repeat((3 << 20) + 1), "\t- x",
        "a: \"\\xZZ\"", "%YAML 9.9\n--- a\n");
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void refusesAFileThatIsMadeToHurt(String bomb, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("playbook.yml"), SEALED);
    Files.writeString(folder.resolve("bomb.yml"), bomb);
    List<Finding> findings = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> check(folder));
    assertThat(findings).extracting(Finding::rule).containsExactly("unreadable-yaml");
  }

  /** Each file with more than any person writes, and less than what is refused. */
  static List<String> large() {
    StringBuilder lists = new StringBuilder("l:\n");
    for (int n = 0; n < 500; n++) {
      lists.append("- &a%d {a: [b, c], d: e}\n".formatted(n));
    }
    for (int n = 0; n < 5000; n++) {
      lists.append("- {<<: *a%d, n:\tx}\n".formatted(n % 500));
    }
    return List.of(lists.toString(), "- [\n" + "\ta,\n".repeat(20_000) + "]\n", "- [\n" + "\t\n".repeat(1 << 20) + "]\n",
        "a:\tb\n".repeat(20_000));
  }

  @ParameterizedTest
  @MethodSource("large")
  void readsALargeFileWithManyAliasesAndTabs(String text, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("playbook.yml"), SEALED);
    Files.writeString(folder.resolve("large.yml"), text);
    assertThat(Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> check(folder))).isEmpty();
  }

  @Test
  void refusesAFileThatIsNotUtf8(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("playbook.yml"), SEALED);
    Files.write(folder.resolve("latin.yml"), "a: é".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(check(folder)).extracting(Finding::message).containsExactly("this YAML cannot be read: it is not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "---\n", "a", "[]", "{}", "- 1\n- [2]\n- ? [3]\n  : 4\n", "&a [*a]", "- tasks: &a\n    - block: *a\n",
      "tasks: 1"})
  void readsWhateverIsYaml(String text, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("playbook.yml"), SEALED);
    Files.writeString(folder.resolve("odd.yml"), text);
    assertThat(check(folder)).isEmpty();
  }

  private static List<Finding> check(Path folder) {
    return check(folder, folder.resolve("playbook.yml"));
  }

  private static List<Finding> check(Path folder, Path playbook) {
    AnsibleProject project = new AnsibleProject(folder, List.of(folder), folder.resolve("staged"),
        new PathNames(folder, Path.of("")), Map.of());
    return new AnsiblePolicy(project).check(playbook).stream().sorted().toList();
  }

  static List<Path> trips() throws IOException {
    return folders("trips");
  }

  static List<Path> passes() throws IOException {
    return folders("passes");
  }

  private static List<Path> folders(String name) throws IOException {
    try (Stream<Path> all = Files.list(EXAMPLES.resolve(name))) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }
}
