package io.github.vmimage.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilter;

/**
 * Where the image's module lies in its repository.
 *
 * @param checkout the repository
 * @param folder without symbolic links
 * @param path from the root of the work tree, with {@code /}; empty for the root itself
 */
record ModuleFolder(GitCheckout checkout, Path folder, String path) {
  private static final int INDEX = 0;
  private static final int FILES = 1;

  static ModuleFolder of(GitCheckout checkout, Path folder) {
    if (!folder.startsWith(checkout.workTree())) {
      throw GitProblems.outsideWorkTree(folder, checkout.workTree()).asException();
    }
    return new ModuleFolder(checkout, folder, relative(checkout.workTree(), folder));
  }

  /** The folder that Maven writes to, with a slash at its end; empty where it lies elsewhere or holds the module. */
  String built(Path buildDirectory) {
    return buildDirectory.startsWith(checkout.workTree()) && !folder.startsWith(buildDirectory)
        ? relative(checkout.workTree(), buildDirectory) + "/" : "";
  }

  /** A project below an ignored folder, such as one that was scaffolded under {@code target}, is not under version control here. */
  void requireNotIgnored(DirCache index) throws IOException {
    if (path.isEmpty()) {
      return;
    }
    try (TreeWalk walk = new TreeWalk(checkout.repository())) {
      walk.addTree(new DirCacheIterator(index));
      PlainFiles files = PlainFiles.of(checkout.repository());
      walk.addTree(files);
      files.setDirCacheIterator(walk, INDEX);
      walk.setFilter(PathFilter.create(path));
      while (walk.next()) {
        PlainFiles file = walk.getTree(FILES, PlainFiles.class);
        if (walk.getTree(INDEX, DirCacheIterator.class) == null && file != null && file.isEntryIgnored()) {
          throw GitProblems.ignored(path, checkout.workTree()).asException();
        }
        if (walk.isSubtree() && path.startsWith(walk.getPathString() + "/")) {
          walk.enterSubtree();
        }
      }
    }
  }

  void requireIn(RevTree tree) {
    if (path.isEmpty()) {
      return;
    }
    try (TreeWalk walk = TreeWalk.forPath(checkout.repository(), path, tree)) {
      if (walk == null || walk.getFileMode(0) != FileMode.TREE) {
        throw GitProblems.notInCommit(path).asException();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String relative(Path root, Path folder) {
    StringBuilder path = new StringBuilder();
    root.relativize(folder).forEach(name -> path.append(path.isEmpty() ? "" : "/").append(name));
    return path.toString();
  }
}
