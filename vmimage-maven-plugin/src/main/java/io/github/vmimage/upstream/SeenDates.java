package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.digest.Digests;
import io.github.vmimage.download.PartFile;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The newest date that builds with this cache have accepted of each signed list of digests and of each release file, by its URL. Whoever
 * stands between this machine and the server can give an older one, whose signature is as good as ever.
 *
 * <p>What the POM pins by a digest has no date here: an older one cannot come in its place. Builds that run at once share the records;
 * the newest date of all of them stays.
 */
public final class SeenDates {
  /** More than a record has: a date and a URL. */
  private static final int MAX_RECORD_BYTES = 16 * 1024;

  private final UpstreamCache cache;

  /**
   * The dates of one cache.
   *
   * @param cache where the records lie, in {@code seen}
   */
  public SeenDates(UpstreamCache cache) {
    this.cache = cache;
  }

  /**
   * Something signed that is older than one accepted before.
   *
   * @param url of the list or the folder of the release file
   * @param date of this one
   * @param newest of the newest one accepted before
   */
  public record Older(String url, Instant date, Instant newest) {}

  /**
   * Compares an upstream with what was accepted before.
   *
   * @param upstream as declared
   * @param verified the same, proven
   * @return the first file that is older; nothing where none is, and where nothing was accepted before
   */
  public Optional<Older> older(Upstream upstream, VerifiedUpstream verified) {
    try {
      for (Map.Entry<String, Instant> each : dates(upstream, verified).entrySet()) {
        Optional<Instant> newest = read(each.getKey()).filter(n -> each.getValue().isBefore(n));
        if (newest.isPresent()) {
          return Optional.of(new Older(each.getKey(), each.getValue(), newest.get()));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw cache.unusable(e);
    }
  }

  /**
   * Remembers the dates of an upstream that was accepted. An older date that was allowed changes nothing.
   *
   * @param upstream as declared
   * @param verified the same, proven
   */
  public void note(Upstream upstream, VerifiedUpstream verified) {
    try {
      for (Map.Entry<String, Instant> each : dates(upstream, verified).entrySet()) {
        note(each.getKey(), each.getValue());
      }
    } catch (IOException e) {
      throw cache.unusable(e);
    }
  }

  private void note(String url, Instant date) throws IOException {
    Path record = record(url);
    String name = record.getFileName().toString();
    cache.lock("seen-" + name, url).holding(() -> {
      if (read(url).filter(n -> !n.isBefore(date)).isEmpty()) {
        byte[] text = (date + "\n" + url + "\n").getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(record.getParent());
        PartFile.removeLeftovers(record.getParent(), name);
        try (PartFile part = new PartFile(record.getParent(), name, Digests.forEntry(Digest.Algorithm.SHA256))) {
          part.write(text, 0, text.length);
          part.publish(record);
        }
      }
      return record;
    });
  }

  private Path record(String url) {
    return cache.folder("seen").resolve(Digests.sha256(url) + ".txt");
  }

  private Optional<Instant> read(String url) throws IOException {
    Path record = record(url);
    if (!Files.isRegularFile(record) || Files.size(record) > MAX_RECORD_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(Files.readString(record, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("")));
    } catch (DateTimeParseException e) {
      // Somebody wrote into the cache by hand. It is written anew when the upstream is accepted.
      return Optional.empty();
    }
  }

  private static Map<String, Instant> dates(Upstream upstream, VerifiedUpstream verified) throws IOException {
    Map<String, Instant> dates = new TreeMap<>();
    if (verified.proof() instanceof Proof.SignedChecksums list && upstream instanceof UrlUpstream url && url.trust().known().isEmpty()) {
      dates.put(list.checksums(), Instant.parse(list.signed()));
    }
    if (verified.proof() instanceof Proof.SignedArchive archive && upstream instanceof DebianArchiveUpstream declared) {
      Map<String, Evidence> bySha256 = verified.evidence().stream().collect(Collectors.toMap(Evidence::sha256, e -> e, (a, b) -> a));
      for (Proof.ReleaseFile file : archive.releaseFiles()) {
        Evidence evidence = bySha256.get(file.sha256());
        if (evidence != null && !file.sha256().equals(declared.releaseSha256())) {
          // InRelease and Release of one folder tell the same date.
          dates.put(file.uri().substring(0, file.uri().lastIndexOf('/') + 1), date(Path.of(evidence.file())));
        }
      }
    }
    return dates;
  }

  /** The proof has the newest date of all release files; each is held against its own. */
  private static Instant date(Path releaseFile) throws IOException {
    try {
      return ArchiveRelease.date(ArchiveRelease.fields(Files.readString(releaseFile, StandardCharsets.ISO_8859_1)).get("date"),
          releaseFile.toString());
    } catch (ProblemException e) {
      throw new IOException("the verified release file has no date any more", e);
    }
  }
}
