package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every shell script of the repository, those that the jars ship included. */
class ShellScriptsIT {
  private static final Set<String> NOT_OURS = Set.of(".git", "target");

  @Test
  void shellcheckFindsNothing() throws IOException {
    List<String> scripts = new ArrayList<>();
    collect(Reactor.top(), scripts);
    assertThat(scripts).contains("quickstart", "verify", ".ci/run", ".ci/tools.sh").anyMatch(s -> s.startsWith("vmimage-maven-plugin/"));
    List<String> command = new ArrayList<>(List.of("shellcheck", "-x"));
    command.addAll(scripts);
    Program.Result result = Program.in(Reactor.top()).attempt(Duration.ofMinutes(2), command);
    assertThat(result.exitCode()).as(result.output()).isZero();
  }

  private static void collect(Path folder, List<String> scripts) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        if (Files.isDirectory(entry)) {
          if (!NOT_OURS.contains(entry.getFileName().toString())) {
            collect(entry, scripts);
          }
        } else if (isScript(entry)) {
          scripts.add(Reactor.top().relativize(entry).toString());
        }
      }
    }
  }

  /** Templates of scripts (.j2) are no shell until Ansible has filled them in. */
  private static boolean isScript(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".j2")) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(32), java.nio.charset.StandardCharsets.ISO_8859_1);
      return name.endsWith(".sh") || start.matches("(?s)#!\\s*/(usr/)?bin/(env )?(ba|da)?sh\\b.*");
    }
  }
}
