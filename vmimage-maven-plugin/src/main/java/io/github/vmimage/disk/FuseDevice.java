package io.github.vmimage.disk;

import io.github.vmimage.report.Problem;
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
      throw unusable("no such device").next("sudo modprobe fuse; for a container: run it with --device /dev/fuse --cap-add SYS_ADMIN")
          .asException();
    }
    if (!Files.isReadable(DEVICE) || !Files.isWritable(DEVICE)) {
      throw unusable("this user may not open it")
          .next("sudo chmod 0666 /dev/fuse (which is what Debian's and Ubuntu's own set-up gives it)")
          .asException();
    }
  }

  private static Problem unusable(String seen) {
    return Problem.environment("The disk cannot be opened: FUSE is not usable here").at(DEVICE).saw(seen)
        .accepts("a device that this user may read and write");
  }
}
