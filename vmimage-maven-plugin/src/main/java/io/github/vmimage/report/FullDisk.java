package io.github.vmimage.report;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recognises problems whose reason is a full disk, whoever told them (Java, Packer, QEMU), and adds what they all lack: which folder
 * it is, how much room is there now, and the command that shows it.
 */
public final class FullDisk {
  private static final Pattern WORDS = Pattern.compile("no space left on device|disk quota exceeded", Pattern.CASE_INSENSITIVE);
  /** Words of a problem that is about a full disk already; a guest's is no disk of this machine. */
  private static final String TOLD = "disk is full";
  private static final Pattern PATH = Pattern.compile("(?<![\\w.:/])/[^\\s:'\",;()]+");

  private FullDisk() {}

  /**
   * Explains every problem that comes from a full disk.
   *
   * @param e any problems
   * @return the same where no disk is full
   */
  public static ProblemException explain(ProblemException e) {
    List<Problem> explained = e.problems().stream().map(FullDisk::explain).toList();
    return explained.equals(e.problems()) ? e : new ProblemException(explained, e);
  }

  private static Problem explain(Problem problem) {
    if (!WORDS.matcher(problem.seen()).find() || problem.next().startsWith("df ") || problem.what().contains(TOLD)) {
      return problem;
    }
    Room room = Stream.of(problem.where(), problem.seen()).flatMap(FullDisk::paths).map(Room::of).filter(Objects::nonNull)
        .min(Comparator.comparingLong(Room::free)).orElse(null);
    if (room == null) {
      return problem;
    }
    return new Problem(Problem.Cause.ENVIRONMENT, problem.what(), problem.where(), problem.seen() + "\n" + room, problem.accepted(),
        Hints.roomFor(room.folder()) + Hints.THEN_AGAIN);
  }

  private static Stream<String> paths(String text) {
    return Stream.concat(Stream.of(text), PATH.matcher(text).results().map(m -> m.group()));
  }

  /**
   * The file system of a folder.
   *
   * @param folder exists
   * @param free bytes that this user may still write
   * @param size bytes in all
   */
  private record Room(Path folder, long free, long size) {
    private static final long MEBIBYTE = 1 << 20;

    /** Of the nearest folder of a path that exists; null where that is none, or only the root. */
    static Room of(String text) {
      try {
        Path folder = text.startsWith("/") && text.indexOf('\n') < 0 ? Path.of(text).normalize() : null;
        while (folder != null && !Files.isDirectory(folder)) {
          folder = folder.getParent();
        }
        if (folder == null || folder.getNameCount() == 0) {
          return null;
        }
        FileStore store = Files.getFileStore(folder);
        return new Room(folder, store.getUsableSpace(), store.getTotalSpace());
      } catch (IOException | InvalidPathException e) {
        return null;
      }
    }

    @Override
    public String toString() {
      return "the file system of " + folder + " has " + size / MEBIBYTE + " MiB, " + free / MEBIBYTE + " MiB of them free now";
    }
  }
}
