package io.github.vmimage.source;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The part of the user's environment that Git obeys: where its configuration lies, and who makes a tag.
 *
 * @param variables environment variables
 * @param home the user's home folder
 */
record GitEnvironment(Map<String, String> variables, Path home) {

  static GitEnvironment ofThisProcess() {
    Map<String, String> all = System.getenv();
    String home = all.getOrDefault("HOME", "");
    return new GitEnvironment(all, Path.of(home.isEmpty() ? System.getProperty("user.home") : home));
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(v -> !v.isEmpty());
  }

  /** The folder {@code ~/.config}, wherever the user has put it. */
  Path configHome() {
    return variable("XDG_CONFIG_HOME").map(Path::of).orElseGet(() -> home.resolve(".config"));
  }
}
