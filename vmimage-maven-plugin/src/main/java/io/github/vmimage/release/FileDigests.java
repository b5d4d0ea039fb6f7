package io.github.vmimage.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What one pass over a file tells.
 *
 * @param size bytes read
 * @param sha256 64 lower-case hex digits
 * @param sha512 128 lower-case hex digits
 */
record FileDigests(long size, String sha256, String sha512) {
  private static final int BUFFER = 1 << 20;

  /**
   * Reads a file once, from its start to its end, holding 1 MiB of it at a time.
   *
   * @param file any readable file
   * @return size and digests of what was read
   * @throws IOException when it cannot be read
   */
  static FileDigests of(Path file) throws IOException {
    MessageDigest sha256 = digest("SHA-256");
    MessageDigest sha512 = digest("SHA-512");
    long size = 0;
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha256.update(buffer, 0, read);
        sha512.update(buffer, 0, read);
        size += read;
      }
    }
    return new FileDigests(size, hex(sha256.digest()), hex(sha512.digest()));
  }

  /** Digest of bytes in memory. */
  static String sha256(byte[] bytes) {
    return hex(digest("SHA-256").digest(bytes));
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has " + algorithm, e);
    }
  }
}
