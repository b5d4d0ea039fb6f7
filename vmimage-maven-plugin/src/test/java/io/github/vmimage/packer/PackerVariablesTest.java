package io.github.vmimage.packer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.PathNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackerVariablesTest {
  private static final String TEMPLATE = """
      variable "image_name" { type = string }
      variable "cpus" {
        type = number
      }
      variable "greeting" { default = "hi" }
      variable "flag" {
        type    = bool
        default = false
      }
      variable "packages" {
        type    = list(string)
        default = []
      }
      variable "password" {
        type      = string
        default   = ""
        sensitive = true
      }
      """;
  private static final ContractValues CONTRACT = ContractValues.NONE.with(ContractVariable.IMAGE_NAME, "app")
      .with(ContractVariable.CPUS, 2).with(ContractVariable.MEMORY, 512);

  @TempDir
  Path folder;

  @BeforeEach
  void template() throws IOException {
    Files.writeString(folder.resolve("main.pkr.hcl"), TEMPLATE);
  }

  private PackerVariables variables(UserVariable... user) {
    return variables(CONTRACT, Map.of(), user);
  }

  private PackerVariables variables(ContractValues contract, Map<String, String> environment, UserVariable... user) {
    TemplateInspection found = TemplateInspection.of(Template.read(folder, new PathNames(folder, Path.of("p"))));
    return PackerVariables.of(found, contract, List.of(user), environment);
  }

  @Test
  void passesOnlyWhatTheTemplateDeclares() throws IOException {
    Path file = variables(new UserVariable("packages", "[\"a, b\", \"c\"]", false), new UserVariable("greeting", "say \"${x}\"", false),
        new UserVariable("flag", "true", false)).require().write(folder.resolve("scratch"));

    assertThat(file).hasContent("""
        {
          "cpus": "2",
          "flag": "true",
          "greeting": "say \\"${x}\\"",
          "image_name": "app",
          "packages": ["a, b","c"]
        }
        """);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      greting  | x       | The template does not declare the variable greting of <variables> | call it greeting
      zzz      | x       | The template does not declare the variable zzz of <variables>     | declare variable "zzz" in the template
      cpus     | 4       | The variable cpus in <variables> is the plugin's own              | -Dvmimage.cpus
      memory   | 4       | The variable memory in <variables> is the plugin's own            | -Dvmimage.memory
      flag     | maybe   | does not fit its type, which is bool                              | true or false
      packages | a,b     | does not fit its type, which is list(string)                      | JSON such as
      packages | [1] x   | does not fit its type, which is list(string)                      | JSON such as
      """)
  void refusesAValueNamingTheWayOut(String name, String value, String what, String way) {
    assertThatThrownBy(() -> variables(new UserVariable(name, value, false)).require()).hasMessageContaining(what)
        .hasMessageContaining(way).hasMessageContaining("pom.xml");
    assertThat(variables(new UserVariable(name, value, false)).findings()).singleElement()
        .satisfies(f -> assertThat(f.text()).startsWith("pom.xml: error [packer-variables] ").contains(what));
  }

  @Test
  void reportsEveryDeclaredVariableWithoutAValueAtItsPlace() throws IOException {
    Files.writeString(folder.resolve("more.pkr.hcl"), "variable \"need\" { type = string }\n\n  variable \"upstream\" {}\n");

    assertThatThrownBy(() -> variables(CONTRACT.withUpstream("debian", "/d", "sha256:0"), Map.of()).require())
        .hasMessage("""
            The variable need has no default and no value
              where:    p/more.pkr.hcl:1:1
              accepted: a value in <variables> of the POM, in PKR_VAR_need, or in a *.auto.pkrvars.hcl file beside the template
              next:     add <need>...</need> to <variables>, or give it a default

            The variable upstream is the plugin's own and has no value in this build
              where:    p/more.pkr.hcl:3:3
              accepted: upstream_debian, upstream_debian_checksum
              next:     give it a default, or set <upstream> in the plugin's <configuration>""");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      ``        | 2
      `debian`  | 2
      `a b`     | 0
      """)
  void placeholdersHaveAnUpstreamOnlyWhereTheBuildWillHaveOne(String ids, int both) {
    List<GivenUpstream> each = Stream.of(ids.split(" ", -1)).map(i -> GivenUpstream.ofFile(i, folder)).toList();
    assertThat(ContractValues.placeholders(each, folder, "key", folder, folder).values().keySet()
        .stream().filter(k -> k.equals("upstream") || k.equals("upstream_checksum"))).hasSize(both);
    assertThat(ContractValues.placeholders(List.of(), folder, "key", folder, folder).values().keySet())
        .noneMatch(k -> k.startsWith("upstream"));
  }

  @Test
  void acceptsAValueFromTheEnvironmentOrAFileOfValues() throws IOException {
    Files.writeString(folder.resolve("more.pkr.hcl"), "variable \"one\" {}\nvariable \"two\" {}\n");
    Files.writeString(folder.resolve("x.auto.pkrvars.hcl"), "one = 1\n");

    assertThatCode(() -> variables(CONTRACT, Map.of("PKR_VAR_two", "2")).require()).doesNotThrowAnyException();
    assertThatThrownBy(() -> variables(CONTRACT, Map.of()).require()).hasMessageContaining("The variable two ")
        .hasMessageNotContaining("variable one");
  }

  @Test
  void knowsEverySpellingOfASecret() {
    PackerVariables some = variables(CONTRACT, Map.of(), new UserVariable("password", "pass\"word, 1", false),
        new UserVariable("greeting", "hidden by the POM", true), new UserVariable("packages", "[\"inner-secret\"]", true));

    assertThat(some.secrets()).contains("pass\"word, 1", "pass\\\"word, 1", "pass\\\"word%!(PACKER_COMMA) 1", "hidden by the POM",
        "inner-secret");
    assertThat(some.shown()).containsOnlyKeys("cpus", "image_name");
    assertThat(some).hasToString("variables [cpus, greeting, image_name, packages, password]");
  }

  @Test
  void deletesTheFileOnlyWhenItHoldsASecret() {
    PackerVariables open = variables();
    Path kept = open.write(folder.resolve("a"));
    open.clean(kept);
    PackerVariables closed = variables(new UserVariable("password", "pass-word", false));
    Path deleted = closed.write(folder.resolve("b"));
    closed.clean(deleted);

    assertThat(kept).exists();
    assertThat(deleted).doesNotExist();
  }
}
