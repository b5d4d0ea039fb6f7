package io.github.vmimage.it;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The real Git in one work tree, without anyone's configuration.
 *
 * @param folder the work tree
 * @param home folder for a Git configuration of the test's own
 */
record Git(Path folder, Path home) {

  /** What keeps the user's and the machine's configuration out. */
  static Map<String, String> environment(Path home) {
    return Map.of("HOME", home.toString(), "XDG_CONFIG_HOME", home.resolve(".config").toString(), "GIT_CONFIG_NOSYSTEM", "1",
        "GIT_CONFIG_GLOBAL", home.resolve(".gitconfig").toString(), "GIT_TERMINAL_PROMPT", "0");
  }

  Git init() {
    run("init", "-q", "-b", "main");
    run("config", "user.name", "Integration Test");
    run("config", "user.email", "it@example.com");
    return this;
  }

  Git commit(String message) {
    run("add", "-A");
    run("commit", "-q", "-m", message);
    return this;
  }

  /** Makes an annotated tag. */
  Git tag(String name) {
    run("tag", "-a", "-m", name, name);
    return this;
  }

  String run(String... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return Program.in(folder).with(environment(home)).run(command);
  }
}
