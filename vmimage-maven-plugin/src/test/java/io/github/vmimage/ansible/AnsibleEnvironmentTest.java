package io.github.vmimage.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnsibleEnvironmentTest {
  @TempDir
  Path folder;
  private Path module;
  private Path home;

  @BeforeEach
  void layOut() throws IOException {
    module = Files.createDirectories(folder.resolve("m"));
    home = Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(module.resolve("src/main/ansible"));
  }

  private AnsibleEnvironment open(Map<String, String> inherited) {
    return AnsibleEnvironment.open(module, module.resolve("src/main/ansible"),
        folder.resolve("staged"), folder.resolve("scratch"), folder.resolve("run"), home, inherited);
  }

  @Test
  void findsTheShippedRolesFirstAndKeepsConnectionsInAShortFolder() throws IOException {
    Path control;
    try (AnsibleEnvironment some = open(Map.of())) {
      Map<String, String> env = some.variables();
      control = Path.of(env.get("ANSIBLE_SSH_CONTROL_PATH_DIR"));

      assertThat(env).containsEntry("ANSIBLE_ROLES_PATH", folder.resolve("staged") + ":" + module.resolve("src/main/ansible/roles")
          + ":~/.ansible/roles:/usr/share/ansible/roles:/etc/ansible/roles").containsEntry("ANSIBLE_PIPELINING", "True")
          .containsEntry("ANSIBLE_HOST_KEY_CHECKING", "False").containsEntry("PYTHONUNBUFFERED", "1")
          .containsEntry("ANSIBLE_HOME", folder.resolve("scratch/ansible-home").toString()).doesNotContainKey("ANSIBLE_CONFIG");
      assertThat(env.get("ANSIBLE_SSH_ARGS")).contains("ControlMaster=auto").contains("ControlPersist");
      assertThat(control).isDirectory();
      Files.writeString(control.resolve("0123456789"), "left by a connection that is gone");
      assertThat(control.toString().length()).isLessThan(75);
    }
    assertThat(control).doesNotExist();
  }

  @Test
  void leavesWhatTheUserHasSet() throws IOException {
    Files.createDirectories(home.resolve(".ansible"));
    try (AnsibleEnvironment some = open(Map.of("ANSIBLE_PIPELINING", "False", "ANSIBLE_ROLES_PATH", "/mine:/yours"))) {
      assertThat(some.variables()).doesNotContainKeys("ANSIBLE_PIPELINING", "ANSIBLE_HOME").containsEntry("ANSIBLE_ROLES_PATH",
          folder.resolve("staged") + ":" + module.resolve("src/main/ansible/roles") + ":/mine:/yours");
    }
  }

  @Test
  void tellsSshWhatNobodySaidOfIt() throws IOException {
    Files.writeString(module.resolve("ansible.cfg"), "[ssh_connection]\nssh_args = -o ServerAliveInterval=7 -A\n");
    try (AnsibleEnvironment some = open(Map.of())) {
      assertThat(some.variables().get("ANSIBLE_SSH_ARGS")).contains("ServerAliveInterval=7", "-F none").doesNotContain("-A", "ControlMaster");
    }
    try (AnsibleEnvironment some = open(Map.of("ANSIBLE_SSH_ARGS", "-o Compression=yes"))) {
      assertThat(some.variables().get("ANSIBLE_SSH_ARGS")).contains("Compression=yes", "-F none").doesNotContain("ServerAliveInterval");
    }
  }

  @Test
  void leavesWhatTheProjectsConfigurationSetsAndMergesItsRoles() throws IOException {
    Path cfg = module.resolve("src/main/ansible/ansible.cfg");
    Files.writeString(cfg, """
        [defaults]
        roles_path = more/roles:/abs/roles:~/r ; comment
        # host_key_checking = True
        [ssh_connection]
        pipelining: False
        """);

    try (AnsibleEnvironment some = open(Map.of())) {
      assertThat(some.variables()).doesNotContainKey("ANSIBLE_PIPELINING").containsEntry("ANSIBLE_CONFIG", cfg.toString())
          .containsEntry("ANSIBLE_HOST_KEY_CHECKING", "False").containsEntry("ANSIBLE_ROLES_PATH", folder.resolve("staged") + ":"
              + module.resolve("src/main/ansible/roles") + ":" + module.resolve("src/main/ansible/more/roles") + ":/abs/roles:~/r");
    }
    Files.writeString(module.resolve("ansible.cfg"), "[defaults]\nlocal_tmp=/x\n");
    try (AnsibleEnvironment some = open(Map.of())) {
      assertThat(some.variables()).doesNotContainKeys("ANSIBLE_CONFIG", "ANSIBLE_LOCAL_TEMP").containsEntry("ANSIBLE_PIPELINING", "True");
    }
    try (AnsibleEnvironment some = open(Map.of("ANSIBLE_CONFIG", "/nowhere.cfg"))) {
      assertThat(some.variables()).doesNotContainKey("ANSIBLE_CONFIG").containsKey("ANSIBLE_LOCAL_TEMP");
    }
  }
}
