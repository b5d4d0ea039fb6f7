package io.github.vmimage.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The files below a folder of a project, through symbolic links as Packer and Ansible go, as long as these stay in the project. A folder or
 * file that several names lead to counts once, so that a circle of links ends. Folders that tools make are left out.
 */
public final class LinkedTree {
  private final Path project;
  private final Function<Path, ?> kind;
  private final Set<List<Object>> seen = new HashSet<>();
  private final List<Path> files = new ArrayList<>();
  private final List<Path> stray = new ArrayList<>();

  private LinkedTree(Path project, Function<Path, ?> kind) {
    this.project = project;
    this.kind = kind;
  }

  /**
   * Walks through a folder.
   *
   * @param folder an existing folder
   * @param kind what a name makes of a file or folder: one that several names lead to is listed once for each kind, under the name that goes
   *     through the fewest links
   * @return what is there
   * @throws IOException where a folder cannot be listed
   */
  public static LinkedTree of(Path folder, Function<Path, ?> kind) throws IOException {
    LinkedTree tree = new LinkedTree(project(folder.toRealPath()), kind);
    List<Path> next = List.of(folder);
    while (!next.isEmpty()) {
      // Folders behind links wait until everything before them has been seen.
      List<Path> behindLinks = new ArrayList<>();
      for (Path start : next) {
        tree.walk(start, behindLinks);
      }
      next = behindLinks;
    }
    return tree;
  }

  /** The checkout; without Git the Maven project, and without one the folder itself. */
  private static Path project(Path folder) {
    return Stream.of(".git", "pom.xml").flatMap(mark -> Stream.iterate(folder, p -> p != null, Path::getParent)
        .filter(p -> Files.exists(p.resolve(mark), LinkOption.NOFOLLOW_LINKS)).limit(1)).findFirst().orElse(folder);
  }

  private void walk(Path folder, List<Path> behindLinks) throws IOException {
    if (!seen.add(List.of(folder.toRealPath(), kind.apply(folder)))) {
      return;
    }
    List<Path> entries;
    try (Stream<Path> all = Files.list(folder)) {
      entries = all.sorted().toList();
    }
    for (Path entry : entries) {
      boolean link = Files.isSymbolicLink(entry);
      if (link && !staysInside(entry)) {
        stray.add(entry);
      } else if (Files.isDirectory(entry)) {
        if (isMade(entry)) {
          continue;
        }
        if (link) {
          behindLinks.add(entry);
        } else {
          walk(entry, behindLinks);
        }
      } else if (Files.isRegularFile(entry) && seen.add(List.of(entry.toRealPath(), kind.apply(entry)))) {
        files.add(entry);
      }
    }
  }

  /** What tools put into a project: hidden folders, Maven's output, an environment of Python's. */
  private static boolean isMade(Path folder) {
    String name = folder.getFileName().toString();
    return name.startsWith(".") || Files.exists(folder.resolve("pyvenv.cfg"))
        || (name.equals("target") && Files.exists(folder.resolveSibling("pom.xml")));
  }

  private boolean staysInside(Path link) {
    try {
      return link.toRealPath().startsWith(project);
    } catch (IOException leadsNowhere) {
      return false;
    }
  }

  /**
   * The files.
   *
   * @return regular files, in the order of their names, those behind links later
   */
  public List<Path> files() {
    return List.copyOf(files);
  }

  /**
   * Links that lead out of the project, or nowhere.
   *
   * @return the links, which were not followed
   */
  public List<Path> stray() {
    return List.copyOf(stray);
  }
}
