package io.github.vmimage.release;

/**
 * One released file.
 *
 * @param format such as {@code qcow2}
 * @param file bare file name, without a folder
 * @param size bytes of the file
 * @param sha256 64 lower-case hex digits
 * @param sha512 128 lower-case hex digits
 * @param virtualSize bytes of the disk that a guest sees
 * @param contentDigest digest of the files inside
 */
public record DiskImage(String format, String file, long size, String sha256, String sha512, long virtualSize,
    ContentDigest contentDigest) {

  /**
   * A digest of the files inside, whatever the container's bytes.
   *
   * @param sha256 64 lower-case hex digits
   * @param entries how many files, folders and links went into it
   */
  public record ContentDigest(String sha256, long entries) {}
}
