package io.github.vmimage.run;

import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where a project's runs are known on this machine: a folder of this user's in {@code /tmp}, whose content a restart of the machine ends
 * just as it ends what it tells of. Not the user's home, which may be read-only or shared with other machines; not {@code target}, which
 * {@code mvn clean} removes.
 *
 * @param folder the user's folder
 * @param key stands for the project
 */
record RunPlace(Path folder, String key) {
  private static final int KEY_DIGITS = 12;
  private static final String MINE = "rwx------";
  private static final Path TMP = Path.of("/tmp");

  static RunPlace of(Path workspace) {
    return of(workspace, Files.isDirectory(TMP) && Files.isWritable(TMP) ? TMP : Path.of(System.getProperty("java.io.tmpdir")));
  }

  static RunPlace of(Path workspace, Path tmp) {
    Path folder = tmp.resolve("vmimage-" + System.getProperty("user.name").replaceAll("[^A-Za-z0-9_.-]", "_"));
    try {
      Path own = own(tmp.toRealPath().resolve(folder.getFileName()));
      return new RunPlace(own, FileDigest.sha256(real(workspace).toString().getBytes(StandardCharsets.UTF_8)).substring(0, KEY_DIGITS));
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /**
   * Makes the folder, or takes the one that is there. Anybody may make an entry of that name in a folder that all share, so one look at the
   * entry itself, not at what it may link to, tells its kind, owner and mode at once. What is this user's own nobody else can exchange
   * afterwards, where the shared folder is sticky, as {@code /tmp} is.
   */
  private static Path own(Path folder) throws IOException {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] mine = posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(MINE))}
        : new FileAttribute<?>[0];
    try {
      return Files.createDirectory(folder, mine);
    } catch (FileAlreadyExistsException e) {
      boolean own = posix ? isMine(Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS))
          : Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
      if (!own) {
        throw new IOException("it is not this user's own folder, with mode 0700", e);
      }
      return folder;
    }
  }

  private static boolean isMine(PosixFileAttributes entry) throws IOException {
    Path made = Files.createTempFile("vmimage-who-", "");
    try {
      return entry.isDirectory() && entry.owner().equals(Files.getOwner(made))
          && PosixFilePermissions.toString(entry.permissions()).equals(MINE);
    } finally {
      Files.delete(made);
    }
  }

  /** The same project by whatever path: the last part of it need not exist yet. */
  private static Path real(Path workspace) throws IOException {
    Path absolute = workspace.toAbsolutePath().normalize();
    Path exists = absolute;
    while (!Files.exists(exists)) {
      exists = exists.getParent();
    }
    return exists.toRealPath().resolve(exists.relativize(absolute));
  }

  Path lock() {
    return folder.resolve(key + ".lock");
  }

  Path record() {
    return folder.resolve(key + ".properties");
  }

  Path temporary() {
    return folder.resolve(key);
  }

  /** What marks the processes of this project's runs. */
  String mark() {
    return temporary().toString();
  }

  ProblemException unusable(IOException e) {
    return unusable(folder, e);
  }

  private static ProblemException unusable(Path folder, IOException e) {
    return RunProblems.unusableFolder(folder, e.toString(), System.getProperty("user.name")).because(e);
  }
}
