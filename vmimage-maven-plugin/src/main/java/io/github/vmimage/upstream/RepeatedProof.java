package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.signature.Keyring;
import io.github.vmimage.signature.SignatureCheck;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Repeats proofs of an earlier build from the evidence that was published with it: no server, no cache. A signature must have been made
 * while its key was in force; a key whose revocation is in the evidence proves nothing.
 */
public final class RepeatedProof {
  private final Map<String, byte[]> evidence;
  private final Optional<Keyring> keys;
  private final Instant now;

  /**
   * Repeats with some files.
   *
   * @param evidence files by their SHA-256, which they have been held against
   * @param keys those of the projects that built
   * @param now no signature was made later
   */
  public RepeatedProof(Map<String, byte[]> evidence, Optional<Keyring> keys, Instant now) {
    this.evidence = Map.copyOf(evidence);
    this.keys = keys;
    this.now = now;
  }

  /**
   * What came of it.
   *
   * @param reached whether there was the evidence to repeat it with
   * @param seen what was seen, one or more lines
   * @param accepted what the manifest says instead; empty where the proof holds, and where it could not be repeated
   */
  public record Repetition(boolean reached, String seen, String accepted) {

    static Repetition holds(String seen) {
      return new Repetition(true, seen, "");
    }

    static Repetition broken(String seen, String accepted) {
      return new Repetition(true, seen, accepted);
    }

    static Repetition without(String sha256) {
      return new Repetition(false, "sha256 " + sha256 + " is not in the evidence", "");
    }
  }

  /**
   * Repeats the proof of a signed list of digests, from the key to the digest of the file.
   *
   * @param proof what the manifest says
   * @return what came of it
   */
  public Repetition checksums(Proof.SignedChecksums proof) {
    Signed signed = signed(proof.checksumsSha256(), proof.signatureSha256(), proof.signers());
    if (signed.failure().isPresent()) {
      return signed.failure().get();
    }
    SignatureCheck.Outcome outcome = signed.outcome();
    String made = outcome.made().truncatedTo(ChronoUnit.SECONDS).toString();
    if (!made.equals(proof.signed())) {
      return Repetition.broken("signed on " + made, proof.signed());
    }
    try {
      Digest digest = ChecksumFile.digest(outcome.text(), proof.entry(), proof.checksums());
      String listed = digest.algorithm() + ":" + digest.hex();
      String told = proof.algorithm() + ":" + proof.value();
      String seen = "signed by " + String.join(", ", outcome.signers()) + " on " + made + "; " + proof.entry() + " is " + listed;
      return listed.equals(told) ? Repetition.holds(seen) : Repetition.broken(seen, proof.entry() + " is " + told);
    } catch (ProblemException e) {
      return Repetition.broken(e.problems().get(0).what(), proof.entry() + " with one digest");
    }
  }

  /**
   * Repeats the proof of an archive: the signature of each release file, and what they say.
   *
   * @param proof what the manifest says
   * @return one for each release file, in their order, and one more where the suite, the origin or the date is another
   */
  public List<Repetition> archive(Proof.SignedArchive proof) {
    List<Repetition> all = new ArrayList<>();
    List<Map<String, String>> read = new ArrayList<>();
    for (Proof.ReleaseFile file : proof.releaseFiles()) {
      Signed signed = signed(file.sha256(), file.signatureSha256(), file.signers());
      all.add(signed.failure().orElseGet(() -> Repetition.holds(file.uri() + ", signed by " + String.join(", ", file.signers()))));
      if (signed.failure().isEmpty()) {
        read.add(ArchiveRelease.fields(signed.outcome().text()));
      }
    }
    if (read.size() == proof.releaseFiles().size()) {
      said(proof, read).ifPresent(all::add);
    }
    return all;
  }

  private static Optional<Repetition> said(Proof.SignedArchive proof, List<Map<String, String>> files) {
    Map<String, String> base = files.get(0);
    String seen = base.getOrDefault("codename", "") + " of " + base.getOrDefault("origin", "");
    String told = proof.codename() + " of " + proof.origin();
    if (!seen.equals(told)) {
      return Optional.of(Repetition.broken(seen, told));
    }
    try {
      String newest = files.stream().map(f -> ArchiveRelease.date(f.get("date"), "the release file")).max(Comparator.naturalOrder())
          .orElseThrow().toString();
      return newest.equals(proof.releaseDate()) ? Optional.empty() : Optional.of(Repetition.broken(newest, proof.releaseDate()));
    } catch (ProblemException e) {
      return Optional.of(Repetition.broken(e.problems().get(0).what(), proof.releaseDate()));
    }
  }

  /**
   * Repeats the proof of a signed manifest.
   *
   * @param proof what the manifest of the image that was built on it says; it has signers
   * @return what came of it
   */
  public Repetition manifest(Proof.ReleasedImage proof) {
    Signed signed = signed(proof.manifestSha256(), proof.signatureSha256(), proof.signers());
    return signed.failure().orElseGet(() -> Repetition.holds("signed by " + String.join(", ", proof.signers())));
  }

  /** Either a failure, or what signatures are worth, with all that the manifest says of the signers. */
  private record Signed(SignatureCheck.Outcome outcome, Optional<Repetition> failure) {}

  private Signed signed(String sha256, String signatureSha256, List<String> signers) {
    byte[] file = evidence.get(sha256);
    byte[] signature = signatureSha256.isEmpty() ? new byte[0] : evidence.get(signatureSha256);
    if (file == null || signature == null) {
      return new Signed(null, Optional.of(Repetition.without(file == null ? sha256 : signatureSha256)));
    }
    if (keys.isEmpty()) {
      return new Signed(null, Optional.of(new Repetition(false, "no key is in the evidence", "")));
    }
    Keyring theirs = keys.get().only(signers);
    List<String> absent = signers.stream().filter(s -> !theirs.fingerprints().contains(s)).toList();
    if (!absent.isEmpty()) {
      return new Signed(null, Optional.of(new Repetition(false, "the key " + String.join(", ", absent) + " is not in the evidence", "")));
    }
    SignatureCheck check = SignatureCheck.ofLasting(theirs, now);
    SignatureCheck.Outcome outcome = signatureSha256.isEmpty() ? check.clearSigned(file) : check.detached(file, signature);
    return outcome.passes() && outcome.signers().equals(signers) ? new Signed(outcome, Optional.empty())
        : new Signed(outcome, Optional.of(Repetition.broken(outcome.seen(), "valid, by " + String.join(", ", signers))));
  }
}
