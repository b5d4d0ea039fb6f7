package io.github.vmimage.digest;

import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;

/**
 * Digests of a file, taken in one pass.
 *
 * @param sha256 64 hexadecimal digits, small letters
 * @param sha512 128 hexadecimal digits, small letters
 * @param size length of the file in bytes
 */
public record FileDigest(String sha256, String sha512, long size) {
  private static final int BUFFER = 1 << 20;

  /**
   * Reads a file from its beginning to its end.
   *
   * @param file any regular file
   * @return its digests and size
   * @throws io.github.vmimage.report.ProblemException when it cannot be read
   */
  public static FileDigest of(Path file) {
    return of(file, Progress.SILENT);
  }

  /**
   * Reads a file from its beginning to its end, and tells how far it has come.
   *
   * @param file any regular file
   * @param progress gets the bytes read of all bytes
   * @return its digests and size
   * @throws io.github.vmimage.report.ProblemException when it cannot be read
   */
  public static FileDigest of(Path file, Progress progress) {
    MessageDigest sha256 = digest("SHA-256");
    MessageDigest sha512 = digest("SHA-512");
    long size = 0;
    try (FileChannel channel = FileChannel.open(file)) {
      String what = "hashing " + file.getFileName();
      long total = channel.size();
      ByteBuffer filling = ByteBuffer.allocate(BUFFER);
      ByteBuffer digesting = ByteBuffer.allocate(BUFFER);
      CompletableFuture<Void> slower = CompletableFuture.completedFuture(null);
      // SHA-512 is the slower one: it works on one buffer while the next is read and given to SHA-256.
      for (int n = channel.read(filling); n >= 0; n = channel.read(filling)) {
        size += n;
        progress.step(what, size, total);
        filling.flip();
        sha256.update(filling.array(), 0, filling.limit());
        slower.join();
        ByteBuffer full = filling;
        slower = CompletableFuture.runAsync(() -> sha512.update(full.array(), 0, full.limit()));
        filling = digesting.clear();
        digesting = full;
      }
      slower.join();
    } catch (IOException e) {
      throw DigestProblems.unreadable(file, e.toString()).because(e);
    }
    return new FileDigest(HexFormat.of().formatHex(sha256.digest()), HexFormat.of().formatHex(sha512.digest()), size);
  }

  /**
   * The SHA-256 digest of bytes in memory.
   *
   * @param bytes any bytes
   * @return 64 hexadecimal digits, small letters
   */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest("SHA-256").digest(bytes));
  }

  /**
   * A digest of the platform's.
   *
   * @param algorithm one that every Java runtime has: {@code SHA-256}, or {@code SHA-512}, which they all have though they need not
   * @return a new digest
   */
  public static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has " + algorithm, e);
    }
  }
}
