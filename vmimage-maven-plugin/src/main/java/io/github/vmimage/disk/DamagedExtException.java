package io.github.vmimage.disk;

import java.io.IOException;

/** An ext file system says something that cannot be so. */
final class DamagedExtException extends IOException {
  private static final long serialVersionUID = 1;

  /** Names what does not fit. */
  DamagedExtException(String what) {
    super("damaged: " + what);
  }

  /** Reads what a disk says. */
  interface Reading<T> {
    T read() throws IOException;
  }

  /** Reads; an error of this program, whose numbers no check of ours has stopped, is damage of the disk, too. */
  static <T> T instead(Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      DamagedExtException damaged = new DamagedExtException("something that stops its reader (" + e.getClass().getSimpleName() + ")");
      damaged.initCause(e);
      throw damaged;
    }
  }
}
