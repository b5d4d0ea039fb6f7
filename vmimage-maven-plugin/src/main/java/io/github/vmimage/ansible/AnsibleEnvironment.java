package io.github.vmimage.ansible;

import io.github.vmimage.files.Folders;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The environment of every Ansible program that works for one build: the shipped roles are found, connections are kept open, and
 * nothing is written outside of the build's own folders. What the user has set, in the environment or in an {@code ansible.cfg}, stays.
 * What ssh would read of the user beside that does not count ({@link SshArguments}).
 */
public final class AnsibleEnvironment implements AutoCloseable {
  /** The socket of a kept connection: its folder, a slash, ten digits, and what ssh adds while it makes it. */
  private static final int SOCKET_NAME = 1 + 10 + 17;
  /** Room for a path in a Unix socket's address on Linux (108) and macOS (104), with its final zero. */
  private static final int SOCKET_PATH = 103;

  private final Map<String, String> variables = new TreeMap<>();
  private final Map<String, String> inherited;
  private final AnsibleConfiguration configuration;
  private final Path controlFolder;

  private AnsibleEnvironment(Map<String, String> inherited, AnsibleConfiguration configuration, Path controlFolder) {
    this.inherited = inherited;
    this.configuration = configuration;
    this.controlFolder = controlFolder;
  }

  /**
   * Makes the environment of one build.
   *
   * @param module the module's folder, where Ansible's programs run
   * @param ansibleFolder the project's folder for Ansible, such as {@code src/main/ansible}; its {@code ansible.cfg} is used unless another
   *     one is in force
   * @param stagedRoles the folder from {@link AnsibleRoles#stage}
   * @param scratch folder for what Ansible writes; only this build's
   * @param temporary an existing folder for sockets and other short-lived files; only this build's
   * @param home the user's home
   * @param inherited this process's environment
   * @return the environment; to be closed after the build
   */
  public static AnsibleEnvironment open(Path module, Path ansibleFolder, Path stagedRoles, Path scratch,
      Path temporary, Path home, Map<String, String> inherited) {
    try {
      AnsibleConfiguration configuration = AnsibleConfiguration.find(module, ansibleFolder, home, inherited);
      AnsibleEnvironment some = new AnsibleEnvironment(inherited, configuration, controlFolder(temporary));
      some.variables.put("TMPDIR", Files.createDirectories(temporary.resolve("tmp")).toString());
      some.fill(ansibleFolder.toAbsolutePath().normalize(), stagedRoles.toAbsolutePath().normalize(),
          Files.createDirectories(scratch).toAbsolutePath().normalize(), home);
      return some;
    } catch (IOException e) {
      throw AnsibleProblems.folderNotMade(scratch, e.toString()).because(e);
    }
  }

  private void fill(Path ansibleFolder, Path stagedRoles, Path scratch, Path home) {
    variables.put("ANSIBLE_ROLES_PATH", roles(ansibleFolder, stagedRoles));
    Path own = ansibleFolder.resolve("ansible.cfg");
    if (!inherited.containsKey("ANSIBLE_CONFIG") && configuration.file().filter(own::equals).isPresent()) {
      variables.put("ANSIBLE_CONFIG", own.toString());
    }
    // One round trip for a task instead of four: it halves the time of a task in an emulated guest.
    preset("ANSIBLE_PIPELINING", "pipelining", "True");
    // The guest is thrown away and its host key was made minutes ago: there is nothing to compare it with.
    preset("ANSIBLE_HOST_KEY_CHECKING", "host_key_checking", "False");
    Optional<String> sshArguments = Optional.ofNullable(inherited.get("ANSIBLE_SSH_ARGS")).or(() -> configuration.value("ssh_args"));
    if (controlFolder == null) {
      variables.put("ANSIBLE_SSH_ARGS", SshArguments.of(sshArguments, "-o ControlMaster=no"));
    } else {
      variables.put("ANSIBLE_SSH_ARGS", SshArguments.of(sshArguments, "-o ControlMaster=auto -o ControlPersist=60s"));
      preset("ANSIBLE_SSH_CONTROL_PATH_DIR", "control_path_dir", controlFolder.toString());
    }
    preset("ANSIBLE_RETRY_FILES_ENABLED", "retry_files_enabled", "False");
    preset("ANSIBLE_SHOW_TASK_PATH_ON_FAILURE", "show_task_path_on_failure", "True");
    preset("ANSIBLE_LOCAL_TEMP", "local_tmp", scratch.resolve("ansible-tmp").toString());
    if (!Files.isDirectory(home.resolve(".ansible"))) {
      // Nothing to be found there, and a home may be read-only.
      preset("ANSIBLE_HOME", "home", scratch.resolve("ansible-home").toString());
    }
    variables.put("ANSIBLE_NOCOLOR", "1");
    variables.put("ANSIBLE_FORCE_COLOR", "0");
    variables.put("ANSIBLE_NOCOWS", "1");
    variables.put("NO_COLOR", "1");
    variables.put("PYTHONUNBUFFERED", "1");
    // Where ansible-lint keeps its cache.
    variables.put("XDG_CACHE_HOME", scratch.resolve("cache").toString());
  }

  private void preset(String variable, String setting, String value) {
    if (!inherited.containsKey(variable) && !configuration.sets(setting)) {
      variables.put(variable, value);
    }
  }

  /** The variable replaces every other path of roles, so that one is part of it. */
  private String roles(Path ansibleFolder, Path stagedRoles) {
    List<String> paths = new ArrayList<>(List.of(stagedRoles.toString(), ansibleFolder.resolve("roles").toString()));
    String user = inherited.get("ANSIBLE_ROLES_PATH");
    if (user != null && !user.isBlank()) {
      paths.add(user);
    } else if (configuration.sets("roles_path")) {
      paths.addAll(configuration.paths("roles_path"));
    } else {
      paths.addAll(List.of("~/.ansible/roles", "/usr/share/ansible/roles", "/etc/ansible/roles"));
    }
    return String.join(File.pathSeparator, paths);
  }

  /** Null where the path is too long for a socket. */
  private static Path controlFolder(Path temporary) throws IOException {
    Path made = temporary.resolve("ssh");
    return made.toString().length() + SOCKET_NAME > SOCKET_PATH ? null : Files.createDirectories(made);
  }

  /**
   * The variables to add to the process's own environment.
   *
   * @return names and values
   */
  public Map<String, String> variables() {
    return Map.copyOf(variables);
  }

  /** Deletes the folder of the connections; they themselves ended with the program that kept them. */
  @Override
  public void close() {
    if (controlFolder != null) {
      Folders.delete(controlFolder);
    }
  }
}
