package io.github.vmimage.packer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.files.Folders;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.PathNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder of {@code policy/trips} is a template that breaks the rule of its name, every one of {@code policy/passes} breaks none.
 * The rules about upstreams have templates of their own, in {@link UpstreamUseTest}.
 */
class PackerPolicyTest {
  private static final Path EXAMPLES = Path.of("src/test/resources/io/github/vmimage/packer/policy").toAbsolutePath();
  private static final Path SCAFFOLD = Path.of("../vmimage-archetype/src/main/resources/archetype-resources").toAbsolutePath().normalize();

  private static final GivenUpstream UPSTREAM = GivenUpstream.ofFile("", Path.of("/cache/disk.qcow2"));
  private static final ContractValues CONTRACT = ContractValues.placeholders(List.of(UPSTREAM), Path.of("/run/access/key"), "ssh-ed25519 A",
      Path.of("/run/access/seed"), Path.of("/run/output"));

  @ParameterizedTest
  @MethodSource("trips")
  void findsWhatBreaksTheRule(Path example) throws IOException {
    List<Finding> findings = check(example);
    String rule = example.getFileName().toString().replaceFirst("-legacy$", "");
    assertThat(findings).extracting(Finding::rule).contains(rule);
    Path expected = EXAMPLES.resolve("trips/" + example.getFileName() + ".expected");
    List<String> told = findings.stream().map(f -> f.place() + " " + f.rule() + ": " + f.message()).toList();
    if (Boolean.getBoolean("vmimage.docs.write")) {
      Files.write(expected, told);
    }
    assertThat(told).containsExactlyElementsOf(Files.readAllLines(expected));
  }

  @ParameterizedTest
  @MethodSource("passes")
  void findsNothingWhereTheRuleIsKept(Path example) {
    String rule = example.getFileName().toString().replaceFirst("-legacy$", "");
    assertThat(check(example)).extracting(Finding::rule).doesNotContain(rule, "iso-checksum", "literal-secret");
  }

  /** HCL2 has two notations; what a rule says of the one, it says of the other, save for the place. */
  @ParameterizedTest
  @MethodSource({"trips", "passes"})
  void saysTheSameOfHclsJsonNotation(Path example) throws IOException {
    List<Finding> findings = check(example);
    // In the checkout, as the example is: what lies beside it is no file from outside of the project.
    Path folder = Files.createTempDirectory(Path.of("target"), "json-notation");
    try {
      assertThat(check(JsonNotation.copy(example, folder))).extracting(f -> f.rule() + ": " + f.message())
          .containsExactlyInAnyOrderElementsOf(findings.stream().map(f -> f.rule() + ": " + f.message()).toList());
    } finally {
      Folders.delete(folder);
    }
  }

  @Test
  void neverQuotesASecret() {
    assertThat(check(EXAMPLES.resolve("trips/literal-secret"))).hasSizeGreaterThan(5)
        .allSatisfy(f -> assertThat(f.text()).doesNotContain("hunter2"));
  }

  @Test
  void findsNothingInTheScaffold() {
    assertThat(check(SCAFFOLD.resolve("src/main/packer"))).isEmpty();
  }

  private static List<Finding> check(Path folder) {
    PathNames names = new PathNames(folder, Path.of(""));
    TemplateInputs inputs = new TemplateInputs(List.of(UPSTREAM), CONTRACT,
        List.of(new UserVariable("set_in_the_pom", "sha256:" + "1".repeat(64), false)), Map.of());
    return new PackerPolicy(names, Path.of("src/main/ansible/playbook.yml"), inputs).check(Template.read(folder, names)).stream()
        .filter(f -> !f.rule().startsWith("upstream-")).sorted().toList();
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
