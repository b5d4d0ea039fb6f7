package io.github.vmimage.upstream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPMarker;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureException;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPDefaultPolicy;
import org.bouncycastle.openpgp.api.OpenPGPPolicy;
import org.bouncycastle.openpgp.api.OpenPGPSignature.OpenPGPDocumentSignature;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * Checks clear-signed release files against the project's keyring, with the rules apt has: at least one valid signature, and none by a
 * key of the keyring that does not fit the text. Signatures by other keys prove nothing and harm nothing.
 *
 * <p>Stricter than {@code gpgv}: SHA-1, MD5 and RIPEMD-160 are refused, RSA keys under 2,000 bits and DSA too.
 */
final class ArchiveSignature {
  /** Archives have two or three signatures; each costs time. */
  private static final int MAX_SIGNATURES = 32;

  private final ArchiveKeyring keyring;
  private final Instant now;
  private final OpenPGPPolicy policy = new OpenPGPDefaultPolicy();

  /**
   * A check at one point in time.
   *
   * @param keyring the keys to trust
   * @param now keys and signatures must be in force then
   */
  ArchiveSignature(ArchiveKeyring keyring, Instant now) {
    this.keyring = keyring;
    this.now = now;
  }

  /** The point in time. */
  Instant now() {
    return now;
  }

  /**
   * What was signed and by whom.
   *
   * @param text the signed text, and nothing else of the file
   * @param signers fingerprints of primary keys, sorted
   */
  record Signed(String text, List<String> signers) {}

  /**
   * Checks a file.
   *
   * @param file all of its bytes
   * @param where URL or path, for messages
   * @return the signed text
   * @throws io.github.vmimage.report.ProblemException unless it is validly signed
   */
  Signed verify(byte[] file, String where) {
    ClearSigned clearSigned;
    List<SignatureVerdict> verdicts;
    try {
      clearSigned = ClearSigned.parse(file);
      verdicts = verdicts(clearSigned);
    } catch (IOException e) {
      throw ArchiveProblems.notSigned(where, e.getMessage(), keyring.fingerprints()).because(e);
    }
    List<String> signers = verdicts.stream().filter(v -> v instanceof SignatureVerdict.Valid)
        .map(v -> ((SignatureVerdict.Valid) v).fingerprint()).distinct().sorted().toList();
    if (signers.isEmpty() || verdicts.stream().anyMatch(v -> v instanceof SignatureVerdict.Invalid)) {
      String seen = verdicts.stream().map(Object::toString).collect(Collectors.joining("\n"));
      throw ArchiveProblems.notSigned(where, seen, keyring.fingerprints()).asException();
    }
    return new Signed(clearSigned.text(), signers);
  }

  /** One verdict for each signature, in their order; {@link SignatureVerdict.Missing} where there is none. */
  List<SignatureVerdict> verdicts(ClearSigned file) throws IOException {
    byte[] text = file.canonical();
    List<SignatureVerdict> verdicts = new ArrayList<>();
    for (PGPSignature signature : signatures(file.signature())) {
      verdicts.add(verdict(signature, text));
    }
    return verdicts.isEmpty() ? List.of(new SignatureVerdict.Missing()) : verdicts;
  }

  private static List<PGPSignature> signatures(byte[] armoured) throws IOException {
    List<PGPSignature> all = new ArrayList<>();
    try (ArmoredInputStream in = new ArmoredInputStream(new ByteArrayInputStream(armoured))) {
      PGPObjectFactory packets = new PGPObjectFactory(in, new BcKeyFingerprintCalculator());
      for (Object packet = packets.nextObject(); packet != null; packet = packets.nextObject()) {
        if (packet instanceof PGPSignatureList list) {
          list.forEach(all::add);
        } else if (!(packet instanceof PGPMarker)) {
          throw new IOException("the signature block holds something that is no signature");
        }
        if (all.size() > MAX_SIGNATURES) {
          throw new IOException("more than " + MAX_SIGNATURES + " signatures");
        }
      }
      return all;
    } catch (IOException | RuntimeException e) {
      // The parser meets garbage with all kinds of exceptions.
      throw new IOException("the signature block is malformed: " + e.getMessage(), e);
    }
  }

