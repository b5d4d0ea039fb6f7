package io.github.vmimage.packer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.PathNames;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnsibleProvisionerTest {
  @TempDir
  private Path folder;

  private AnsibleProvisioner hcl(String provisioners, String... replaced) throws IOException {
    return read("image.pkr.hcl", "build {\n  sources = [\"source.qemu.image\"]\n" + provisioners + "}\n", replaced);
  }

  private AnsibleProvisioner read(String name, String text, String... replaced) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return AnsibleProvisioner.of(Template.read(file, new PathNames(folder, Path.of(""))),
        replaced.length == 0 ? Optional.empty() : Optional.of(List.of(replaced)));
  }

  @Test
  void addsNothingWithoutAProvisionerOfAnsible() throws IOException {
    assertThat(hcl("  provisioner \"shell\" {\n    inline = [\"true\"]\n  }\n"))
        .isEqualTo(new AnsibleProvisioner("default", List.of(), List.of(), List.of()));
    assertThat(hcl("", "--diff").arguments()).containsExactly("--diff");
  }

  @Test
  void takesTheLastOneWhichSeals() throws IOException {
    assertThat(hcl("""
          provisioner "ansible" {
            host_alias = "first"
          }
          provisioner "ansible" {
            playbook_file   = "playbook.yml"
            host_alias      = "web"
            groups          = ["servers", "nginx"]
            empty_groups    = ["databases"]
            extra_arguments = ["-e", "a=b", "--forks", 3]
          }
          provisioner "shell" {
            inline = ["true"]
          }
        """)).isEqualTo(new AnsibleProvisioner("web", List.of("servers", "nginx"), List.of("databases"), List.of("-e", "a=b", "--forks",
            "3")));
  }

  @Test
  void readsJsonAlike() throws IOException {
    assertThat(read("image.json", """
        {"builders": [{"type": "qemu"}],
         "provisioners": [{"type": "ansible", "playbook_file": "p.yml", "groups": ["g"], "extra_arguments": ["-v"]}]}
        """)).isEqualTo(new AnsibleProvisioner("default", List.of("g"), List.of(), List.of("-v")));
  }

  @Test
  void readsHclsJsonNotationAlike() throws IOException {
    assertThat(read("image.pkr.json", """
        {"build": [{"sources": ["source.qemu.image"], "provisioner": [
          {"ansible": {"playbook_file": "p.yml", "host_alias": "web", "groups": ["g"], "extra_arguments": ["-e", "a=$${b}"]}},
          {"shell": {"inline": ["true"]}}]}]}
        """)).isEqualTo(new AnsibleProvisioner("web", List.of("g"), List.of(), List.of("-e", "a=${b}")));
    assertThatThrownBy(() -> read("image.pkr.json", """
        {"build": {"provisioner": {"ansible": {"extra_arguments": ["${var.x}"]}}}}
        """)).isInstanceOf(ProblemException.class).hasMessageContaining("image.pkr.json:1:60");
  }

  @Test
  void takesThePomsArgumentsWhereTheTemplatesAreKnownOnlyLater() throws IOException {
    String provisioner = "  provisioner \"ansible\" {\n    extra_arguments = [\"-e\", \"x=${var.x}\"]\n  }\n";
    assertThat(hcl(provisioner, "-e", "x=1").arguments()).containsExactly("-e", "x=1");
    assertThatThrownBy(() -> hcl(provisioner)).isInstanceOf(ProblemException.class).hasMessageContaining("image.pkr.hcl:4:")
        .hasMessageContaining("var.x").hasMessageContaining("<playbookArguments>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"groups = var.groups", "groups = [\"${var.group}\"]", "host_alias = upper(\"a\")", "empty_groups = [var.group]",
      "groups = [{}]"})
  void refusesWhatIsKnownOnlyWhenPackerRuns(String setting) {
    assertThatThrownBy(() -> hcl("  provisioner \"ansible\" {\n    " + setting + "\n  }\n", "-v")).isInstanceOf(ProblemException.class)
        .hasMessageContaining("image.pkr.hcl:4:");
  }

  @Test
  void refusesTemplatesOfPackersOwnInJson() {
    assertThatThrownBy(() -> read("image.json", """
        {"builders": [{"type": "qemu"}], "provisioners": [{"type": "ansible", "groups": ["{{user `group`}}"]}]}
        """)).isInstanceOf(ProblemException.class).hasMessageContaining("{{user `group`}}");
  }
}
