package io.github.vmimage.ansible;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@code ansible.cfg} in force. Environment variables win over it, so what it sets must not be set again.
 *
 * @param file the file; empty where there is none
 * @param settings names in lower case, of all sections alike
 */
record AnsibleConfiguration(Optional<Path> file, Map<String, String> settings) {
  private static final int MAX_BYTES = 1 << 20;
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

  /**
   * A setting as it stands in a file.
   *
   * @param line counted from 1
   * @param name in lower case
   * @param value with what goes on in indented lines
   */
  record Setting(int line, String name, String value) {}

  /**
   * The settings of a file, as Python's {@code configparser} reads them: an indented line goes on with the value before it.
   *
   * @throws IOException where it cannot be read, or has more than a person writes
   */
  static List<Setting> settings(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("it has more than " + MAX_BYTES + " bytes");
    }
    List<Setting> settings = new ArrayList<>();
    int number = 0;
    // How far the last name is indented; without one nothing can go on.
    int indented = Integer.MAX_VALUE;
    for (String raw : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\\R", -1)) {
      number++;
      String line = raw.replaceFirst("(?:^|\\s);.*", "").strip();
      int indent = raw.length() - raw.stripLeading().length();
      Matcher m = SETTING.matcher(line);
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      } else if (indent > indented) {
        Setting last = settings.remove(settings.size() - 1);
        settings.add(new Setting(last.line(), last.name(), (last.value() + " " + line).strip()));
      } else if (m.matches()) {
        settings.add(new Setting(number, m.group(1).toLowerCase(Locale.ROOT), m.group(2).strip()));
        indented = indent;
      } else {
        indented = Integer.MAX_VALUE;
      }
    }
    return settings;
  }

  private static Map<String, String> read(Path file) {
    try {
      return settings(file).stream().collect(Collectors.toUnmodifiableMap(Setting::name, Setting::value, (first, last) -> last));
    } catch (IOException unreadable) {
      // Ansible will say so itself, and better.
      return Map.of();
    }
  }
}
