package io.github.vmimage.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machine this runs on, as far as installing programs on it goes.
 *
 * @param platform whose package manager it has; empty where that is none that is known here
 * @param name what it calls itself, such as {@code Debian GNU/Linux 12 (bookworm)}
 * @param release version of exactly that platform, such as {@code 12}; empty where it has none or is only made from it
 */
public record Host(Optional<Platform> platform, String name, String release) {
  private static final List<Path> OS_RELEASE = List.of(Path.of("/etc/os-release"), Path.of("/usr/lib/os-release"));
  private static final Host THIS = detect(OS_RELEASE, System.getProperty("os.name"));

  /**
   * This machine.
   *
   * @return read once
   */
  public static Host current() {
    return THIS;
  }

  /** Reads the first of the files that is there (os-release(5)). */
  static Host detect(List<Path> osRelease, String osName) {
    if (osName.startsWith("Mac")) {
      return new Host(Optional.of(Platform.MACOS), osName, "");
    }
    Map<String, String> fields = osRelease.stream().filter(Files::isRegularFile).findFirst().map(Host::fields).orElse(Map.of());
    String id = fields.getOrDefault("ID", "");
    Optional<Platform> own = Platform.ofId(id);
    Optional<Platform> platform = own.or(() -> Stream.of(fields.getOrDefault("ID_LIKE", "").split("\\s+")).map(Platform::ofId)
        .flatMap(Optional::stream).findFirst());
    return new Host(platform, fields.getOrDefault("PRETTY_NAME", id.isEmpty() ? osName : id),
        own.isPresent() ? fields.getOrDefault("VERSION_ID", "") : "");
  }

  private static Map<String, String> fields(Path file) {
    Map<String, String> fields = new HashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int equals = line.indexOf('=');
        if (equals > 0 && !line.startsWith("#")) {
          fields.put(line.substring(0, equals), line.substring(equals + 1).strip().replaceAll("^([\"'])(.*)\\1$", "$2"));
        }
      }
    } catch (IOException unreadable) {
      // As if it were absent: the user is told how other systems install things.
      return Map.of();
    }
    return fields;
  }
}
