package io.github.vmimage.source;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * What JGit may know of the machine. Left alone, JGit asks the git program where the system's configuration lies, writes probe files
 * into the repository to measure the file system's clock, and keeps the result in {@code ~/.config/jgit}. Here it does none of that:
 * the clock is taken to be as coarse as JGit's own fallback, which only means that a file is read once more than needed.
 */
final class QuietSystem extends SystemReader.Delegate {
  private static final QuietSystem INSTANCE = new QuietSystem();
  private static final ThreadLocal<StoredConfig> OPENING = new ThreadLocal<>();

  private QuietSystem() {
    super(SystemReader.getInstance());
  }

  /** Makes JGit ask this object, and only this, from now on. */
  static void install() {
    if (SystemReader.getInstance() != INSTANCE) {
      SystemReader.setInstance(INSTANCE);
    }
  }

  /** Opens something whose configuration is to rest on {@code base}: JGit takes that from a global, so for this thread alone. */
  static <T> T over(StoredConfig base, Opening<T> opening) throws java.io.IOException {
    OPENING.set(base);
    try {
      return opening.open();
    } finally {
      OPENING.remove();
    }
  }

  /** Something that reads the user's configuration while it opens. */
  interface Opening<T> {
    T open() throws java.io.IOException;
  }

  @Override
  public StoredConfig getUserConfig() {
    StoredConfig opening = OPENING.get();
    return opening == null ? new Nothing() : opening;
  }

  @Override
  public StoredConfig getJGitConfig() {
    return new Nothing();
  }

  @Override
  public StoredConfig getSystemConfig() {
    return new Nothing();
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new Nothing();
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new Nothing();
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new Nothing();
  }

  @Override
  public Path getXdgConfigDirectory(FS fileSystem) {
    return fileSystem instanceof GitFiles files ? files.environment().configHome() : null;
  }

  /** A configuration without a file, but with the answer that keeps JGit from measuring. */
  private static final class Nothing extends FileBasedConfig {
    Nothing() {
      super(null, null, FS.DETECTED);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }

    @Override
    public String toString() {
      return "no configuration";
    }

    @Override
    public long getTimeUnit(String section, String subsection, String name, long defaultValue, TimeUnit wantUnit) {
      if (section.equals("filesystem")) {
        return wantUnit.convert(FS.FileStoreAttributes.FALLBACK_TIMESTAMP_RESOLUTION.toNanos(), TimeUnit.NANOSECONDS);
      }
      return super.getTimeUnit(section, subsection, name, defaultValue, wantUnit);
    }
  }
}
