package io.github.vmimage.disk;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this machine's FUSE may be used by this user. */
final class FuseDevice {
  private static final Path DEVICE = Path.of("/dev/fuse");

  private FuseDevice() {}

  /** A problem when FUSE cannot be used by this user. */
  static void require() {
    if (!Files.exists(DEVICE)) {
      throw FuseProblems.absent(DEVICE).asException();
    }
    if (!Files.isReadable(DEVICE) || !Files.isWritable(DEVICE)) {
      throw FuseProblems.forbidden(DEVICE).asException();
    }
  }
}
