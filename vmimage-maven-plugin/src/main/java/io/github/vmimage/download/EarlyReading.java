package io.github.vmimage.download;

import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * An entry of the cache that is read while it is not yet known whether it may be used. How far it has come is told from the moment on in
 * which it is asked for; if it never is, nobody hears of it.
 */
final class EarlyReading implements Progress {
  private final Progress progress;
  private final FutureTask<Optional<CachedFile>> task;
  private volatile boolean wanted;

  private EarlyReading(Progress progress, Reading reading) {
    this.progress = progress;
    this.task = new FutureTask<>(() -> reading.read(this));
  }

  /** Reads an entry whole. */
  @FunctionalInterface
  interface Reading {
    /** Gives the verified entry, or nothing where it is gone or corrupt. */
    Optional<CachedFile> read(Progress progress) throws IOException;
  }

  /** Begins, in a thread of its own: those of the common pool read ahead for it. */
  static EarlyReading begin(Progress progress, Reading reading) {
    EarlyReading early = new EarlyReading(progress, reading);
    Thread thread = new Thread(early.task, "vmimage-early-reading");
    thread.setDaemon(true);
    thread.start();
    return early;
  }

  /** Waits for the end. A failure is no outcome: whoever asks reads the entry again, and meets it too. */
  Optional<CachedFile> outcome() throws IOException {
    wanted = true;
    try {
      return task.get();
    } catch (ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while an entry was read", e);
    }
  }

  @Override
  public void info(String line) {
    progress.info(line);
  }

  @Override
  public void warn(String line) {
    progress.warn(line);
  }

  @Override
  public void debug(String line) {
    progress.debug(line);
  }

  @Override
  public void step(String what, long done, long total) {
    if (wanted) {
      progress.step(what, done, total);
    }
  }
}
