package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.digest.Digests;
import io.github.vmimage.download.CachedFile;
import io.github.vmimage.download.Download;
import io.github.vmimage.download.PartFile;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.signature.Keyring;
import io.github.vmimage.signature.SignatureCheck;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the digest of a file in a signed list. List and signature are kept in the cache, so that an offline build verifies them again:
 * {@code signed-checksums/<declaration>.txt} names both by their digests, and proves nothing by itself.
 */
final class SignedChecksums {
  /** What a record holds. No JSON: its library takes longer to load than the signature to check. */
  private static final Pattern RECORD = Pattern.compile("checksums ([0-9a-f]{64})\n(?:signature ([0-9a-f]{64})\n)?");

  /** More than a record has. */
  private static final int MAX_RECORD_BYTES = 4096;

  private final UpstreamCache cache;
  private final Download download;
  private final Clock clock;

  SignedChecksums(UpstreamCache cache, Download download, Clock clock) {
    this.cache = cache;
    this.download = download;
    this.clock = clock;
  }

  /**
   * What was kept of a declaration.
   *
   * @param checksums digest of the list
   * @param signature digest of its detached signature; empty where the list is clear-signed
   */
  private record Kept(String checksums, String signature) {
    String text() {
      return "checksums " + checksums + "\n" + (signature.isEmpty() ? "" : "signature " + signature + "\n");
    }
  }

  /**
   * A digest with all that proves it.
   *
   * @param digest of the file
   * @param proof for the manifest
   * @param evidence list, signature and keys
   */
  record Found(Digest digest, Proof.SignedChecksums proof, List<Evidence> evidence) {}

  /** List and signature, not verified; the signature is empty where the list is clear-signed. */
  private record Signed(byte[] checksums, byte[] signature) {}

  /**
   * Gets list and signature, verifies both, and looks the file up.
   *
   * @param upstream the file
   * @param trust its list
   */
  Found find(UrlUpstream upstream, UrlTrust.SignedChecksums trust) {
    return find(upstream, trust, likely -> {});
  }

  /**
   * The same, while something is prepared.
   *
   * @param upstream the file
   * @param trust its list
   * @param preparing called before the signature is checked with the digest that the file is asked for by, if the list is right
   */
  Found find(UrlUpstream upstream, UrlTrust.SignedChecksums trust, Consumer<Digest> preparing) {
    Keyring keyring = Keyring.read(trust.keyring()).only(trust.fingerprints());
    try {
      String declaration = declaration(trust, keyring);
      Signed files = download.offline() && !isLocal(trust) ? kept(declaration, trust) : fetched(trust);
      likely(upstream, trust, files).ifPresent(preparing);
      Found found = verified(upstream, trust, keyring, files);
      keep(declaration, new Kept(found.proof().checksumsSha256(), found.proof().signatureSha256()));
      return found;
    } catch (IOException e) {
      throw cache.unusable(e);
    }
  }

  /** The digest that an offline build would use, if there is one. */
  Optional<Digest> peek(UrlUpstream upstream, UrlTrust.SignedChecksums trust) {
    Keyring keyring = Keyring.read(trust.keyring()).only(trust.fingerprints());
    try {
      Optional<Signed> files = read(declaration(trust, keyring));
      return files.isEmpty() ? Optional.empty() : Optional.of(digest(upstream, trust, checked(trust, keyring, files.get()).text()));
    } catch (IOException e) {
      throw cache.unusable(e);
    }
  }

  private static boolean isLocal(UrlTrust.SignedChecksums trust) {
    return trust.checksums().getScheme().equalsIgnoreCase("file")
        && trust.signature().map(s -> s.getScheme().equalsIgnoreCase("file")).orElse(true);
  }

  private Signed fetched(UrlTrust.SignedChecksums trust) {
    byte[] checksums = download.small(trust.checksums(), ChecksumFile.MAX_BYTES);
    return new Signed(checksums, trust.signature().map(s -> download.small(s, SignatureCheck.MAX_BYTES)).orElse(new byte[0]));
  }

  private Signed kept(String declaration, UrlTrust.SignedChecksums trust) throws IOException {
    return read(declaration).orElseThrow(() -> ChecksumProblems.offline(trust.checksums().toString()).asException());
  }

  private SignatureCheck.Outcome checked(UrlTrust.SignedChecksums trust, Keyring keyring, Signed files) {
    SignatureCheck check = SignatureCheck.ofLasting(keyring, clock.instant());
    boolean detached = trust.signature().isPresent();
    SignatureCheck.Outcome outcome =
        detached ? check.detached(files.checksums(), files.signature()) : check.clearSigned(files.checksums());
    if (!outcome.passes()) {
      throw ChecksumProblems.notSigned(trust.signature().orElse(trust.checksums()).toString(), outcome.seen(), keyring.fingerprints(),
          detached).asException();
    }
    return outcome;
  }

