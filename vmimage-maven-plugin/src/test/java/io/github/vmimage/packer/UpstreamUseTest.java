package io.github.vmimage.packer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.Finding;
import io.github.vmimage.report.PathNames;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder of {@code upstreams} is a template: one that smuggles in what no upstream of its POM declares, an honest one, or one that
 * nobody can follow. Its {@code pom.properties} says what the POM says; without, there is one upstream that is a file.
 */
class UpstreamUseTest {
  private static final Path EXAMPLES = Path.of("src/test/resources/io/github/vmimage/packer/upstreams").toAbsolutePath();
  private static final Path SCAFFOLD =
      Path.of("../vmimage-archetype/src/main/resources/archetype-resources/src/main/packer").toAbsolutePath().normalize();

  @ParameterizedTest
  @MethodSource("smuggled")
  void refusesWhatComesFromElsewhere(Path example) throws IOException {
    List<Finding> findings = check(example);
    assertThat(findings).extracting(Finding::severity).contains(Finding.Severity.ERROR);
    Path expected = example.resolveSibling(example.getFileName() + ".expected");
    List<String> told = findings.stream().map(f -> f.place() + " " + f.rule() + ": " + f.message()).toList();
    if (Boolean.getBoolean("vmimage.docs.write")) {
      Files.write(expected, told);
    }
    assertThat(told).containsExactlyElementsOf(Files.readAllLines(expected));
  }

  @ParameterizedTest
  @MethodSource("honest")
  void hasNothingAgainstAnUpstreamThatIsUsed(Path example) throws IOException {
    assertThat(check(example)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("unfollowed")
  void saysWhatItCannotFollow(Path example) throws IOException {
    assertThat(check(example)).isNotEmpty().allSatisfy(f -> {
      assertThat(f.rule()).isEqualTo("upstream-unfollowed");
      assertThat(f.severity()).isEqualTo(Finding.Severity.WARNING);
    });
  }

  @Test
  void hasNothingAgainstTheScaffold() throws IOException {
    assertThat(check(SCAFFOLD)).isEmpty();
  }

  private static List<Finding> check(Path folder) throws IOException {
    PathNames names = new PathNames(folder, Path.of(""));
    return new PackerPolicy(names, Path.of("src/main/ansible/playbook.yml"), inputs(folder)).check(Template.read(folder, names)).stream()
        .filter(f -> f.rule().startsWith("upstream-")).sorted().toList();
  }

  static TemplateInputs inputs(Path folder) throws IOException {
    Properties pom = new Properties();
    if (Files.exists(folder.resolve("pom.properties"))) {
      try (Reader reader = Files.newBufferedReader(folder.resolve("pom.properties"))) {
        pom.load(reader);
      }
    }
    List<GivenUpstream> upstreams = Stream.of(pom.getProperty("upstreams", "disk").split(",")).filter(id -> !id.isEmpty())
        .map(id -> pom.containsKey("reference." + id) ? GivenUpstream.ofCloud(id, pom.getProperty("reference." + id))
            : GivenUpstream.ofFile(id, Path.of("/cache/upstream.qcow2"))).toList();
    List<UserVariable> user = new ArrayList<>();
    Map<String, String> environment = new TreeMap<>();
    pom.stringPropertyNames().forEach(n -> {
      if (n.startsWith("variable.")) {
        user.add(new UserVariable(n.substring("variable.".length()), pom.getProperty(n), false));
      } else if (n.startsWith("environment.")) {
        environment.put(n.substring("environment.".length()), pom.getProperty(n));
      }
    });
    ContractValues contract = ContractValues.NONE.with(ContractVariable.OUTPUT_DIRECTORY, folder.resolve("output"));
    return new TemplateInputs(upstreams, contract, user, environment);
  }

  static List<Path> smuggled() throws IOException {
    return folders("smuggled", 20);
  }

  static List<Path> honest() throws IOException {
    return folders("honest", 20);
  }

  static List<Path> unfollowed() throws IOException {
    return folders("unfollowed", 1);
  }

  private static List<Path> folders(String name, int least) throws IOException {
    try (Stream<Path> all = Files.list(EXAMPLES.resolve(name))) {
      List<Path> found = all.filter(Files::isDirectory).sorted().toList();
      assertThat(found).hasSizeGreaterThanOrEqualTo(least);
      return found;
    }
  }
}
