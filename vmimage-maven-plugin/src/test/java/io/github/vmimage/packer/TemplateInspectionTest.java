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
  void readsListsOfObjectsCommentsAndTemplatesInJsonAsHclDoes() {
    Body body = JsonReader.readHcl("f", """
        [
          {
            "//": "left out",
            "locals": {"//": "left out", "text": "$${kept} 100%%{x}", "made": "${upper(x)}"},
            "source": [{"qemu": [{"a": {"filter": [{"most_recent": true}]}}, {"b": null, "c": {}}]}]
          },
          {
            "build": {
              "sources": ["source.qemu.a"],
              "source": {"qemu.c": {"name": "other"}},
              "provisioner": [{"shell": {"inline": ["true"]}}, {"file": [{"source": "a"}, {"source": "b"}]}],
              "post-processors": [{"post-processor": {"manifest": {}}}, [{"post-processor": {"checksum": {}}}]],
              "dynamic": {"provisioner": {"labels": ["shell"], "for_each": "${var.all}", "content": {"inline": ["false"]}}}
            }
          }
        ]
        """);

    assertThat(TreeText.of(body)).isEqualTo("""
        4:5 locals []
          4:34 text = text(${kept} 100%{x})
          4:63 made = expression(${upper(x)})
        5:27 source [qemu, a]
          5:33 filter = [5:44 [5:45 most_recent: bool(true)]]
        5:82 source [qemu, c]
        8:5 build []
          9:7 sources = [9:19 text(source.qemu.a)]
          10:18 source [qemu.c]
            10:29 name = text(other)
          11:24 provisioner [shell]
            11:34 inline = [11:45 text(true)]
          11:66 provisioner [file]
            11:67 source = text(a)
          11:83 provisioner [file]
            11:84 source = text(b)
          12:27 post-processors []
            12:47 post-processor [manifest]
          13:19 dynamic [provisioner]
            13:35 labels = [13:46 text(shell)]
            13:56 for_each = expression(${var.all})
            13:82 content []
              13:94 inline = [13:105 text(false)]
        """);
    assertThat(body.blocks("source").findFirst().orElseThrow().body().nested("filter").map(f -> f.get("most_recent").isPresent()))
        .containsExactly(true);
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
    Files.writeString(folder.resolve("b.auto.pkrvars.json"), """
        {"//": "a comment", "two": [1], "source": "named like a block", "tail": "${no template here}"}
        """);
    Files.writeString(folder.resolve("c.pkrvars.hcl"), "three = 3\n");

    TemplateInspection found = inspect("main.pkr.hcl", "variable \"one\" { sensitive = true }\n");

    assertThat(found.presetNames()).containsExactly("one", "source", "tail", "two");
    assertThat(found.presetSecrets()).containsExactly("topsecret");
    assertThat(template().valueFiles().get(1).body().get("tail")).hasValueSatisfying(v -> assertThat(v).isInstanceOf(Value.Text.class));
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
        assertThat(JsonReader.readValues("f", mutant.toString())).isNotNull();
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
