package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digests;
import io.github.vmimage.signature.SignatureCheck;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a validly signed release file says.
 *
 * @param source where it comes from
 * @param uri of the file
 * @param sha256 digest of the whole file
 * @param signatureSha256 digest of the detached signature; empty where the file is clear-signed
 * @param signers fingerprints of primary keys
 * @param origin such as {@code Debian}; empty where the file tells none
 * @param codename such as {@code bookworm}; empty where the file tells none
 * @param version such as {@code 12.15}; empty where the file tells none
 * @param date when it was made
 */
record ArchiveRelease(AptSource source, URI uri, String sha256, String signatureSha256, List<String> signers, String origin,
    String codename, String version, Instant date) {
  /** As much as apt allows (Acquire::Max-FutureTime). */
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(10);

  /** Debian writes {@code Sat, 11 Jul 2026 10:16:37 UTC}, Ubuntu {@code Sat, 21 Nov 2026  0:45:27 UTC}. */
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy H:mm:ss z", Locale.ENGLISH);

  /**
   * Checks the signature, the suite and the date of a clear-signed release file.
   *
   * @param file all of its bytes
   * @param where for messages: its URL, or the path of the copy that was looked at
   * @param source which suite it must be of
   * @param signature the check; the release file must not have ended at its time
   */
  static ArchiveRelease verified(byte[] file, String where, AptSource source, SignatureCheck signature) {
    return verified(signature.clearSigned(file), source.inRelease(), Digests.sha256(file), "", where, source, signature);
  }

  /**
   * The same for a release file whose signature lies beside it.
   *
   * @param file all of its bytes
   * @param detached all bytes of the signature
   * @param where for messages: its URL, or the path of the copy that was looked at
   * @param source which suite it must be of
   * @param signature the check; the release file must not have ended at its time
   */
  static ArchiveRelease verified(byte[] file, byte[] detached, String where, AptSource source, SignatureCheck signature) {
    return verified(signature.detached(file, detached), source.release(), Digests.sha256(file), Digests.sha256(detached), where, source,
        signature);
  }

  private static ArchiveRelease verified(SignatureCheck.Outcome signed, URI uri, String sha256, String signatureSha256, String where,
      AptSource source, SignatureCheck signature) {
    if (!signed.passes()) {
      throw ArchiveProblems.notSigned(where, signed.seen(), signature.keyring().fingerprints()).asException();
    }
    Map<String, String> fields = fields(signed.text());
    String suite = fields.getOrDefault("suite", "");
    String codename = fields.getOrDefault("codename", "");
    String name = source.suite();
    if (!name.equals(suite) && !name.equals(codename)) {
      throw ArchiveProblems.otherSuite(where, suite, codename, name).asException();
    }
    Instant date = date(fields.get("date"), where);
    if (date.isAfter(signature.now().plus(CLOCKS_DIFFER))) {
      throw ArchiveProblems.fromFuture(where, date, signature.now()).asException();
    }
    String end = fields.get("valid-until");
    if (end != null && source.checkValidUntil() && signature.now().isAfter(date(end, where))) {
      throw ArchiveProblems.outOfDate(where, end, signature.now()).asException();
    }
    return new ArchiveRelease(source, uri, sha256, signatureSha256, signed.signers(), fields.getOrDefault("origin", ""), codename,
        fields.getOrDefault("version", ""), date);
  }

  /** For the proof. */
  Proof.ReleaseFile proof() {
    return new Proof.ReleaseFile(uri.toString(), sha256, signatureSha256, signers);
  }

  /** The fields before the long lists, with small names. */
  static Map<String, String> fields(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0 && !line.startsWith(" ") && !line.startsWith("\t")) {
        fields.putIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    return fields;
  }

  /** The time of a field. */
  static Instant date(String value, String where) {
    try {
      String plain = String.valueOf(value).replaceAll(" +", " ").replaceFirst("(UTC|Z|[+]0000)$", "GMT");
      return DATE.parse(plain, Instant::from);
    } catch (DateTimeException e) {
      throw ArchiveProblems.unreadableDate(where, value == null ? "nothing" : value).because(e);
    }
  }
}
