package io.github.vmimage.packer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.PathNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateInspectionTest {
  @TempDir
  Path folder;

  private Template template() {
    return Template.read(folder, new PathNames(folder, Path.of("src/main/packer")));
  }

  private TemplateInspection inspect(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
    return TemplateInspection.of(template());
  }

  @Test
  void findsVariablesAndSourcesOfHcl() throws IOException {
    TemplateInspection found = inspect("main.pkr.hcl", HclReaderTest.resource("syntax.pkr.hcl"));

    assertThat(found.variables()).extracting(v -> v.name() + " " + v.kind() + " " + v.sensitive() + " " + v.preset().isPresent())
        .containsExactly("image_name STRING false false", "cpus NUMBER false true", "names STRUCTURE false true",
            "password STRING true true", "guessed STRUCTURE false true", "empty ANY false true", "old_style STRING false true");
    assertThat(found.sources()).extracting(s -> s.type() + "." + s.name()).containsExactly("qemu.disk", "null.none");
    assertThat(found.variable("cpus")).hasValueSatisfying(v -> assertThat(v.place()).hasToString("src/main/packer/main.pkr.hcl:9:1"));
    assertThat(found.presetSecrets()).containsExactly("tricky \"quoted\" ${not} é\ttab");
    assertThat(found.pluginBlocks()).isEmpty();
  }

  @Test
  void findsTheSameInHclsJsonNotation() throws IOException {
    TemplateInspection found = inspect("main.pkr.json", """
        {
          "packer": {"required_plugins": {"qemu": {"version": "1.1.0", "source": "github.com/hashicorp/qemu"}}},
          "variable": {
            "need": {"type": "string"},
            "count": {"type": "number", "default": 2},
            "secret": {"sensitive": true, "default": "hush, hush"}
          },
          "source": {"null": {"one": {"communicator": "none"}, "two": [{"communicator": "none"}]}},
          "build": [{"sources": ["source.null.one"]}]
        }
        """);

    assertThat(found.variables()).extracting(v -> v.name() + " " + v.kind() + " " + v.sensitive() + " " + v.preset().isPresent())
        .containsExactly("need STRING false false", "count NUMBER false true", "secret STRING true true");
    assertThat(found.variable("count").orElseThrow().place()).hasToString("src/main/packer/main.pkr.json:5:5");
    assertThat(found.sources()).extracting(s -> s.type() + "." + s.name()).containsExactly("null.one", "null.two");
    assertThat(found.pluginBlocks()).hasToString("[src/main/packer/main.pkr.json:2:14]");
  }

  @Test
  void findsVariablesAndBuildersOfOldJson() throws IOException {
    TemplateInspection found = inspect("template.json", """
        {
          "variables": {"need": null, "cpus": "2", "home": "{{env `HOME`}}", "secret": "hush"},
          "sensitive-variables": ["secret"],
          "builders": [{"type": "null"}, {"type": "file", "name": "out", "target": "{{user `need`}}"}, 3]
        }
        """);

    assertThat(found.syntax()).isEqualTo(Template.Syntax.LEGACY_JSON);
    assertThat(found.variables()).extracting(v -> v.name() + " " + v.sensitive() + " " + v.preset().isPresent())
        .containsExactly("need false false", "cpus false true", "home false true", "secret true true");
    assertThat(found.sources()).extracting(s -> s.type() + "." + s.name()).containsExactly("null.null", "file.out");
    assertThat(found.presetSecrets()).containsExactly("hush");
  }

  @Test
  void knowsWhatFilesOfValuesGive() throws IOException {
    Files.writeString(folder.resolve("a.auto.pkrvars.hcl"), "one = \"topsecret\"\n");
    Files.writeString(folder.resolve("b.auto.pkrvars.json"), "{\"two\": [1]}");
    Files.writeString(folder.resolve("c.pkrvars.hcl"), "three = 3\n");

    TemplateInspection found = inspect("main.pkr.hcl", "variable \"one\" { sensitive = true }\n");

    assertThat(found.presetNames()).containsExactly("one", "two");
    assertThat(found.presetSecrets()).containsExactly("topsecret");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {"a": 1          | 1:8
      {"a": [1,]}      | 1:10
      []               | 1:1
      {} {}            | 1:4
      \\n\\n{"a" 1}      | 3:6
      """)
  void refusesBrokenJsonNamingThePlace(String text, String place) throws IOException {
    Files.writeString(folder.resolve("t.json"), text.replace("\\n", "\n"));

    assertThatThrownBy(this::template).hasMessageContaining("where:    src/main/packer/t.json:" + place);
  }

  @Test
  void survivesMutationsOfJson() throws IOException {
    String text = "{\"variable\": {\"a\": [{\"default\": [1, true, null, \"x\"]}]}, \"source\": {\"b\": {\"c\": {}}}, \"build\": {}}";
    Random random = new Random(3);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder mutant = new StringBuilder(text);
      mutant.setCharAt(random.nextInt(text.length()), "{}[]\",:1n\\".charAt(random.nextInt(10)));
      try {
        assertThat(JsonReader.readHcl("f", mutant.toString())).isNotNull();
        assertThat(JsonReader.readLegacy("f", mutant.toString())).isNotNull();
      } catch (io.github.vmimage.report.ProblemException e) {
        assertThat(e.problems()).hasSize(1);
      }
    }
    assertThatThrownBy(() -> JsonReader.readHcl("f", "{\"a\":".repeat(100_000))).hasMessageContaining("nested too deeply");
  }

  @Test
  void refusesAFolderWithoutATemplateOrWithSeveral() throws IOException {
    assertThatThrownBy(this::template).hasMessageContaining("There is no Packer template").hasMessageContaining("src/main/packer");
    Files.writeString(folder.resolve("a.json"), "{}");
    Files.writeString(folder.resolve("b.json"), "{}");
    assertThatThrownBy(this::template).hasMessageContaining("several Packer templates").hasMessageContaining("a.json, b.json");
  }
}
