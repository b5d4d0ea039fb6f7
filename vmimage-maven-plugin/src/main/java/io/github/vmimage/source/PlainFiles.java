package io.github.vmimage.source;

import java.io.File;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator;

/** The files of a work tree for JGit, without the user's clean filters: those are commands. */
final class PlainFiles extends FileTreeIterator {

  private PlainFiles(Repository repository) {
    super(repository);
  }

  private PlainFiles(PlainFiles parent, File folder) {
    super(parent, folder, parent.fs);
  }

  static PlainFiles of(Repository repository) {
    return new PlainFiles(repository);
  }

  @Override
  protected AbstractTreeIterator enterSubtree() {
    return new PlainFiles(this, getEntryFile());
  }

  @Override
  public String getCleanFilterCommand() {
    return null;
  }
}
