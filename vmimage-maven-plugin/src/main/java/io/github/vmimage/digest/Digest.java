package io.github.vmimage.digest;

import java.util.Locale;

/**
 * What bytes must hash to.
 *
 * @param algorithm a hash without known collisions
 * @param hex the value in small hexadecimal digits
 */
public record Digest(Algorithm algorithm, String hex) {

  /** The hashes that prove something. MD5 and SHA-1 are not among them: both have practical collisions. */
  public enum Algorithm {
    /** 256 bits of SHA-2. */
    SHA256("SHA-256", 64),
    /** 512 bits of SHA-2. */
    SHA512("SHA-512", 128);

    private final String javaName;
    private final int digits;

    Algorithm(String javaName, int digits) {
      this.javaName = javaName;
      this.digits = digits;
    }

    /**
     * Its name in {@link java.security.MessageDigest}.
     *
     * @return such as {@code SHA-256}
     */
    public String javaName() {
      return javaName;
    }

    /**
     * How long a value is.
     *
     * @return number of hexadecimal digits
     */
    public int digits() {
      return digits;
    }

    /** {@return the name in POMs, paths and messages, such as {@code sha256}} */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the form. */
  public Digest {
    if (!hex.matches("[0-9a-f]{" + algorithm.digits() + "}")) {
      throw new IllegalArgumentException("no " + algorithm + " value: " + hex);
    }
  }

  /**
   * A SHA-256 digest.
   *
   * @param hex 64 small hexadecimal digits
   * @return the digest
   */
  public static Digest sha256(String hex) {
    return new Digest(Algorithm.SHA256, hex);
  }

  /** {@return such as {@code sha256:9f86...}} */
  @Override
  public String toString() {
    return algorithm + ":" + hex;
  }
}
