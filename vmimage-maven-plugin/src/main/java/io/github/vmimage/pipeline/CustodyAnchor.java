package io.github.vmimage.pipeline;

import io.github.vmimage.pipeline.CustodyLink.Check;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.release.ManifestDocument;
import io.github.vmimage.release.ManifestReader;
import io.github.vmimage.report.AbsentException;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Problems;
import io.github.vmimage.signature.Keyring;
import io.github.vmimage.signature.SignatureCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the manifest that a walk begins with is held against. Every other manifest of a chain is named by its digest in the one built
 * on it; this one by nobody but who asks.
 *
 * @param manifestSha256 its digest, 64 lower-case hex digits
 * @param keyring keys of which one must have signed it
 */
public record CustodyAnchor(Optional<String> manifestSha256, Optional<Keyring> keyring) {
  /** Nothing is known of it. */
  public static final CustodyAnchor NONE = new CustodyAnchor(Optional.empty(), Optional.empty());

  private static final String SIGNATURE = "json.asc";

  /**
   * Takes what somebody asked for.
   *
   * @param manifestSha256 64 hexadecimal digits; null or blank for none
   * @param keyring a file of public keys; null for none
   * @param fingerprints of the primary keys of that file that count, with or without blanks; null or empty for all
   * @return what to hold a manifest against
   * @throws ProblemException for a digest that is none, a file that holds no keys, and a fingerprint of none of them
   */
  public static CustodyAnchor of(String manifestSha256, Path keyring, List<String> fingerprints) {
    Problems problems = new Problems();
    String digest = manifestSha256 == null ? "" : manifestSha256.strip().toLowerCase(Locale.ROOT);
    if (!digest.matches("|[0-9a-f]{64}")) {
      problems.add(StageProblems.badManifestDigest(manifestSha256));
    }
    List<String> wanted = (fingerprints == null ? Stream.<String>of() : fingerprints.stream())
        .map(f -> f.replaceAll("\\s", "").toUpperCase(Locale.ROOT)).filter(f -> !f.isEmpty()).toList();
    List<Keyring> keys = new ArrayList<>();
    if (keyring != null) {
      problems.collect(() -> keys.add(Keyring.read(keyring)));
    }
    List<String> held = keys.stream().flatMap(k -> k.fingerprints().stream()).toList();
    if (keyring == null || !keys.isEmpty()) {
      wanted.stream().filter(f -> !held.contains(f)).forEach(f -> problems.add(StageProblems.noSuchKey(f, held)));
    }
    problems.throwIfAny();
    return new CustodyAnchor(Optional.of(digest).filter(d -> !d.isEmpty()), keys.stream().map(k -> k.only(wanted)).findFirst());
  }

  /**
   * Fetches the signature, where keys say that there must be one.
   *
   * @param images where it is
   * @param image whose manifest it is of
   * @return nothing where none is asked for, and where the repositories have none
   * @throws ProblemException when a repository does not answer: whether the manifest is signed is not known then, and nobody is told that
   *     it is not
   */
  Optional<Path> signature(ImageRepository images, Coordinates image) {
    try {
      return keyring.map(k -> images.fetch(image, SIGNATURE));
    } catch (AbsentException absent) {
      return Optional.empty();
    }
  }

  /**
   * Holds a manifest against it.
   *
   * @param file the manifest
   * @param signature of it, from {@link #signature}
   * @param document the manifest, as it was read
   * @return one check at least
   */
  List<Check> hold(Path file, Optional<Path> signature, ManifestDocument document) {
    List<Check> checks = new ArrayList<>();
    String seen = "sha256 " + document.sha256();
    manifestSha256.ifPresent(d -> checks.add(d.equals(document.sha256()) ? Check.verified("manifest asked for", seen)
        : Check.broken("manifest asked for", seen, "sha256 " + d)));
    keyring.ifPresent(k -> checks.add(signed(file, signature, k)));
    if (checks.isEmpty()) {
      checks.add(Check.notReached("manifest asked for", seen + " is held against nothing; -DmanifestSha256 or -Dkeyring says what it"
          + " must be"));
    }
    return checks;
  }

  private static Check signed(Path file, Optional<Path> signature, Keyring keys) {
    String what = "signature of the manifest";
    String accepted = "valid, by " + String.join(" or ", keys.fingerprints());
    if (signature.isEmpty()) {
      return Check.broken(what, "none in the repositories", accepted);
    }
    try {
      SignatureCheck.Outcome outcome = SignatureCheck.ofLasting(keys, Instant.now())
          .detached(bytes(file, ManifestReader.MAX_BYTES), bytes(signature.get(), SignatureCheck.MAX_BYTES));
      return outcome.passes() ? Check.verified(what, "signed by " + String.join(", ", outcome.signers()))
          : Check.broken(what, outcome.seen(), accepted);
    } catch (IOException e) {
      return Check.broken(what, e.toString(), accepted);
    }
  }

  /** One byte more than there may be, so that whoever looks sees that it is too much. */
  private static byte[] bytes(Path file, int limit) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(limit + 1);
    }
  }
}
