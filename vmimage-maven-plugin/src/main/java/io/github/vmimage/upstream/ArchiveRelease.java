package io.github.vmimage.upstream;

import java.time.DateTimeException;
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
 * @param sha256 digest of the whole file
 * @param signers fingerprints of primary keys
 * @param origin such as {@code Debian}; empty where the file tells none
 * @param codename such as {@code bookworm}; empty where the file tells none
 * @param version such as {@code 12.15}; empty where the file tells none
 * @param date when it was made
 */
record ArchiveRelease(AptSource source, String sha256, List<String> signers, String origin, String codename, String version,
    Instant date) {
  /** Debian writes {@code Sat, 11 Jul 2026 10:16:37 UTC}, Ubuntu {@code Sat, 21 Nov 2026  0:45:27 UTC}. */
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy H:mm:ss z", Locale.ENGLISH);

  /**
   * Checks the signature, the suite and the date of a release file.
   *
   * @param file all of its bytes
   * @param where for messages: its URL, or the path of the copy that was looked at
   * @param source which suite it must be of
   * @param signature the check; the release file must not have ended at its time
   */
  static ArchiveRelease verified(byte[] file, String where, AptSource source, SignatureCheck signature) {
    SignatureCheck.Outcome signed = signature.clearSigned(file);
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
    String end = fields.get("valid-until");
    if (end != null && source.checkValidUntil() && signature.now().isAfter(date(end, where))) {
      throw ArchiveProblems.outOfDate(where, end, signature.now()).asException();
    }
    return new ArchiveRelease(source, Digests.sha256(file), signed.signers(), fields.getOrDefault("origin", ""), codename,
        fields.getOrDefault("version", ""), date);
  }

  /** For the proof. */
  Proof.ReleaseFile proof() {
    return new Proof.ReleaseFile(source.inRelease().toString(), sha256, signers);
  }

  /** The fields before the long lists, with small names. */
  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0 && !line.startsWith(" ") && !line.startsWith("\t")) {
        fields.putIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    return fields;
  }

  private static Instant date(String value, String where) {
    try {
      String plain = String.valueOf(value).replaceAll(" +", " ").replaceFirst("(UTC|Z|[+]0000)$", "GMT");
      return DATE.parse(plain, Instant::from);
    } catch (DateTimeException e) {
      throw ArchiveProblems.unreadableDate(where, value == null ? "nothing" : value).because(e);
    }
  }
}
