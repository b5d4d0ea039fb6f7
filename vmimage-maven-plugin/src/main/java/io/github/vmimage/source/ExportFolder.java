package io.github.vmimage.source;

import io.github.vmimage.files.Folders;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/**
 * A folder that an export fills. Everything in it is new: a file is made only where nothing is, and only below folders that were made
 * here, so no symbolic link is ever followed. A file beside the folder says that it is ours and may be removed.
 */
final class ExportFolder {
  // The umask takes away from these what it takes away from Git's.
  private static final FileAttribute<?> PLAIN = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-"));
  private static final FileAttribute<?> RUNNABLE = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx"));

  private final Path root;
  private final SymbolicLinks links;
  private final Set<Path> made = new HashSet<>();

  private ExportFolder(Path root, SymbolicLinks links) {
    this.root = root;
    this.links = links;
  }

  /**
   * Makes the folder, in place of an earlier export.
   *
   * @param target where
   * @param stamp what will be in it
   * @param links makes symbolic links
   */
  static ExportFolder create(Path target, SourceStamp stamp, SymbolicLinks links) throws IOException {
    Path root = target.toAbsolutePath().normalize();
    Path mark = mark(root);
    if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isRegularFile(mark, LinkOption.NOFOLLOW_LINKS)) {
        throw TreeProblems.foreignFolder(root).asException();
      }
      Folders.remove(root);
    }
    Files.createDirectories(root.getParent());
    Files.writeString(mark, "export of " + stamp.version() + ", commit " + stamp.commit() + (stamp.dirty() ? ", dirty" : "") + "\n",
        StandardCharsets.UTF_8);
    Files.createDirectory(root);
    ExportFolder folder = new ExportFolder(root, links);
    folder.made.add(root);
    return folder;
  }

  private static Path mark(Path root) {
    return root.resolveSibling("." + root.getFileName() + ".export");
  }

  void folder(String path) throws IOException {
    require(root.resolve(path));
  }

  /** Makes a file; the caller closes it. */
  OutputStream file(String path, boolean runnable) throws IOException {
    return new BufferedOutputStream(Channels.newOutputStream(Files.newByteChannel(place(path),
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), runnable ? RUNNABLE : PLAIN)), 1 << 16);
  }

  void link(String path, String target) throws IOException {
    links.create(place(path), target);
  }

  void link(String path, Path target) throws IOException {
    Files.createSymbolicLink(place(path), target);
  }

  void discard() throws IOException {
    Folders.remove(root);
  }

  private Path place(String path) throws IOException {
    Path place = root.resolve(path);
    if (!place.normalize().equals(place) || !place.startsWith(root) || place.equals(root)) {
      throw new IOException("not a place in the export: " + path);
    }
    require(place.getParent());
    return place;
  }

  private void require(Path folder) throws IOException {
    if (!made.contains(folder)) {
      require(folder.getParent());
      Files.createDirectory(folder);
      made.add(folder);
    }
  }
}
