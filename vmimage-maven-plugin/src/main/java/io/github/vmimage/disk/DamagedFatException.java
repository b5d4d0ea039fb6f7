package io.github.vmimage.disk;

import java.io.IOException;

/** A FAT file system says something that cannot be so. */
final class DamagedFatException extends IOException {
  private static final long serialVersionUID = 1;

  /** Names what does not fit. */
  DamagedFatException(String what) {
    super("its " + what);
  }
}
