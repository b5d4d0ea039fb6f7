package io.github.vmimage.source;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.eclipse.jgit.lib.ObjectReader;

/** Writes the files of a commit's tree as {@code git worktree add} does. */
final class TreeExport {
  private TreeExport() {}

  static void write(CommitTree tree, ExportFolder target) throws IOException {
    List<TreeFile> files = tree.files();
    GitCheckout open = null;
    ObjectReader reader = null;
    try {
      for (TreeFile file : files) {
        if (file.from() != open) {
          if (reader != null) {
            reader.close();
          }
          open = file.from();
          reader = open.repository().newObjectReader();
        }
        write(file, reader, target);
      }
    } finally {
      if (reader != null) {
        reader.close();
      }
    }
  }

  private static void write(TreeFile file, ObjectReader reader, ExportFolder target) throws IOException {
    switch (file.kind()) {
      case FOLDER -> target.folder(file.path());
      case LINK -> link(file, reader, target);
      case FILE, EXECUTABLE -> {
        try (OutputStream out = target.file(file.path(), file.kind() == TreeFile.Kind.EXECUTABLE)) {
          new BlobContent(reader).write(file.id(), file.conversion(), out);
        } catch (Conversion.UnusableException e) {
          throw TreeProblems.impossibleAttributes(List.of(file.path() + ": " + e.getMessage())).because(e);
        }
      }
    }
  }

  private static void link(TreeFile file, ObjectReader reader, ExportFolder target) throws IOException {
    byte[] bytes = reader.open(file.id()).getBytes();
    String to = FileNames.text(bytes);
    if (to == null) {
      throw TreeProblems.notUtf8(file.from().workTree(), List.of("target of the link " + file.path())).asException();
    }
    if (to.isEmpty() || to.indexOf('\0') >= 0) {
      throw TreeProblems.linkToNothing(file.path(), to).asException();
    }
    if (!FileNames.fits(to)) {
      throw FileNames.notInThisLocale(List.of("target of the link " + file.path())).asException();
    }
    target.link(file.path(), to);
  }
}