  private Digest digest(UrlUpstream upstream, UrlTrust.SignedChecksums trust, String text) {
    String list = trust.checksums().toString();
    Digest digest = ChecksumFile.digest(text, upstream.fileName(), list);
    trust.pinned().filter(p -> p.algorithm() == digest.algorithm() && !p.equals(digest)).ifPresent(p -> {
      throw ChecksumProblems.otherThanPinned(list, upstream.fileName(), digest, p).asException();
    });
    return digest;
  }

  private static Optional<Digest> likely(UrlUpstream upstream, UrlTrust.SignedChecksums trust, Signed files) {
    try {
      Digest listed = ChecksumFile.digest(new String(files.checksums(), StandardCharsets.UTF_8), upstream.fileName(),
          trust.checksums().toString());
      return Optional.of(trust.pinned().filter(p -> p.algorithm() == Digest.Algorithm.SHA512).orElse(listed));
    } catch (ProblemException e) {
      // It is told once the signature has been checked.
      return Optional.empty();
    }
  }

  private Found verified(UrlUpstream upstream, UrlTrust.SignedChecksums trust, Keyring keyring, Signed files) {
    SignatureCheck.Outcome outcome = checked(trust, keyring, files);
    Digest digest = digest(upstream, trust, outcome.text());
    CachedFile checksums = cache.keep(files.checksums());
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.of("checksums-" + UrlUpstream.fileName(trust.checksums()), checksums));
    String signatureSha256 = "";
    if (trust.signature().isPresent()) {
      CachedFile signature = cache.keep(files.signature());
      signatureSha256 = signature.sha256();
      evidence.add(Evidence.of("signature-" + UrlUpstream.fileName(trust.signature().get()), signature));
    }
    evidence.add(Evidence.of(Evidence.KEYRING, cache.keep(keyring.binary())));
    return new Found(digest, new Proof.SignedChecksums(trust.checksums().toString(), checksums.sha256(), signatureSha256,
        upstream.fileName(), digest.algorithm().toString(), digest.hex(), outcome.signers(),
        outcome.made().truncatedTo(ChronoUnit.SECONDS).toString()), evidence);
  }

  /** All that the project says about the list. */
  private static String declaration(UrlTrust.SignedChecksums trust, Keyring keyring) {
    return Digests.sha256(String.join("\n", "1", trust.checksums().toString(), trust.signature().map(URI::toString).orElse(""),
        Digests.sha256(keyring.binary())));
  }

  private Path record(String declaration) {
    return cache.folder("signed-checksums").resolve(declaration + ".txt");
  }

  private void keep(String declaration, Kept kept) throws IOException {
    Path record = record(declaration);
    byte[] text = kept.text().getBytes(StandardCharsets.US_ASCII);
    cache.lock("signed-checksums-" + declaration, record.toString()).holding(() -> {
      Files.createDirectories(record.getParent());
      PartFile.removeLeftovers(record.getParent(), declaration);
      try (PartFile part = new PartFile(record.getParent(), declaration, Digests.forEntry(Digest.Algorithm.SHA256))) {
        part.write(text, 0, text.length);
        part.publish(record);
      }
      return record;
    });
  }

  /** What was kept; nothing where it is gone or corrupt. */
  private Optional<Signed> read(String declaration) throws IOException {
    Path record = record(declaration);
    if (!Files.isRegularFile(record) || Files.size(record) > MAX_RECORD_BYTES) {
      return Optional.empty();
    }
    Matcher kept = RECORD.matcher(new String(Files.readAllBytes(record), StandardCharsets.ISO_8859_1));
    if (!kept.matches()) {
      return Optional.empty();
    }
    Optional<byte[]> checksums = bytes(kept.group(1), ChecksumFile.MAX_BYTES);
    Optional<byte[]> signature = kept.group(2) == null ? Optional.of(new byte[0]) : bytes(kept.group(2), SignatureCheck.MAX_BYTES);
    return checksums.flatMap(c -> signature.map(s -> new Signed(c, s)));
  }

  private Optional<byte[]> bytes(String sha256, int limit) throws IOException {
    Optional<CachedFile> file = cache.find(Digest.sha256(sha256)).filter(f -> f.size() <= limit);
    return file.isEmpty() ? Optional.empty() : Optional.of(Files.readAllBytes(file.get().path()));
  }
}