  private SignatureVerdict verdict(PGPSignature signature, byte[] text) {
    try {
      List<KeyIdentifier> issuers = signature.getKeyIdentifiers();
      OpenPGPComponentKey key = issuers.stream().map(keyring::find).filter(k -> k != null).findFirst().orElse(null);
      if (key == null) {
        return new SignatureVerdict.UnknownKey(issuers.stream().map(ArchiveSignature::shown).findFirst().orElse("(none)"));
      }
      if (!policy.isAcceptableDocumentSignatureHashAlgorithm(signature.getHashAlgorithm(), signature.getCreationTime())) {
        return new SignatureVerdict.Weak("the digest " + digest(signature.getHashAlgorithm()) + ", by " + shown(key.getKeyIdentifier()));
      }
      if (!policy.isAcceptablePublicKey(key.getPGPPublicKey())) {
        return new SignatureVerdict.Weak("the key " + shown(key.getKeyIdentifier()));
      }
      return verdict(signature, key, text);
    } catch (PGPException | RuntimeException e) {
      return new SignatureVerdict.Invalid(String.valueOf(e.getMessage()));
    }
  }

  private SignatureVerdict verdict(PGPSignature packet, OpenPGPComponentKey key, byte[] text) throws PGPException {
    String by = "by " + shown(key.getKeyIdentifier());
    if (packet.getSignatureType() != PGPSignature.CANONICAL_TEXT_DOCUMENT) {
      return new SignatureVerdict.Invalid("not a signature of a text, " + by);
    }
    packet.init(new BcPGPContentVerifierBuilderProvider(), key.getPGPPublicKey());
    packet.update(text);
    OpenPGPDocumentSignature signature = new OpenPGPDocumentSignature(packet, key);
    if (!signature.verify()) {
      return new SignatureVerdict.Invalid("the text was changed after it was signed " + by);
    }
    return inForce(signature, key, by);
  }

  private SignatureVerdict inForce(OpenPGPDocumentSignature signature, OpenPGPComponentKey key, String by) throws PGPSignatureException {
    Date date = Date.from(now);
    OpenPGPComponentKey primary = key.getCertificate().getPrimaryKey();
    for (OpenPGPComponentKey each : List.of(primary, key)) {
      Date end = each.getKeyExpirationDateAt(date);
      if (each.getRevocation(date) != null) {
        return new SignatureVerdict.Revoked(shown(each.getKeyIdentifier()));
      }
      if (end != null && !date.before(end)) {
        return new SignatureVerdict.Expired("the key " + shown(each.getKeyIdentifier()) + " ended on " + end.toInstant());
      }
    }
    if (date.before(signature.getCreationTime())) {
      return new SignatureVerdict.Invalid("made in the future, on " + signature.getCreationTime().toInstant() + ", " + by);
    }
    if (!signature.isEffectiveAt(date)) {
      return new SignatureVerdict.Expired("the signature ended on " + signature.getExpirationTime().toInstant() + ", " + by);
    }
    if (!signature.isValidAt(date, policy)) {
      return new SignatureVerdict.Invalid("the key may not sign, or does not belong to its primary key, " + by);
    }
    return new SignatureVerdict.Valid(ArchiveKeyring.fingerprint(key.getCertificate()));
  }

  private static String shown(KeyIdentifier key) {
    byte[] fingerprint = key.getFingerprint();
    return fingerprint == null ? String.format(Locale.ROOT, "%016X", key.getKeyId())
        : HexFormat.of().withUpperCase().formatHex(fingerprint);
  }

  private static String digest(int algorithm) {
    return switch (algorithm) {
      case HashAlgorithmTags.MD5 -> "MD5";
      case HashAlgorithmTags.SHA1 -> "SHA-1";
      case HashAlgorithmTags.RIPEMD160 -> "RIPEMD-160";
      default -> "number " + algorithm;
    };
  }
}
