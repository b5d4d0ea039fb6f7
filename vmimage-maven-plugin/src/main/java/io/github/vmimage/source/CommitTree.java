package io.github.vmimage.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The files of a commit's tree, with the trees of its submodules in their places: read, checked, nothing written yet. A name that
 * could lead out of the export ends the reading at once; all else that is wrong is collected.
 */
final class CommitTree implements AutoCloseable {
  private static final int MAX_DEPTH = 500;
  private static final int MAX_POINTER = 1024;

  private final List<TreeFile> files = new ArrayList<>();
  private final List<GitCheckout> submodules = new ArrayList<>();
  private final TreeFaults faults = new TreeFaults();
  // What git itself refuses on this system; also refuses two entries of one name and a tree out of order.
  private final ObjectChecker checker = new ObjectChecker().setAllowLeadingZeroFileMode(true);

  private final Path workTree;

  private CommitTree(Path workTree) {
    this.workTree = workTree;
  }

  static CommitTree read(GitCheckout checkout, ObjectId tree) throws IOException {
    CommitTree read = new CommitTree(checkout.workTree());
    try {
      read.repository(checkout, tree, "");
    } catch (IOException | RuntimeException e) {
      read.close();
      throw e;
    }
    return read;
  }

  /** In the order of Git: a folder's files before those of a later name. */
  List<TreeFile> files() {
    return files;
  }

  /** Throws all that keeps this tree from being exported. */
  void requireExportable() {
    faults.throwIfAny(workTree);
  }

  private void repository(GitCheckout checkout, ObjectId tree, String prefix) throws IOException {
    try (ObjectReader reader = checkout.repository().newObjectReader()) {
      new Reading(checkout, reader, prefix).folder(tree, "", 0);
    }
  }

  /** How the path of a tree's folder is turned into the attributes file in it. */
  static GitAttributes attributes(GitCheckout checkout, ObjectReader reader, ObjectId tree) throws IOException {
    return new GitAttributes(checkout.outerAttributes(), folder -> {
      try (TreeWalk walk = TreeWalk.forPath(reader, folder + Constants.DOT_GIT_ATTRIBUTES, tree)) {
        if (walk == null || (walk.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE || !reader.has(walk.getObjectId(0))) {
          return AttributesFile.EMPTY;
        }
        return AttributesFile.parse(reader.open(walk.getObjectId(0)).getBytes(), folder.isEmpty(), checkout.ignoresCase());
      }
    }, checkout.infoAttributes());
  }

  /** One repository's part of the reading. */
  private final class Reading {
    private final GitCheckout checkout;
    private final ObjectReader reader;
    private final String prefix;
    private final boolean links;
    private GitAttributes attributes;

    Reading(GitCheckout checkout, ObjectReader reader, String prefix) {
      this.checkout = checkout;
      this.reader = reader;
      this.prefix = prefix;
      this.links = checkout.config().getBoolean("core", "symlinks", true);
    }

    void folder(ObjectId tree, String path, int depth) throws IOException {
      byte[] raw = reader.open(tree, Constants.OBJ_TREE).getBytes();
      try {
        if (depth > MAX_DEPTH) {
          throw new CorruptObjectException(tree, "more than " + MAX_DEPTH + " folders deep");
        }
        checker.checkTree(tree, raw);
      } catch (CorruptObjectException e) {
        throw TreeProblems.badEntry(prefix + path, e.getMessage()).because(e);
      }
      if (attributes == null) {
        attributes = attributes(checkout, reader, tree);
      }
      for (CanonicalTreeParser entry = new CanonicalTreeParser(null, reader, tree); !entry.eof(); entry.next(1)) {
        byte[] bytes = new byte[entry.getNameLength()];
        entry.getName(bytes, 0);
        String name = FileNames.text(bytes);
        if (name == null) {
          faults.notUtf8.add(prefix + path + new String(bytes, StandardCharsets.UTF_8));
        } else if (!FileNames.fits(name)) {
          faults.notInLocale.add(prefix + path + name);
        } else {
          entry(entry.getEntryFileMode(), entry.getEntryObjectId(), path + name, depth);
        }
      }
    }

    private void entry(FileMode mode, ObjectId id, String path, int depth) throws IOException {
      if (mode == FileMode.TREE) {
        folder(id, path + "/", depth + 1);
      } else if (mode == FileMode.GITLINK) {
        submodule(id, path);
      } else if (!reader.has(id)) {
        faults.absent.add(prefix + path + " (" + id.name() + ")");
      } else if (mode == FileMode.SYMLINK) {
        // With core.symlinks off, Git writes a link as a file that holds the target.
        files.add(new TreeFile(prefix + path, links ? TreeFile.Kind.LINK : TreeFile.Kind.FILE, id, Conversion.NONE, checkout));
      } else {
        files.add(new TreeFile(prefix + path, mode == FileMode.EXECUTABLE_FILE ? TreeFile.Kind.EXECUTABLE : TreeFile.Kind.FILE, id,
            conversion(id, path), checkout));
      }
    }

    private Conversion conversion(ObjectId id, String path) throws IOException {
      try {
        Conversion conversion = Conversion.of(attributes.of(path), checkout.config());
        if (!conversion.encoding().isEmpty()) {
          WorkTreeEncoding.of(conversion.encoding());
        }
        filter(conversion.filter(), id, path);
        return conversion;
      } catch (Conversion.UnusableException e) {
        faults.unusable.add(prefix + path + ": " + e.getMessage());
        return Conversion.NONE;
      }
    }

    private void filter(String name, ObjectId id, String path) throws IOException {
      if (name.equals("lfs")) {
        // The lfs filter passes a file through that was committed with its content.
        if (isPointer(id)) {
          faults.lfs.add(prefix + path);
        }
      } else if (!name.isEmpty() && (checkout.config().getString("filter", name, "smudge") != null
          || checkout.config().getString("filter", name, "process") != null
          || checkout.config().getBoolean("filter", name, "required", false))) {
        faults.filtered.add(prefix + path + " (filter=" + name + ")");
      }
    }

    private boolean isPointer(ObjectId id) throws IOException {
      if (reader.getObjectSize(id, Constants.OBJ_BLOB) >= MAX_POINTER) {
        return false;
      }
      String content = new String(reader.open(id).getBytes(), StandardCharsets.UTF_8);
      return content.startsWith("version https://git-lfs.github.com/spec/")
          || content.startsWith("version https://hawser.github.com/spec/");
    }

    private void submodule(ObjectId commit, String path) throws IOException {
      files.add(new TreeFile(prefix + path, TreeFile.Kind.FOLDER, null, Conversion.NONE, checkout));
      Path folder = checkout.workTree().resolve(path);
      // A link on the way could lead to any repository of this machine.
      boolean direct = folder.equals(folder.toFile().exists() ? folder.toRealPath() : null);
      GitCheckout submodule = direct ? GitCheckout.at(folder, checkout.environment()) : null;
      if (submodule == null) {
        faults.noSubmodule.add(prefix + path + " (commit " + commit.name() + ")");
        return;
      }
      submodules.add(submodule);
      if (!submodule.repository().getObjectDatabase().has(commit)) {
        faults.noSubmodule.add(prefix + path + " (commit " + commit.name() + ")");
        return;
      }
      repository(submodule, submodule.commit(commit).getTree(), prefix + path + "/");
    }
  }

  @Override
  public void close() {
    submodules.forEach(GitCheckout::close);
  }
}
