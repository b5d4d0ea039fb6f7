package io.github.vmimage.guest;

import java.nio.file.Path;

/**
 * A finished disk that guests are cloned from; it stays as it is.
 *
 * @param file the disk
 * @param format QEMU's name of its format, such as {@code qcow2}, {@code raw} or {@code vpc}
 */
public record GuestDisk(Path file, String format) {

  /** Makes the path absolute: a clone names it. */
  public GuestDisk {
    file = file.toAbsolutePath().normalize();
  }

  /**
   * A disk as a build leaves it.
   *
   * @param file a qcow2
   * @return the disk
   */
  public static GuestDisk qcow2(Path file) {
    return new GuestDisk(file, "qcow2");
  }
}
