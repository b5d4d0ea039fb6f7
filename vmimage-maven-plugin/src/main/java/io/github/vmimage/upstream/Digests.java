package io.github.vmimage.upstream;

import io.github.vmimage.digest.FileDigest;
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
final class Digests {
  /** Large enough that the disk, not the calls, sets the pace. */
  static final int BUFFER_BYTES = 1024 * 1024;

  private final Map<Digest.Algorithm, MessageDigest> digests = new EnumMap<>(Digest.Algorithm.class);
  private long bytes;

  Digests(Set<Digest.Algorithm> algorithms) {
    algorithms.forEach(a -> digests.put(a, FileDigest.digest(a.javaName())));
  }

  /** The digests kept of everything: SHA-256 always, since manifests name it, and the one a POM pins. */
  static Set<Digest.Algorithm> forEntry(Digest.Algorithm pinned) {
    return EnumSet.of(Digest.Algorithm.SHA256, pinned);
  }

  static Digests of(Path file, Set<Digest.Algorithm> algorithms) throws IOException {
    return of(file, algorithms, Progress.SILENT);
  }

  /** Reads a file; while one part of it is digested, the next is read. */
  static Digests of(Path file, Set<Digest.Algorithm> algorithms, Progress progress) throws IOException {
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

  static String sha256(byte[] bytes) {
    return FileDigest.sha256(bytes);
  }

  static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  void update(byte[] buffer, int offset, int length) {
    digests.values().forEach(d -> d.update(buffer, offset, length));
    bytes += length;
  }

  void reset() {
    digests.values().forEach(MessageDigest::reset);
    bytes = 0;
  }

  long bytes() {
    return bytes;
  }

  /** Ends the pass: the digest asked for starts anew afterwards. */
  String hex(Digest.Algorithm algorithm) {
    return HexFormat.of().formatHex(digests.get(algorithm).digest());
  }
}
