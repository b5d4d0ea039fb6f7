package io.github.vmimage.pipeline;

import java.util.Locale;

/** Numbers of bytes as people write them. */
final class Bytes {
  static final long MIB = 1L << 20;
  static final long GIB = 1L << 30;

  private Bytes() {}

  /** Such as {@code 1.5 GiB}, {@code 12.0 MiB} or {@code 512 bytes}. */
  static String text(long bytes) {
    if (bytes < 1024) {
      return bytes + " bytes";
    }
    int power = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
    return String.format(Locale.ROOT, "%.1f %siB", bytes / Math.pow(1024, power), "KMGTPE".charAt(power - 1));
  }

  /** Reads the size of a bootstrapped disk: a whole number with M or G. */
  static long parse(String size) {
    long number = Long.parseLong(size.substring(0, size.length() - 1));
    return number * (size.endsWith("G") ? GIB : MIB);
  }
}
