package io.github.vmimage.disk;

/** Formats of a disk image file that this plugin reads. */
public enum DiskFormat {
  /** QEMU's format, the one in which disks are released here. */
  QCOW2("qcow2", true),
  /** Microsoft's older format, fixed or dynamic; Azure takes it. */
  VHD("vpc", false),
  /** Microsoft's newer format. */
  VHDX("vhdx", false),
  /** VMware's sparse format, stream-optimised or not. */
  VMDK("vmdk", true),
  /** The bytes of the disk, nothing else. */
  RAW("raw", false);

  private final String driver;
  private final boolean parent;

  DiskFormat(String driver, boolean parent) {
    this.driver = driver;
    this.parent = parent;
  }

  /**
   * QEMU's name of the format.
   *
   * @return the value for {@code -f} and {@code driver=}
   */
  public String driver() {
    return driver;
  }

  /** Whether QEMU's driver opens a parent that the image names, unless it is told that there is none. */
  boolean mayHaveParent() {
    return parent;
  }
}
