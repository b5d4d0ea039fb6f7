package io.github.vmimage.maven;

import io.github.vmimage.files.Folders;
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

  /** The folder is made anew, and goes with the session. */
  ScratchSession(RepositorySystem system, RepositorySystemSession original, Path folder) {
    this.folder = Folders.fresh(folder);
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
