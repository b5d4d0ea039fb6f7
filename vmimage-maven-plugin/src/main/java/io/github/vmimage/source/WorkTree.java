package io.github.vmimage.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.IndexDiff;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/** How a work tree differs from the commit it was checked out from. */
final class WorkTree {
  private final GitCheckout checkout;
  private final String buildFolder;

  /**
   * Looks at a work tree.
   *
   * @param checkout the repository
   * @param buildFolder what Maven writes to, with a slash at its end: nothing untracked in it counts; empty for none
   */
  WorkTree(GitCheckout checkout, String buildFolder) {
    this.checkout = checkout;
    this.buildFolder = buildFolder;
  }

  /**
   * All that differs, as {@code git status} sees it.
   *
   * @param commit the commit
   * @param tree its tree
   * @return one line for each file, by path; empty for a clean work tree
   */
  List<String> changes(ObjectId commit, ObjectId tree) throws IOException {
    DirCache index = readIndex();
    requireNames(index);
    IndexDiff diff = new IndexDiff(checkout.repository(), commit, PlainFiles.of(checkout.repository()));
    diff.setWorkingTreeItFactory(PlainFiles::of);
    diff.diff();
    Map<String, String> kinds = new TreeMap<>();
    note(kinds, diff.getUntracked().stream().filter(this::isSource).toList(), "untracked: ");
    note(kinds, diff.getChanged(), "staged:    ");
    note(kinds, diff.getAdded(), "staged:    ");
    note(kinds, diff.getRemoved(), "staged:    ");
    note(kinds, diff.getMissing(), "deleted:   ");
    note(kinds, trulyModified(diff, index, tree), "modified:  ");
    note(kinds, diff.getConflicting(), "conflict:  ");
    List<String> changes = new ArrayList<>();
    kinds.forEach((path, kind) -> changes.add(kind + path));
    return changes;
  }

  /** Git's index, told apart from what JGit cannot read. */
  DirCache readIndex() throws IOException {
    try {
      return checkout.repository().readDirCache();
    } catch (CorruptObjectException e) {
      throw GitProblems.unreadableIndex(checkout.repository().getIndexFile().toPath(), e.getMessage()).because(e);
    }
  }

  void requireNames(DirCache index) {
    TreeSet<String> unwritable = new TreeSet<>();
    for (int i = 0; i < index.getEntryCount(); i++) {
      String path = index.getEntry(i).getPathString();
      if (!FileNames.fits(path)) {
        unwritable.add(path);
      }
    }
    if (!unwritable.isEmpty()) {
      throw FileNames.notInThisLocale(unwritable).asException();
    }
  }

  private static void note(Map<String, String> kinds, Collection<String> paths, String kind) {
    paths.forEach(p -> kinds.put(p, kind));
  }

  boolean isBuilt(String path) {
    return !buildFolder.isEmpty() && (path + "/").startsWith(buildFolder);
  }

  private boolean isSource(String path) {
    return !isBuilt(path) && !isSpecial(checkout.workTree().resolve(path));
  }

  /** A pipe, a socket or a device: Git does not see it. */
  static boolean isSpecial(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(file);
  }

  /**
   * What JGit takes for modified, without the files that hold just what a checkout writes: JGit knows neither
   * {@code working-tree-encoding} nor {@code ident}.
   */
  private Collection<String> trulyModified(IndexDiff diff, DirCache index, ObjectId tree) throws IOException {
    TreeSet<String> modified = new TreeSet<>();
    try (ObjectReader reader = checkout.repository().newObjectReader()) {
      GitAttributes attributes = CommitTree.attributes(checkout, reader, tree);
      for (String path : diff.getModified()) {
        if (!isAsCheckedOut(index.getEntry(path), attributes, reader)) {
          modified.add(path);
        }
      }
    }
    return modified;
  }

  private boolean isAsCheckedOut(DirCacheEntry entry, GitAttributes attributes, ObjectReader reader) throws IOException {
    if (entry == null || (entry.getRawMode() & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
      return false;
    }
    Path file = checkout.workTree().resolve(entry.getPathString());
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || checkout.config().getBoolean("core", "filemode", true)
            && isRunnable(file) != (entry.getFileMode() == FileMode.EXECUTABLE_FILE)) {
      return false;
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
        SameBytes same = new SameBytes(in)) {
      Conversion conversion = Conversion.of(attributes.of(entry.getPathString()), checkout.config());
      if (conversion.isNone()) {
        return false;
      }
      new BlobContent(reader).write(entry.getObjectId(), conversion, same);
      return same.isSame();
    } catch (Conversion.UnusableException e) {
      return false;
    }
  }

  static boolean isRunnable(Path file) throws IOException {
    return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
        .contains(PosixFilePermission.OWNER_EXECUTE);
  }

  /** Compares what is written to it with a stream. */
  private static final class SameBytes extends OutputStream {
    private final InputStream expected;
    private boolean same = true;

    SameBytes(InputStream expected) {
      this.expected = expected;
    }

    @Override
    public void write(int b) throws IOException {
      same = same && expected.read() == (b & 0xff);
    }

    boolean isSame() throws IOException {
      return same && expected.read() < 0;
    }
  }
}
