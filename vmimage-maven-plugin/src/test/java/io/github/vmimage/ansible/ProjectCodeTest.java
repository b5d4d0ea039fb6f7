package io.github.vmimage.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.PathNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs and links, which the examples below {@code policy} cannot have. */
class ProjectCodeTest {
  @TempDir
  private Path folder;

  @BeforeEach
  void aProject() throws IOException {
    Files.writeString(folder.resolve("pom.xml"), "");
    Files.createDirectories(folder.resolve("ansible/hosts"));
    Path program = Files.writeString(folder.resolve("ansible/program"), "#!/bin/sh\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Files.copy(program, folder.resolve("ansible/hosts/dynamic"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(folder.resolve("ansible/plain"), "words\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vault_password_file = program", "VAULT_PASSWORD_FILE: ./program", "vault_identity_list = a@plain, b@program",
      "become_password_file = '../ansible/program'", "connection_password_file=program", "inventory = plain,program", "inventory = hosts",
      "vault_password_file =\n  ./program", "vault_password_file = $WHERE/program", "vault_password_file = {{CWD}}/ansible/program",
      "ssh_executable = ./program", "callback_plugins = absent:hosts", "collections_path = .", "roles_path = ../shared",
      "scp_extra_args = -o 'PermitLocalCommand yes' -o LocalCommand=x"})
  void namesTheLineThatLetsAProgramRun(String setting) throws IOException {
    Files.createDirectories(folder.resolve("shared/web/filter_plugins"));
    configure("forks = 5\n" + setting + "\n");
    assertThat(found()).singleElement().asString().startsWith("ansible/ansible.cfg:3 runs-project-code: ").contains(" lets Ansible ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vault_password_file = plain", "vault_password_file = absent", "# inventory = program", "; inventory = program",
      "inventory = plain ; program", "log_path = program", "remote_user = program", "ssh_args = -o ControlPersist=60s"})
  void saysNothingOfWhatIsOnlyRead(String setting) throws IOException {
    configure(setting + "\n");
    assertThat(found()).isEmpty();
  }

  @Test
  void looksIntoBothConfigurationsAndSaysWhichCannotBeRead() throws IOException {
    Files.writeString(folder.resolve("ansible.cfg"), "[defaults]\ninventory = ansible/program\n");
    configure("a = b\n".repeat(1 << 18));
    assertThat(found()).hasSize(2).anyMatch(f -> f.startsWith("ansible.cfg:2 ")).anyMatch(f -> f.startsWith("ansible/ansible.cfg ")
        && f.contains("is not known"));
  }

  /** A folder that several names lead to is told once, and a circle ends. */
  @Test
  void followsLinks() throws IOException {
    Files.createDirectories(folder.resolve("shared/library"));
    Files.writeString(folder.resolve("shared/library/tool.py"), "");
    Files.createDirectories(folder.resolve("ansible/roles"));
    Files.createSymbolicLink(folder.resolve("ansible/roles/web"), Path.of("../../shared"));
    Files.createSymbolicLink(folder.resolve("ansible/roles/again"), Path.of("../../shared"));
    Files.createSymbolicLink(folder.resolve("shared/library/circle"), Path.of("../.."));
    assertThat(found()).singleElement().asString().startsWith("ansible/roles/again/library runs-project-code: ");
  }

  private void configure(String settings) throws IOException {
    Files.writeString(folder.resolve("ansible/ansible.cfg"), "[defaults]\n" + settings);
  }

  private List<String> found() {
    return new ProjectCode(new AnsibleProject(folder, List.of(folder.resolve("ansible")), folder.resolve("staged"),
        new PathNames(folder, Path.of("")), Map.of())).check().stream().map(f -> f.place() + " " + f.rule() + ": " + f.message()).toList();
  }
}
