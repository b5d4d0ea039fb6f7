package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run of Maven may leave behind: processes, which are told by an environment variable they inherited or by a folder on their
 * command line, and mounts.
 *
 * @param mark value of {@link Maven#MARK} in that run
 * @param folders where that run worked
 */
record Leftovers(String mark, List<Path> folders) {
  /** A process that was just told to stop may take a moment. */
  private static final int TRIES = 20;

  void none() {
    List<String> left = processes();
    for (int i = 0; i < TRIES && !left.isEmpty(); i++) {
      pause();
      left = processes();
    }
    assertThat(left).as("processes that outlive the run").isEmpty();
    assertThat(mounts()).as("mounts that outlive the run").isEmpty();
  }

  /** The processes of that run which run a program, by the end of its path's beginning, such as {@code qemu-system}. */
  List<Long> pids(String program) {
    return pids(program, "");
  }

  /** The same, of those with a text on their command line. */
  List<Long> pids(String program, String text) {
    return processes().stream().filter(p -> p.contains(text)).map(p -> p.split(" ", 3))
        .filter(p -> Path.of(p[1]).getFileName().toString().startsWith(program)).map(p -> Long.valueOf(p[0])).toList();
  }

  /** The processes of that run: process id and command line. */
  List<String> processes() {
    List<String> found = new ArrayList<>();
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      for (Path entry : entries.filter(e -> e.getFileName().toString().matches("\\d+")).toList()) {
        String command = words(entry.resolve("cmdline"));
        boolean ours = words(entry.resolve("environ")).contains(Maven.MARK + "=" + mark)
            || folders.stream().anyMatch(f -> command.contains(f + "/"));
        if (ours && !command.isEmpty()) {
          found.add(entry.getFileName() + " " + command);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private List<String> mounts() {
    return Folders.read(Path.of("/proc/self/mountinfo")).lines().filter(l -> folders.stream().anyMatch(f -> l.contains(f + "/"))).toList();
  }

  /** A process may end while it is looked at, or belong to someone else: then there is nothing to see. */
  private static String words(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\0', ' ').strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static void pause() {
    try {
      Thread.sleep(250);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
