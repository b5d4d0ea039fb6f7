package io.github.vmimage.source;

import java.io.File;
import java.io.OutputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.eclipse.jgit.util.ProcessResult;

/** JGit's view of the file system, with this user's home and without any way to start a process. */
final class GitFiles extends FS_POSIX {
  private final GitEnvironment environment;

  GitFiles(GitEnvironment environment) {
    this.environment = environment;
    setUserHome(environment.home().toFile());
    // What JGit would otherwise ask a shell for. It is used only for files in .git that JGit itself makes executable: none.
    setUmask(0022);
  }

  GitEnvironment environment() {
    return environment;
  }

  @Override
  public FS newInstance() {
    return new GitFiles(environment);
  }

  @Override
  protected File discoverGitExe() {
    return null;
  }

  @Override
  public ProcessBuilder runInShell(String cmd, String[] args) {
    throw new UnsupportedOperationException("JGit starts no process here: " + cmd);
  }

  @Override
  public ProcessResult runHookIfPresent(Repository repository, String hookName, String[] args, OutputStream outRedirect,
      OutputStream errRedirect, String stdinArgs) {
    return new ProcessResult(ProcessResult.Status.NOT_PRESENT);
  }
}
