package io.github.vmimage.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Copies what a work tree holds: tracked files and untracked ones that are not ignored, as they are now. */
final class SnapshotExport {
  private static final int INDEX = 0;
  private static final int FILES = 1;

  private final ExportFolder target;

  SnapshotExport(ExportFolder target) {
    this.target = target;
  }

  /**
   * Copies a work tree.
   *
   * @param checkout the repository
   * @param tree tells what is built and not source
   * @param prefix where in the export, with a slash at its end; empty for its root
   */
  void copy(GitCheckout checkout, WorkTree tree, String prefix) throws IOException {
    Set<String> seen = new HashSet<>();
    try (TreeWalk walk = new TreeWalk(checkout.repository())) {
      walk.addTree(new DirCacheIterator(tree.readIndex()));
      PlainFiles files = PlainFiles.of(checkout.repository());
      walk.addTree(files);
      files.setDirCacheIterator(walk, INDEX);
      while (walk.next()) {
        PlainFiles file = walk.getTree(FILES, PlainFiles.class);
        DirCacheIterator tracked = walk.getTree(INDEX, DirCacheIterator.class);
        String path = walk.getPathString();
        if (file == null || tracked == null && (file.isEntryIgnored() || tree.isBuilt(path))) {
          continue;
        }
        if (file.getEntryFileMode() == FileMode.TREE && (tracked == null || tracked.getEntryFileMode() == FileMode.TREE)) {
          walk.enterSubtree();
        } else if (seen.add(path)) {
          entry(checkout, tracked, path, prefix);
        }
      }
    }
  }

  private void entry(GitCheckout checkout, DirCacheIterator tracked, String path, String prefix) throws IOException {
    if (path.indexOf('\uFFFD') >= 0 || !FileNames.fits(path)) {
      throw FileNames.notInThisLocale(List.of(path)).asException();
    }
    Path file = checkout.workTree().resolve(path);
    if (Files.isSymbolicLink(file)) {
      target.link(prefix + path, Files.readSymbolicLink(file));
    } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      nested(checkout, file, prefix + path);
    } else if (!WorkTree.isSpecial(file)) {
      // Where the file system has no run bits, the index knows them.
      boolean runnable = tracked == null || checkout.config().getBoolean("core", "filemode", true) ? WorkTree.isRunnable(file)
          : tracked.getEntryFileMode() == FileMode.EXECUTABLE_FILE;
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
          OutputStream out = target.file(prefix + path, runnable)) {
        in.transferTo(out);
      }
    }
  }

  /** A submodule, or a repository that lies in the work tree. */
  private void nested(GitCheckout checkout, Path folder, String path) throws IOException {
    target.folder(path);
    try (GitCheckout inner = GitCheckout.at(folder, checkout.environment())) {
      if (inner == null) {
        throw TreeProblems.absentSubmodules(checkout.workTree(), List.of(path)).asException();
      }
      copy(inner, new WorkTree(inner, ""), path + "/");
    }
  }
}
