package io.github.vmimage.upstream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vmimage.digest.Digest;
import io.github.vmimage.digest.Digests;
import io.github.vmimage.download.CachedFile;
import io.github.vmimage.download.EntryLock;
import io.github.vmimage.download.PartFile;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The disks that were made from package archives before: {@code debian-archive/<declaration>/<key>.json} in the cache names each and
 * its proof; the disk itself lies under its digest.
 */
final class ArchiveDisks {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final UpstreamCache cache;
  private final Progress progress;

  ArchiveDisks(UpstreamCache cache, Progress progress) {
    this.cache = cache;
    this.progress = progress;
  }

  /**
   * A disk that was made.
   *
   * @param sha256 of the disk
   * @param size of the disk, in bytes
   * @param proof of the archive
   */
  record Entry(String sha256, long size, Proof.SignedArchive proof) {}

  /** A lock for making one disk. */
  EntryLock lock(String key, String suite) {
    return cache.lock("debian-archive-" + key, "a disk of " + suite);
  }

  /** Finds the disk with exactly these inputs. */
  Optional<Entry> find(String declaration, String key) throws IOException {
    return read(folder(declaration).resolve(key + ".json"));
  }

  /** Finds the disk with the newest packages that was ever made for a declaration. */
  Optional<Entry> newest(String declaration) throws IOException {
    if (!Files.isDirectory(folder(declaration))) {
      return Optional.empty();
    }
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> records = Files.list(folder(declaration))) {
      for (Path each : records.filter(p -> p.toString().endsWith(".json")).sorted().toList()) {
        read(each).ifPresent(entries::add);
      }
    }
    return entries.stream().max(Comparator.comparing((Entry e) -> e.proof().releaseDate()).thenComparing(e -> e.proof().sourceDateEpoch()));
  }

  /** Keeps the record of a disk that is in the cache. Only for whoever holds the lock of that key. */
  void keep(String declaration, String key, Entry entry) throws IOException {
    Path folder = folder(declaration);
    byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(entry);
    Files.createDirectories(folder);
    PartFile.removeLeftovers(folder, key);
    try (PartFile part = new PartFile(folder, key, Digests.forEntry(Digest.Algorithm.SHA256))) {
      part.write(json, 0, json.length);
      part.publish(folder.resolve(key + ".json"));
    }
  }

  /** The disk of a record, or empty when it is gone or was corrupt. */
  Optional<CachedFile> disk(Entry entry) {
    return cache.find(Digest.sha256(entry.sha256()));
  }

  private Path folder(String declaration) {
    return cache.folder("debian-archive").resolve(declaration);
  }

  private Optional<Entry> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Entry entry = JSON.readValue(Files.readAllBytes(file), Entry.class);
      Digest.sha256(entry.sha256());
      if (entry.proof() == null || entry.proof().releaseFiles().isEmpty()) {
        throw new IllegalArgumentException("no proof");
      }
      return Optional.of(entry);
    } catch (com.fasterxml.jackson.core.JacksonException | RuntimeException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      progress.warn("The record " + file + " of the cache is corrupt (" + reason + "); it is not used");
      return Optional.empty();
    }
  }
}
