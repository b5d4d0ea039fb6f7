package io.github.vmimage.packer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.PathNames;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real packer validate and packer fmt on a work tree. */
class PackerLintTest {
  private static final String GOOD = """
      variable "upstream" { type = string }
      variable "upstream_checksum" { type = string }
      variable "output_directory" { type = string }
      variable "ssh_username" { type = string }
      variable "ssh_private_key_file" { type = string }
      variable "accelerator" { type = string }
      variable "cpus" { type = number }
      variable "memory" { type = number }

      source "qemu" "disk" {
        iso_url              = var.upstream
        iso_checksum         = var.upstream_checksum
        disk_image           = true
        output_directory     = var.output_directory
        ssh_username         = var.ssh_username
        ssh_private_key_file = var.ssh_private_key_file
        accelerator          = var.accelerator
        cpus                 = var.cpus
        memory               = var.memory
      }

      build {
        sources = ["source.qemu.disk"]
        provisioner "ansible" {
          playbook_file = "${path.root}/../ansible/playbook.yml"
          use_proxy     = false
        }
      }
      """;

  @TempDir
  Path folder;
  private final Processes processes = new Processes(Secrets.NONE, Progress.SILENT);
  private Path module;
  private Path key;

  @BeforeEach
  void layOut() throws IOException {
    module = folder.resolve("a module");
    Files.createDirectories(module.resolve("src/main/packer"));
    Files.createDirectories(module.resolve("src/main/ansible"));
    Files.writeString(module.resolve("src/main/ansible/playbook.yml"), "[]\n");
    key = folder.resolve("key");
    processes.require(Command.of(Tool.SSH_KEYGEN, "-q", "-t", "ed25519", "-N", "", "-f", key));
  }

  private List<String> lint(String file, String text, UserVariable... user) throws IOException {
    Files.writeString(module.resolve("src/main/packer").resolve(file), text);
    List<Path> before = tree();
    PathNames names = new PathNames(module, Path.of("app"));
    Template template = Template.read(module.resolve("src/main/packer"), names);
    TemplateInspection found = TemplateInspection.of(template);
    ContractValues contract = ContractValues.placeholders(List.of(GivenUpstream.ofFile("", key)), key,
        Files.readString(folder.resolve("key.pub")).strip(), folder, folder.resolve("no output"));
    PackerLint lint = new PackerLint(processes, PackerBinary.locate(processes, null), module, names);
    List<Finding> findings = new ArrayList<>(lint.validate(template, found,
        PackerVariables.of(found, contract, List.of(user), Map.of()), Files.createTempDirectory(folder, "scratch").resolve("new")));
    findings.addAll(lint.format(template));
    assertThat(tree()).as("the work tree").isEqualTo(before);
    return findings.stream().sorted().map(Finding::text).toList();
  }

  private List<Path> tree() throws IOException {
    try (Stream<Path> files = Files.walk(module)) {
      return files.sorted().toList();
    }
  }

  @Test
  void findsNothingInAGoodTemplateWithPlugins() throws IOException {
    Files.writeString(module.resolve("src/main/packer/plugins.pkr.hcl"), """
        packer {
          required_plugins {
            qemu = {
              version = "1.1.0"
              source  = "github.com/hashicorp/qemu"
            }
          }
        }
        """);

    assertThat(lint("main.pkr.hcl", GOOD)).isEmpty();
    assertThat(module.resolve("src/main/packer/plugins.pkr.hcl")).exists();
  }

  @Test
  void namesTheUsersFileThoughAnotherOneIsStaged() throws IOException {
    Files.writeString(module.resolve("src/main/packer/plugins.pkr.hcl"), "packer {\n  required_plugins {\n  }\n}\n");

    assertThat(lint("main.pkr.hcl", GOOD.replace("disk_image  ", "disk_imaged "))).containsExactly(
        "app/src/main/packer/main.pkr.hcl:13:3: error [packer-validate] Unsupported argument: An argument named \"disk_imaged\" is not"
            + " expected here. Did you mean \"disk_image\". Fix: correct it; packer validate app/src/main/packer tells more");
  }

  @Test
  void reportsEachKindOfFaultAtItsPlace() throws IOException {
    assertThat(lint("main.pkr.hcl", GOOD.replace("= var.cpus", "= var.cpu"))).singleElement().asString()
        .startsWith("app/src/main/packer/main.pkr.hcl:").contains("[packer-validate] Unsupported attribute");
    assertThat(lint("main.pkr.hcl", GOOD.replace("playbook.yml", "nope.yml"))).singleElement().asString()
        .startsWith("app/src/main/packer/main.pkr.hcl:24:3: error [packer-validate] ").contains("nope.yml").contains("is invalid")
        .doesNotContain(module.toString());
    assertThat(lint("main.pkr.hcl", GOOD.replace("= var.ssh_username\n", "= \"\"\n"))).singleElement().asString()
        .startsWith("app/src/main/packer/main.pkr.hcl:10:1: error [packer-validate] ").contains("An ssh_username must be specified");
  }

  @Test
  void reportsAVariableWithoutAValueOnce() throws IOException {
    assertThat(lint("main.pkr.hcl", GOOD + "variable \"need\" { type = string }\n")).singleElement().asString()
        .startsWith("app/src/main/packer/main.pkr.hcl:29:1: error [packer-variables] The variable need has no default and no value");
  }

