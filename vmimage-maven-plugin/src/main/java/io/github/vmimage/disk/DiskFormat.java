package io.github.vmimage.disk;

/** Formats of a disk image file that this plugin reads. */
public enum DiskFormat {
  /** QEMU's format, the one in which disks are released here. */
  QCOW2("qcow2"),
  /** Microsoft's older format, fixed or dynamic; Azure takes it. */
  VHD("vpc"),
  /** Microsoft's newer format. */
  VHDX("vhdx"),
  /** VMware's sparse format, stream-optimised or not. */
  VMDK("vmdk"),
  /** The bytes of the disk, nothing else. */
  RAW("raw");

  private final String driver;

  DiskFormat(String driver) {
    this.driver = driver;
  }

  /**
   * QEMU's name of the format.
   *
   * @return the value for {@code -f} and {@code driver=}
   */
  public String driver() {
    return driver;
  }
}
