package io.github.vmimage.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnsibleRolesTest {
  static final String ROOT = "io/github/vmimage/ansible/testroles";
  private static final StampValues STAMP = new StampValues("app", "release-1.0", "1.0", "release-1.0", "c".repeat(40));

  @TempDir
  Path folder;

  static AnsibleRoles testRoles(ClassLoader loader) {
    return new AnsibleRoles(loader, ROOT, List.of(AnsibleRoles.STAMP, AnsibleRoles.SEAL));
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(f -> folder.relativize(f).toString()).sorted().toList();
    }
  }

  /** A jar as some tools make it: without entries for folders. */
  private Path jar(String... more) throws IOException, URISyntaxException {
    Path source = Path.of(AnsibleRolesTest.class.getClassLoader().getResource(ROOT).toURI());
    Path jar = folder.resolve("plug in ü.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String file : files(source)) {
        out.putNextEntry(new JarEntry(ROOT + "/" + file));
        Files.copy(source.resolve(file), out);
      }
      for (String name : more) {
        out.putNextEntry(new JarEntry(ROOT + "/" + name));
      }
    }
    return jar;
  }

  @Test
  void stagesTheSameFilesFromAFolderAndFromAJar() throws IOException, URISyntaxException {
    Path fromFolder = testRoles(getClass().getClassLoader()).stage(folder.resolve("a"), STAMP);
    Path fromJar;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar().toUri().toURL()}, null)) {
      fromJar = testRoles(loader).stage(folder.resolve("b"), STAMP);
    }

    assertThat(files(fromFolder)).isEqualTo(files(fromJar)).containsExactly("vmimage_seal/tasks/main.yml",
        "vmimage_stamp/defaults/main.yml", "vmimage_stamp/files/deep/file.txt", "vmimage_stamp/tasks/main.yml");
    assertThat(fromJar.resolve("vmimage_stamp/files/deep/file.txt")).hasSameTextualContentAs(
        fromFolder.resolve("vmimage_stamp/files/deep/file.txt"));
    assertThat(fromJar.resolve("vmimage_stamp/defaults/main.yml")).hasContent("""
        ---
        # Written by the plugin for this build.
        vmimage_stamp_name: "app"
        vmimage_stamp_version: "release-1.0"
        vmimage_stamp_project_version: "1.0"
        vmimage_stamp_tag: "release-1.0"
        vmimage_stamp_commit: "cccccccccccccccccccccccccccccccccccccccc"
        """);
  }

  @Test
  void replacesWhatAnEarlierRunStaged() throws IOException {
    AnsibleRoles roles = testRoles(getClass().getClassLoader());
    Path staged = roles.stage(folder.resolve("a"), STAMP);
    Files.writeString(staged.resolve("vmimage_seal/tasks/left.yml"), "x");

    assertThat(files(roles.stage(folder.resolve("a"), STAMP))).doesNotContain("vmimage_seal/tasks/left.yml").hasSize(4);
  }

  @Test
  void refusesAJarThatClimbsOutOfItsFolderOrLacksARole() throws IOException, URISyntaxException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar("vmimage_stamp/../../../evil").toUri().toURL()}, null)) {
      assertThatThrownBy(() -> testRoles(loader).stage(folder.resolve("b"), STAMP)).hasMessageContaining("leaves its folder");
    }
    assertThat(folder.resolve("evil")).doesNotExist();
    assertThatThrownBy(() -> new AnsibleRoles(getClass().getClassLoader(), ROOT, List.of("nope")).stage(folder.resolve("c"), STAMP))
        .hasMessageContaining("no role nope");
  }

  /** Ansible itself reads the values back. */
  @Test
  void quotesEveryValueSoThatAnsibleTakesItAsItIs() throws IOException {
    String wild = "a: b #c \"q\" 'x' \\n {{ lookup('pipe', 'id') }} {% if %} ü\u0085\u2028 *&!%@`";
    Path staged = testRoles(getClass().getClassLoader()).stage(folder.resolve("roles"), new StampValues(wild, "yes", "1.10", "", "0x10"));
    Path playbook = folder.resolve("p.yml");
    Files.writeString(playbook, """
        - hosts: localhost
          gather_facts: false
          vars_files: [%s]
          tasks:
            - ansible.builtin.copy:
                content: "{{ [vmimage_stamp_name, vmimage_stamp_version, vmimage_stamp_project_version, vmimage_stamp_commit] | to_json }}"
                dest: %s
                mode: "0600"
        """.formatted(staged.resolve("vmimage_stamp/defaults/main.yml"), folder.resolve("out.json")));

    new Processes(Secrets.NONE, Progress.SILENT).require(Command.of(Tool.ANSIBLE_PLAYBOOK, "-i", "localhost,", "-c", "local", playbook)
        .env(Map.of("ANSIBLE_LOCAL_TEMP", folder.resolve("t").toString(), "ANSIBLE_REMOTE_TEMP", folder.resolve("r").toString())));

    assertThat(new com.fasterxml.jackson.databind.ObjectMapper().readValue(folder.resolve("out.json").toFile(), String[].class))
        .containsExactly(wild, "yes", "1.10", "0x10");
  }
}
