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

  static List<String> bombs() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int n = 1; n < 30; n++) {
      laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(n, n, n - 1, n - 1));
    }
    return List.of("[".repeat(200_000), "a: ".repeat(5000), laughs.toString(), "x".repeat((3 << 20) + 1), "\t- x",
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
