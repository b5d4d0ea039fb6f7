package io.github.vmimage.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Whole folders. A symbolic link is a file here: it is removed, never followed. */
public final class Folders {

  private Folders() {}

  /**
   * Removes a file, or a folder with all that is in it. What somebody else removes meanwhile is as good as removed.
   *
   * @param path may be absent
   * @throws IOException when something stays
   */
  public static void remove(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(path, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.deleteIfExists(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
          return FileVisitResult.CONTINUE;
        }
        throw e;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
        if (e != null) {
          throw e;
        }
        Files.deleteIfExists(folder);
        return FileVisitResult.CONTINUE;
      }
    });
  }

  /**
   * Removes a file, or a folder with all that is in it.
   *
   * @param path may be absent
   * @throws io.github.vmimage.report.ProblemException when something stays
   */
  public static void delete(Path path) {
    try {
      remove(path);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /**
   * Makes a folder empty.
   *
   * @param folder is made where absent
   * @return the same folder
   * @throws io.github.vmimage.report.ProblemException when it cannot be made or emptied
   */
  public static Path fresh(Path folder) {
    delete(folder);
    return make(folder);
  }

  /**
   * Makes a folder.
   *
   * @param folder may exist
   * @return the same folder
   * @throws io.github.vmimage.report.ProblemException when it cannot be made
   */
  public static Path make(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static RuntimeException unwritable(Path path, IOException e) {
    return FolderProblems.unwritable(path, e.toString()).because(e);
  }
}
