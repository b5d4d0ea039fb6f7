package io.github.vmimage.disk;

import java.io.IOException;

/** An ext file system says something that cannot be so. */
final class DamagedExtException extends IOException {
  private static final long serialVersionUID = 1;

  /** Names what does not fit. */
  DamagedExtException(String what) {
    super("damaged: " + what);
  }
}