  @Test
  void pointsAtTheFirstDifferenceInFormat() throws IOException {
    assertThat(lint("main.pkr.hcl", GOOD.replace("cpus                 =", "cpus =")))
        .containsExactly("app/src/main/packer/main.pkr.hcl:18:8: error [packer-fmt] not in Packer's own format."
            + " Fix: packer fmt app/src/main/packer");
  }

  @Test
  void readsHclsJsonNotationAsPackerDoes() throws IOException {
    String json = JsonNotation.of(HclReader.read(new SourceText("x", GOOD)), false);

    assertThat(lint("main.pkr.json", json)).isEmpty();
    assertThat(lint("main.pkr.json", json.replace("\"disk_image\"", "\"disk_imaged\""))).singleElement().asString()
        .startsWith("app/src/main/packer/main.pkr.json:").contains("[packer-validate]").contains("disk_imaged");
  }

  @Test
  void reportsFaultsOfOldJson() throws IOException {
    assertThat(lint("template.json", """
        {"variables": {"need": null}, "builders": [{"type": "nope"}]}
        """)).anySatisfy(l -> assertThat(l).startsWith("app/src/main/packer/template.json:1:16: error [packer-variables]"));
    assertThat(lint("template.json", """
        {"builders": [{"type": "nope"}]}
        """)).singleElement().asString().startsWith("app/src/main/packer/template.json: error [packer-validate] ").contains("nope");
  }

  /** Recorded of Packer 1.16.0: that all is well is no remark, not even behind a warning. */
  @Test
  void readsWhatPacker1Point16Says() throws IOException {
    PackerDiagnostic undeclared = new PackerDiagnostic(Finding.Severity.WARNING, "", 0, 0, "Undefined variable. The variable \"nowhere\" was"
        + " set but was not declared as an input variable. To declare variable \"nowhere\" place this block in one of your .pkr.hcl files,"
        + " such as variables.pkr.hcl. variable \"nowhere\" { type    = string default = null }");
    assertThat(remarks("validate-valid-1.16.input")).isEmpty();
    assertThat(remarks("validate-warning-1.16.input")).containsExactly(undeclared);
    assertThat(remarks("validate-errors-1.16.input")).containsExactly(
        new PackerDiagnostic(Finding.Severity.ERROR, "warn/image.pkr.hcl", 17, 0,
            "Unsupported argument: An argument named \"nosuch\" is not expected here"),
        new PackerDiagnostic(Finding.Severity.ERROR, "warn/image.pkr.hcl", 21, 0,
            "Unsupported attribute: This object does not have an attribute named \"joind\""), undeclared);
    assertThat(remarks("validate-old-1.16.input")).extracting(PackerDiagnostic::message).containsExactly("required variable not set: need");
    assertThat(FormatReport.parse(HclReaderTest.resource("rows/fmt-1.16.input").lines().toList()))
        .containsExactly(new FormatReport.Difference("fmt/image.pkr.hcl", 2, 8));
    assertThat(PackerLint.remarks(List.of("1,,ui,say,Template validated successfully."), t -> t)).isEmpty();
  }

  private static List<PackerDiagnostic> remarks(String name) throws IOException {
    return PackerLint.remarks(HclReaderTest.resource("rows/" + name).lines().toList(), t -> t);
  }

  @Test
  void readsThePlaceOfAJsonError() {
    assertThat(PackerDiagnostic.parse("Failed to parse template: Error parsing JSON: unexpected end of JSON input\n"
        + "At line 2, column 1 (offset 33):\n    1: { \"builders\": [\n    2: \n      ^\n", Finding.Severity.ERROR)).containsExactly(
            new PackerDiagnostic(Finding.Severity.ERROR, "", 2, 1,
                "Failed to parse template: Error parsing JSON: unexpected end of JSON input"));
  }

  @Test
  void readsSeveralRemarksOfBothKinds() {
    assertThat(PackerDiagnostic.parse("""
        Error: 2 error(s) occurred:

        * invalid checksum: odd length
        * An ssh_username must be specified
          Note: some builders used to default ssh_username to "root".

          on a.pkr.hcl line 1:
          (source code not available)

        Warning: A checksum of 'none' was specified. Since ISO files are so big,
        a checksum is highly recommended.

          on b.pkr.hcl line 20, in source "qemu" "disk":
          20:   iso_checksum = "none"

        Error: Unset variable "x"

        A used variable must be set or have a default value.

        """, Finding.Severity.ERROR)).containsExactly(
            new PackerDiagnostic(Finding.Severity.ERROR, "a.pkr.hcl", 1, 0, "invalid checksum: odd length; An"
                + " ssh_username must be specified Note: some builders used to default ssh_username to \"root\""),
            new PackerDiagnostic(Finding.Severity.WARNING, "b.pkr.hcl", 20, 0,
                "A checksum of 'none' was specified. Since ISO files are so big, a checksum is highly recommended"),
            new PackerDiagnostic(Finding.Severity.ERROR, "", 0, 0,
                "Unset variable \"x\". A used variable must be set or have a default value"));
  }
}
