package io.github.vmimage.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processes that were started with one mark, and all that they started: the mark is an environment variable, which a process hands on.
 * They are found even when the Java process that started them was killed and they belong to nobody any more.
 *
 * <p>Reads {@code /proc}: on a system without it, and of processes of another user, nothing is found.
 */
public final class MarkedProcesses {
  /** The environment variable whose value is the mark. */
  public static final String VARIABLE = "VMIMAGE_RUN";

  private static final Path TABLE = Path.of("/proc");

  /** Between a run's mark and the number of a command of that run. */
  private static final char NUMBER = '#';

  private final String entry;

  /**
   * The processes of a mark.
   *
   * @param mark of a run, for all of its commands; or of one command
   */
  public MarkedProcesses(String mark) {
    entry = VARIABLE + "=" + mark;
  }

  /**
   * Looks for them.
   *
   * @return those that live, without this Java process
   */
  public List<ProcessHandle> alive() {
    if (!Files.isDirectory(TABLE)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(TABLE)) {
      return entries.map(p -> p.getFileName().toString()).filter(name -> name.matches("\\d+")).map(Long::valueOf)
          .filter(pid -> pid != ProcessHandle.current().pid()).filter(this::isMarked).map(ProcessHandle::of).flatMap(Optional::stream)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** A process may end while it is looked at, or be somebody else's: then it is none of ours. A zombie has no environment. */
  private boolean isMarked(long pid) {
    try {
      byte[] environment = Files.readAllBytes(TABLE.resolve(Long.toString(pid)).resolve("environ"));
      return Stream.of(new String(environment, StandardCharsets.ISO_8859_1).split("\0"))
          .anyMatch(e -> e.equals(entry) || e.startsWith(entry + NUMBER));
    } catch (IOException e) {
      return false;
    }
  }

  /** The mark of one command of a run. */
  static String ofCommand(String run, long number) {
    return run + NUMBER + number;
  }

  /**
   * Waits until none is left: for whoever knows that they were told to stop.
   *
   * @param limit how long to wait
   */
  public void awaitEnd(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    for (List<ProcessHandle> all = alive(); !all.isEmpty() && System.nanoTime() < end; all = alive()) {
      TreeExecutor.awaitEnd(all, Duration.ofMillis(200));
    }
  }

  /**
   * Stops them: first a polite signal to those that no other of them started, which may need the others for their clean-up; then one to
   * all; then the end.
   *
   * @param grace time between the polite and the final signal
   * @return how many there were
   */
  public int stop(Duration grace) {
    List<ProcessHandle> all = alive();
    if (all.isEmpty()) {
      return 0;
    }
    Set<Long> pids = all.stream().map(ProcessHandle::pid).collect(Collectors.toSet());
    List<ProcessHandle> first = all.stream().filter(p -> p.parent().map(ProcessHandle::pid).filter(pids::contains).isEmpty()).toList();
    first.forEach(ProcessHandle::destroy);
    TreeExecutor.awaitEnd(first, grace);
    List<ProcessHandle> rest = alive();
    rest.forEach(ProcessHandle::destroy);
    TreeExecutor.awaitEnd(rest, Duration.ofSeconds(2));
    List<ProcessHandle> last = alive();
    last.forEach(ProcessHandle::destroyForcibly);
    TreeExecutor.awaitEnd(last, Duration.ofSeconds(5));
    return all.size();
  }
}
