package io.github.vmimage.maven;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The room that a release takes in the local repository, asked for before maven-install-plugin copies half of it. */
public final class LocalRoom {

  private LocalRoom() {}

  /**
   * Fails where the files do not fit.
   *
   * @param folder where they will be copied to; need not exist
   * @param files what will be copied
   * @throws io.github.vmimage.report.ProblemException when there is less room than they take together, or it cannot be asked
   */
  public static void require(Path folder, List<Path> files) {
    Path exists = folder.toAbsolutePath().normalize();
    while (!Files.isDirectory(exists)) {
      exists = exists.getParent();
    }
    try {
      long needed = 0;
      for (Path file : files) {
        needed += Files.size(file);
      }
      FileStore store = Files.getFileStore(exists);
      if (store.getUsableSpace() < needed) {
        throw DeploymentProblems.noRoom(exists, store.getUsableSpace(), needed).asException();
      }
    } catch (IOException e) {
      throw DeploymentProblems.unknownRoom(exists, e.toString()).because(e);
    }
  }
}
