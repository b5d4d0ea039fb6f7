package io.github.vmimage.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.PathNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkNeedsTest {
  @TempDir
  private Path module;

  private Optional<String> asks(String file, String text) throws IOException {
    Path path = module.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    return NetworkNeeds.of(new AnsibleProject(module, List.of(module.resolve("ansible")), module.resolve("staged"),
        new PathNames(module, Path.of("")), Map.of()));
  }

  private Optional<String> task(String task) throws IOException {
    return asks("ansible/roles/web/tasks/main.yml", "---\n- name: Do\n  " + task + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ansible.builtin.apt: {update_cache: true}", "apt: update_cache=yes name=x", "apt: {name: x, upgrade: dist}",
      "apt: {deb: 'https://example.com/x.deb'}", "apt: {name: x, update_cache: '{{ u }}'}", "ansible.builtin.dnf: {name: x}",
      "community.general.zypper: {name: x}", "community.general.pacman: {update_cache: true}", "community.general.apk: {update_cache: yes}",
      "community.general.homebrew: {update_homebrew: true}", "action: apt update_cache=yes", "action: {module: apt, update_cache: true}",
      "get_url: {url: 'https://example.com/x', dest: /x}", "uri: {url: 'http://example.com/'}", "uri: {url: '{{ page }}'}",
      "unarchive: {src: 'https://example.com/x.tgz', remote_src: true, dest: /x}", "apt_key: {url: 'https://example.com/k'}",
      "apt_repository: {repo: 'ppa:x/y'}", "git: {repo: x, dest: /x}", "pip: {name: x}", "package: {name: x}",
      "block: [{apt: {update_cache: true}}]", "rpm_key: {key: 'https://example.com/k'}"})
  void seesWhatAsksForOthers(String task) throws IOException {
    assertThat(task(task)).as(task).hasValueSatisfying(a -> assertThat(a).startsWith("ansible/roles/web/tasks/main.yml:3 ("));
  }

  @ParameterizedTest
  @ValueSource(strings = {"apt: {name: x}", "apt: {name: x, state: latest, update_cache: false}", "apt: {name: x, upgrade: 'no'}",
      "apt: name=x state=present", "dnf: {name: x, state: absent}", "uri: {url: 'http://localhost/'}", "uri: {url: 'http://127.0.0.1:80/'}",
      "copy: {content: 'http://example.com/', dest: /x}", "unarchive: {src: x.tgz, dest: /x}", "command: make", "package_facts: {}",
      "apt_repository: {repo: 'deb file:/srv x main'}", "vars: {git: x, get_url: y}"})
  void takesNoOtherTaskForOne(String task) throws IOException {
    assertThat(task(task)).as(task).isEmpty();
  }

  @Test
  void readsPlaysAndHandlersButNoContent() throws IOException {
    assertThat(asks("ansible/roles/web/files/x.yml", "- get_url: {url: 'https://example.com'}\n")).isEmpty();
    assertThat(asks("ansible/vars.yml", "package: x\ngit: y\n")).isEmpty();
    assertThat(asks("ansible/playbook.yml", "- hosts: all\n  handlers:\n    - name: Refresh\n      apt: {update_cache: true}\n"))
        .hasValue("ansible/playbook.yml:4 (apt)");
  }
}
