package io.github.vmimage.ansible;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The {@code ansible.cfg} in force. Environment variables win over it, so what it sets must not be set again.
 *
 * @param file the file; empty where there is none
 * @param settings names in lower case, of all sections alike
 */
record AnsibleConfiguration(Optional<Path> file, Map<String, String> settings) {
  private static final Pattern SETTING = Pattern.compile("([A-Za-z_]+)\\s*[=:]\\s*(.*)");

  /** Looks where Ansible looks, and in the project's folder for Ansible. */
  static AnsibleConfiguration find(Path module, Path ansibleFolder, Path home, Map<String, String> environment) {
    String named = environment.get("ANSIBLE_CONFIG");
    Stream<Path> candidates = named != null ? Stream.of(Path.of(named))
        : Stream.of(module.resolve("ansible.cfg"), ansibleFolder.resolve("ansible.cfg"), home.resolve(".ansible.cfg"),
            Path.of("/etc/ansible/ansible.cfg"));
    return candidates.filter(Files::isRegularFile).findFirst()
        .map(f -> new AnsibleConfiguration(Optional.of(f), read(f))).orElse(new AnsibleConfiguration(Optional.empty(), Map.of()));
  }

  boolean sets(String name) {
    return settings.containsKey(name);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  /** Entries of a path, those that are relative resolved against the file, as Ansible does. */
  List<String> paths(String name) {
    String value = settings.getOrDefault(name, "");
    return Stream.of(value.split(":")).filter(p -> !p.isBlank()).map(String::strip)
        .map(p -> p.startsWith("~") || p.startsWith("$") || p.startsWith("{") ? p
            : file.orElseThrow().toAbsolutePath().getParent().resolve(p).normalize().toString())
        .toList();
  }

  private static Map<String, String> read(Path file) {
    Map<String, String> settings = new HashMap<>();
    try {
      for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList()) {
        Matcher m = SETTING.matcher(line.replaceFirst("\\s;.*", "").strip());
        if (m.matches()) {
          settings.put(m.group(1).toLowerCase(Locale.ROOT), m.group(2).strip());
        }
      }
      return Map.copyOf(settings);
    } catch (IOException unreadable) {
      // Ansible will say so itself, and better.
      return Map.of();
    }
  }
}
