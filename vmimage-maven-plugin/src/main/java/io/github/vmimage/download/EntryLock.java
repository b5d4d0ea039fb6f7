package io.github.vmimage.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One builder at a time, among threads and among processes. The system frees the lock of a process that was killed. Lock files stay:
 * removing one while another process waits for it would give two of them the lock.
 */
public final class EntryLock {
  private static final long POLL_MILLIS = 100;

  /**
   * A process's file locks belong to all of its threads, and closing any channel of the file drops them. So threads queue here first.
   */
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final Path file;
  private final Runnable onWait;
  private boolean waited;

  /**
   * A lock, not yet taken.
   *
   * @param file made where it is missing
   * @param onWait told once when somebody else has the lock
   */
  EntryLock(Path file, Runnable onWait) {
    this.file = file;
    this.onWait = onWait;
  }

  /**
   * Work on files.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  public interface Work<T> {
    /**
     * Does it.
     *
     * @return what comes of it
     * @throws IOException when a file cannot be read or written
     */
    T run() throws IOException;
  }

  /**
   * Waits for the lock, works, and frees it.
   *
   * @param work on files
   * @param <T> what comes of it
   * @return what comes of it
   * @throws IOException of the work or of the lock's file
   */
  public <T> T holding(Work<T> work) throws IOException {
    Files.createDirectories(file.getParent());
    ReentrantLock thread = THREADS.computeIfAbsent(file.getParent().toRealPath().resolve(file.getFileName()), f -> new ReentrantLock());
    try {
      if (!thread.tryLock()) {
        tellOfWaiting();
        thread.lockInterruptibly();
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        while (tryLock(channel) == null) {
          tellOfWaiting();
          Thread.sleep(POLL_MILLIS);
        }
        return work.run();
      } finally {
        thread.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + file, e);
    }
  }

  private void tellOfWaiting() {
    if (!waited) {
      waited = true;
      onWait.run();
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this process all the same: Maven may have loaded this class twice.
      return null;
    }
  }
}
