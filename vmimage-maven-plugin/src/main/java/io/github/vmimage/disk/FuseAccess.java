package io.github.vmimage.disk;

/** Whether this user may mount with FUSE, which {@link OpenDisk} needs. */
public final class FuseAccess {

  private FuseAccess() {}

  /**
   * Looks at the device, and opens nothing.
   *
   * @throws io.github.vmimage.report.ProblemException when there is no FUSE, or this user may not use it
   */
  public static void require() {
    FuseDevice.require();
  }
}
