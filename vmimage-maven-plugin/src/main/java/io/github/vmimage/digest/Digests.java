package io.github.vmimage.digest;

import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Several digests of one pass over the bytes. */
public final class Digests {
  /** Large enough that the disk, not the calls, sets the pace. */
  public static final int BUFFER_BYTES = 1024 * 1024;

  private final Map<Digest.Algorithm, MessageDigest> digests = new EnumMap<>(Digest.Algorithm.class);
  private long bytes;

  /**
   * Begins a pass.
   *
   * @param algorithms what to make of the bytes
   */
  public Digests(Set<Digest.Algorithm> algorithms) {
    algorithms.forEach(a -> digests.put(a, FileDigest.digest(a.javaName())));
  }

  /**
   * The digests kept of everything: SHA-256 always, since manifests name it, and the one a POM pins.
   *
   * @param pinned the one a POM pins
   * @return one or two
   */
  public static Set<Digest.Algorithm> forEntry(Digest.Algorithm pinned) {
    return EnumSet.of(Digest.Algorithm.SHA256, pinned);
  }

  /**
   * Reads a file.
   *
   * @param file all of it is read
   * @param algorithms what to make of its bytes
   * @return the digests
   * @throws IOException when it cannot be read
   */
  public static Digests of(Path file, Set<Digest.Algorithm> algorithms) throws IOException {
    return of(file, algorithms, Progress.SILENT);
  }

  /**
   * Reads a file; while one part of it is digested, the next is read.
   *
   * @param file all of it is read
   * @param algorithms what to make of its bytes
   * @param progress told how far it has come
   * @return the digests
   * @throws IOException when it cannot be read
   */
  public static Digests of(Path file, Set<Digest.Algorithm> algorithms, Progress progress) throws IOException {
    long size = Files.size(file);
    Digests digests = new Digests(algorithms);
    byte[] full = new byte[BUFFER_BYTES];
    byte[] empty = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(full); n >= 0;) {
        byte[] next = empty;
        CompletableFuture<Integer> ahead = CompletableFuture.supplyAsync(() -> read(in, next));
        digests.update(full, 0, n);
        progress.step("verifying the cached upstream", digests.bytes, size);
        n = ahead.join();
        empty = full;
        full = next;
      }
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException unchecked) {
        throw unchecked.getCause();
      }
      throw e;
    }
    return digests;
  }

  private static int read(InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Of bytes.
   *
   * @param bytes any
   * @return SHA-256, small hexadecimal digits
   */
  public static String sha256(byte[] bytes) {
    return FileDigest.sha256(bytes);
  }

  /**
   * Of a text.
   *
   * @param text in UTF-8
   * @return SHA-256, small hexadecimal digits
   */
  public static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Takes more bytes.
   *
   * @param buffer holds them
   * @param offset of the first
   * @param length how many
   */
  public void update(byte[] buffer, int offset, int length) {
    digests.values().forEach(d -> d.update(buffer, offset, length));
    bytes += length;
  }

  /** Begins anew. */
  public void reset() {
    digests.values().forEach(MessageDigest::reset);
    bytes = 0;
  }

  /** {@return how many bytes there were} */
  public long bytes() {
    return bytes;
  }

  /**
   * Ends the pass: the digest asked for starts anew afterwards.
   *
   * @param algorithm one of those that are made
   * @return small hexadecimal digits
   */
  public String hex(Digest.Algorithm algorithm) {
    return HexFormat.of().formatHex(digests.get(algorithm).digest());
  }
}
