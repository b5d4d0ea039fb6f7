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
      make(folder);
      Path real = folder.toRealPath();
      return new RunPlace(real, FileDigest.sha256(real(workspace).toString().getBytes(StandardCharsets.UTF_8)).substring(0, KEY_DIGITS));
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /** Anybody may make a folder of that name in a folder that all share: one that is not this user's alone is not used. */
  private static void make(Path folder) throws IOException {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] mine = posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(MINE))}
        : new FileAttribute<?>[0];
    try {
      Files.createDirectory(folder, mine);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || (posix && !isMine(folder))) {
        throw new IOException("it is not this user's own folder, with mode 0700", e);
      }
    }
  }

  private static boolean isMine(Path folder) throws IOException {
    Path mine = Files.createTempFile("vmimage-who-", "");
    try {
      return Files.getOwner(mine).equals(Files.getOwner(folder))
          && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)).equals(MINE);
    } finally {
      Files.delete(mine);
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
