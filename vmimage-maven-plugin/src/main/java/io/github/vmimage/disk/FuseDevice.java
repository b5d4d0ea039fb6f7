package io.github.vmimage.disk;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this machine's FUSE may be used by this user. */
public final class FuseDevice {
  private static final Path DEVICE = Path.of("/dev/fuse");

  private FuseDevice() {}

  /**
   * Looks at the device, and opens nothing.
   *
   * @throws io.github.vmimage.report.ProblemException when there is no FUSE, or this user may not use it
   */
  public static void require() {
    if (!Files.exists(DEVICE)) {
      throw FuseProblems.absent(DEVICE).asException();
    }
    if (!Files.isReadable(DEVICE) || !Files.isWritable(DEVICE)) {
      throw FuseProblems.forbidden(DEVICE).asException();
    }
  }
}
