package io.github.vmimage.maven;

import io.github.vmimage.files.Folders;
import io.github.vmimage.report.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.RepositoryPolicy;

/** A resolver session with an empty local repository of its own, so that neither a cache nor an earlier install can answer. */
final class ScratchSession implements AutoCloseable {
  private final Path folder;
  private final DefaultRepositorySystemSession session;

  /** Its folder is made below an existing one. */
  ScratchSession(RepositorySystem system, RepositorySystemSession original, Path parent) {
    try {
      folder = Files.createTempDirectory(parent, "ask-");
    } catch (IOException e) {
      throw Problem.environment("A temporary folder could not be made").at(parent).saw(e.getMessage())
          .next("check the free space and the rights of that folder").because(e);
    }
    session = new DefaultRepositorySystemSession(original);
    session.setLocalRepositoryManager(system.newLocalRepositoryManager(session, new LocalRepository(folder.toFile())));
    session.setWorkspaceReader(null);
    session.setUpdatePolicy(RepositoryPolicy.UPDATE_POLICY_ALWAYS);
  }

  RepositorySystemSession session() {
    return session;
  }

  @Override
  public void close() {
    Folders.delete(folder);
  }
}
