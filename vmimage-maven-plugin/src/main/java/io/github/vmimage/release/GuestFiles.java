package io.github.vmimage.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Files of a guest, seen as the guest would see them: a link is followed below the guest's root and never out of it, whatever it says,
 * and only a regular file of bounded size is opened.
 */
final class GuestFiles {
  // The limit that Linux itself has.
  private static final int MAX_LINKS = 40;

  private final Path root;

  /** Takes the folder that stands for {@code /} in the guest. */
  GuestFiles(Path root) {
    this.root = root;
  }

  /**
   * Opens a file.
   *
   * @param path absolute, in the guest
   * @param limit largest size in bytes
   * @return the file, which the caller closes, or nothing where there is no such file
   * @throws IOException when it cannot be read
   */
  Optional<InputStream> open(String path, long limit) throws IOException {
    Optional<Path> found = resolve(path);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Path file = found.get();
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw GuestProblems.noRegularFile(path, String.valueOf(file.getFileName())).asException();
    }
    long size = Files.size(file);
    if (size > limit) {
      throw GuestProblems.tooLarge(path, size, limit).asException();
    }
    return Optional.of(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
  }

  private Optional<Path> resolve(String path) throws IOException {
    Deque<String> ahead = new ArrayDeque<>(names(root.getFileSystem().getPath(path)));
    Deque<Path> way = new ArrayDeque<>(List.of(root));
    int links = 0;
    while (!ahead.isEmpty()) {
      String name = ahead.pop();
      if (name.equals("..")) {
        if (way.size() > 1) {
          way.pop();
        }
        continue;
      }
      Path next = way.peek().resolve(name);
      if (Files.isSymbolicLink(next)) {
        if (++links > MAX_LINKS) {
          throw GuestProblems.circle(path, MAX_LINKS).asException();
        }
        Path target = Files.readSymbolicLink(next);
        if (target.isAbsolute()) {
          way.clear();
          way.push(root);
        }
        List<String> names = names(target);
        for (int i = names.size() - 1; i >= 0; i--) {
          ahead.push(names.get(i));
        }
      } else if (Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
        way.push(next);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(way.peek());
  }

  private static List<String> names(Path path) {
    List<String> names = new ArrayList<>();
    for (Path name : path) {
      if (!name.toString().isEmpty() && !name.toString().equals(".")) {
        names.add(name.toString());
      }
    }
    return names;
  }
}
