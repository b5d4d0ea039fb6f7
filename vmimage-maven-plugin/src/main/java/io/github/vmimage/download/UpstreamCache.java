package io.github.vmimage.download;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.digest.Digests;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files that lie under their own digest: {@code sha256/ab/<hex>} and {@code sha512/ab/<hex>}. Several builds, of this machine's other
 * processes too, may use one cache at once; each entry is fetched once.
 *
 * <p>An entry is read whole and hashed again whenever it is used: that costs seconds, and only so is what was verified what is used.
 */
public final class UpstreamCache {
  /** Names the lock and the part file of what is adopted. */
  private static final String MADE = "made";

  private final Path root;
  private final Progress progress;
  private final Map<Digest, EarlyReading> begun = new ConcurrentHashMap<>();

  /**
   * Uses a folder as cache.
   *
   * @param root made when first needed
   * @param progress told of corrupt entries and of waiting for other builds
   */
  public UpstreamCache(Path root, Progress progress) {
    this.root = root.toAbsolutePath().normalize();
    this.progress = progress;
  }

  /** Gets the bytes of a file that is not in the cache. */
  @FunctionalInterface
  public interface Filling {
    /**
     * Writes all of the file.
     *
     * @param sink gets the bytes
     */
    void into(Sink sink);
  }

  /**
   * Finds a file or gets it.
   *
   * @param digest what its bytes must hash to
   * @param location where it comes from, for messages
   * @param filling called when it is not there
   * @return the file, verified
   * @throws io.github.vmimage.report.ProblemException when it cannot be had, or is another one
   */
  public CachedFile obtain(Digest digest, String location, Filling filling) {
    try {
      EarlyReading early = begun.remove(digest);
      Optional<CachedFile> read = early == null ? Optional.empty() : early.outcome();
      if (read.isPresent()) {
        return read.get();
      }
      return lock(nameOf(digest), location).holding(() -> {
        Optional<CachedFile> found = verified(digest, progress);
        return found.isPresent() ? found.get() : fetched(digest, location, filling);
      });
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * Finds a file, without getting it.
   *
   * @param digest what its bytes must hash to
   * @return the file, verified; nothing where it is not there, or corrupt
   */
  public Optional<CachedFile> find(Digest digest) {
    try {
      return lock(nameOf(digest), digest.toString()).holding(() -> verified(digest, progress));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * Begins to read an entry, if it is there, while the caller finds out whether it may be used; {@link #obtain} then waits for the outcome.
   * Nothing is trusted by this, so the digest may be anybody's.
   *
   * @param digest of an entry
   */
  public void begin(Digest digest) {
    if (peek(digest).isPresent()) {
      begun.computeIfAbsent(digest, d -> EarlyReading.begin(progress,
          p -> lock(nameOf(d), d.toString()).holding(() -> verified(d, p))));
    }
  }

  /**
   * Looks whether an entry is there, without reading it.
   *
   * @param digest what its bytes should hash to
   * @return the file, not verified
   */
  public Optional<Path> peek(Digest digest) {
    return Optional.of(entry(digest)).filter(Files::isRegularFile);
  }

  /**
   * Copies a file that was made here into the cache, under its SHA-256. One build at a time: its digest is not known before.
   *
   * @param file stays where it is
   * @return its copy
   */
  public CachedFile adopt(Path file) {
    Path folder = root.resolve(Digest.Algorithm.SHA256.toString());
    try {
      return lock(MADE, file.toString()).holding(() -> {
        Files.createDirectories(folder);
        PartFile.removeLeftovers(folder, MADE);
        try (InputStream in = Files.newInputStream(file);
            PartFile part = new PartFile(folder, MADE, Digests.forEntry(Digest.Algorithm.SHA256))) {
          byte[] buffer = new byte[Digests.BUFFER_BYTES];
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            part.write(buffer, 0, n);
          }
          Digest digest = Digest.sha256(part.hex(Digest.Algorithm.SHA256));
          return lock(nameOf(digest), file.toString()).holding(() -> {
            part.publish(entry(digest));
            return new CachedFile(entry(digest), part.received(), digest.hex());
          });
        }
      });
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * Puts bytes that were made or proven here into the cache, under their SHA-256.
   *
   * @param bytes all of a file
   * @return the file
   */
  public CachedFile keep(byte[] bytes) {
    Digest digest = Digest.sha256(Digests.sha256(bytes));
    return obtain(digest, digest.toString(), sink -> sink.write(bytes, 0, bytes.length));
  }

  /**
   * A lock that all builds with this cache share.
   *
   * @param name of the lock, a plain file name
   * @param what it is about, for who waits
   * @return a lock, not yet taken
   */
  public EntryLock lock(String name, String what) {
    return new EntryLock(root.resolve("locks").resolve(name + ".lock"),
        () -> progress.info("Waiting for another build that is at work on " + what));
  }

  /**
   * A folder of the cache for records.
   *
   * @param name a plain file name
   * @return the folder, not made yet
   */
  public Path folder(String name) {
    return root.resolve(name);
  }

  /**
   * What to say when the cache cannot be used.
   *
   * @param e why
   * @return to be thrown
   */
  public RuntimeException unusable(IOException e) {
    return DownloadProblems.unusableCache(root, e.toString()).because(e);
  }

  private static String nameOf(Digest digest) {
    return digest.algorithm() + "-" + digest.hex();
  }

  private Path entry(Digest digest) {
    return root.resolve(digest.algorithm().toString()).resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
  }

  private Optional<CachedFile> verified(Digest digest, Progress told) throws IOException {
    Path entry = entry(digest);
    if (!Files.isRegularFile(entry)) {
      return Optional.empty();
    }
    Digests digests = Digests.of(entry, Digests.forEntry(digest.algorithm()), told);
    String sha256 = digests.hex(Digest.Algorithm.SHA256);
    String value = digest.algorithm() == Digest.Algorithm.SHA256 ? sha256 : digests.hex(digest.algorithm());
    if (value.equals(digest.hex())) {
      return Optional.of(new CachedFile(entry, digests.bytes(), sha256));
    }
    told.warn("The cache entry " + entry + " is corrupt (" + digests.bytes() + " bytes, " + digest.algorithm() + ":" + value
        + "); it is removed");
    Files.delete(entry);
    return Optional.empty();
  }

  private CachedFile fetched(Digest digest, String location, Filling filling) throws IOException {
    Path entry = entry(digest);
    Files.createDirectories(entry.getParent());
    PartFile.removeLeftovers(entry.getParent(), digest.hex());
    try (PartFile part = new PartFile(entry.getParent(), digest.hex(), Digests.forEntry(digest.algorithm()))) {
      filling.into(part);
      String sha256 = part.hex(Digest.Algorithm.SHA256);
      String value = digest.algorithm() == Digest.Algorithm.SHA256 ? sha256 : part.hex(digest.algorithm());
      if (!value.equals(digest.hex())) {
        throw DownloadProblems.otherDigest(location, new Digest(digest.algorithm(), value), part.received(), digest).asException();
      }
      part.publish(entry);
      return new CachedFile(entry, part.received(), sha256);
    }
  }
}
