package io.github.vmimage.run;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * FUSE mounts, as the kernel tells of them. Its table is asked, since touching a mount whose server died can fail or hang.
 *
 * <p>On a system without that table nothing is ever mounted.
 */
public final class Mounts {
  private static final Path TABLE = Path.of("/proc/self/mountinfo");
  private static final int MOUNT_POINT = 4;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Processes processes;

  /**
   * Mounts of this machine.
   *
   * @param processes unmounts
   */
  public Mounts(Processes processes) {
    this.processes = processes;
  }

  /**
   * Whether something is mounted.
   *
   * @param point an absolute path without symbolic links
   * @return true from the moment at which the mount can be used
   */
  public static boolean isMounted(Path point) {
    return points().contains(point.toString());
  }

  /**
   * What is mounted in a folder or below it.
   *
   * @param folder an absolute path without symbolic links
   * @return the mount points, the last mounted first
   */
  static List<Path> below(Path folder) {
    List<String> points = points().stream().filter(p -> p.equals(folder.toString()) || p.startsWith(folder + "/")).toList();
    return java.util.stream.IntStream.rangeClosed(1, points.size()).mapToObj(i -> Path.of(points.get(points.size() - i))).toList();
  }

  private static List<String> points() {
    if (!Files.exists(TABLE)) {
      return List.of();
    }
    try {
      return Files.readString(TABLE, StandardCharsets.ISO_8859_1).lines()
          .map(line -> unescaped(line.split(" ", MOUNT_POINT + 2)[MOUNT_POINT])).toList();
    } catch (IOException e) {
      throw RunProblems.unreadableMounts(TABLE, e.toString()).because(e);
    }
  }

  /** The table escapes space, tab, line feed and backslash as octal numbers (proc(5)), and knows bytes, not letters. */
  private static String unescaped(String field) {
    byte[] bytes = new byte[field.length()];
    int length = 0;
    for (int i = 0; i < field.length(); i++) {
      if (field.charAt(i) == '\\' && i + 3 < field.length()) {
        bytes[length++] = (byte) Integer.parseInt(field.substring(i + 1, i + 4), 8);
        i += 3;
      } else {
        bytes[length++] = (byte) field.charAt(i);
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /**
   * Takes a mount down whose server did not do so itself: at once when it is idle, else as soon as it is.
   *
   * @param point an absolute path without symbolic links; nothing need be mounted there
   * @throws io.github.vmimage.report.ProblemException when it stays mounted
   */
  public void unmount(Path point) {
    if (!isMounted(point)) {
      return;
    }
    Outcome outcome = processes.run(Command.of(Tool.FUSERMOUNT, "-u", point).within(LIMIT));
    if (!outcome.succeeded() && isMounted(point)) {
      outcome = processes.run(Command.of(Tool.FUSERMOUNT, "-u", "-z", point).within(LIMIT));
    }
    if (isMounted(point)) {
      throw RunProblems.mountLeft(point, outcome.tail(5)).asException();
    }
  }
}
