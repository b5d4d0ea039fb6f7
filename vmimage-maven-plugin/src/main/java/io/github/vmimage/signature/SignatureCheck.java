package io.github.vmimage.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureException;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPDefaultPolicy;
import org.bouncycastle.openpgp.api.OpenPGPPolicy;
import org.bouncycastle.openpgp.api.OpenPGPSignature.OpenPGPDocumentSignature;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * Checks OpenPGP signatures, clear-signed and detached, against the keys that a project trusts, with the rules apt has: at least one valid
 * signature, and none by a trusted key that does not fit the bytes. Signatures by other keys prove nothing and harm nothing.
 *
 * <p>Stricter than {@code gpgv}: SHA-1, MD5 and RIPEMD-160 are refused, RSA keys under 2,000 bits and DSA too; so is whatever a key signed
 * after its end, or that was revoked since, at whatever time: the date of a signature is only what its maker says.
 */
public final class SignatureCheck {
  /** No file of signatures is larger: those of ten keys of 4096 bits have 12 kB, armoured. */
  public static final int MAX_BYTES = SignaturePackets.MAX_BYTES;

  private final Keyring keyring;
  private final Instant now;
  private final boolean keysInForceNow;
  private final OpenPGPPolicy policy = new OpenPGPDefaultPolicy();

  private SignatureCheck(Keyring keyring, Instant now, boolean keysInForceNow) {
    this.keyring = keyring;
    this.now = now;
    this.keysInForceNow = keysInForceNow;
  }

  /**
   * For what is signed anew all the time, such as an archive: keys must be in force still.
   *
   * @param keyring the keys to trust
   * @param now keys and signatures must be in force then
   * @return the check
   */
  public static SignatureCheck ofLiving(Keyring keyring, Instant now) {
    return new SignatureCheck(keyring, now, true);
  }

  /**
   * For what is signed once, such as the digests of an image: the key must have been in force when it signed.
   *
   * @param keyring the keys to trust
   * @param now signatures must be in force then, and no key revoked
   * @return the check
   */
  public static SignatureCheck ofLasting(Keyring keyring, Instant now) {
    return new SignatureCheck(keyring, now, false);
  }

  /** {@return the point in time} */
  public Instant now() {
    return now;
  }

  /** {@return the keys to trust} */
  public Keyring keyring() {
    return keyring;
  }

  /**
   * What the signatures of one file are worth.
   *
   * @param text the signed text, and nothing else of the file; of a detached signature the whole file
   * @param verdicts one for each signature, in their order; at least one
   */
  public record Outcome(String text, List<SignatureVerdict> verdicts) {
    /** Copies the list. */
    public Outcome {
      verdicts = List.copyOf(verdicts);
    }

    private Stream<SignatureVerdict.Valid> valid() {
      return verdicts.stream().filter(v -> v instanceof SignatureVerdict.Valid).map(v -> (SignatureVerdict.Valid) v);
    }

    /** {@return whether the text may be trusted} */
    public boolean passes() {
      return valid().findAny().isPresent() && verdicts.stream().noneMatch(v -> v instanceof SignatureVerdict.Invalid);
    }

    /** {@return fingerprints of the primary keys with a valid signature, capital hexadecimal digits, sorted} */
    public List<String> signers() {
      return valid().map(SignatureVerdict.Valid::fingerprint).distinct().sorted().toList();
    }

    /** {@return when the oldest valid signature was made; only for what passes} */
    public Instant made() {
      return valid().map(SignatureVerdict.Valid::made).min(Comparator.naturalOrder()).orElseThrow();
    }

    /** {@return for messages: a line for each signature} */
    public String seen() {
      return verdicts.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
  }

  /**
   * Checks a file that holds text and signature.
   *
   * @param file all of its bytes
   * @return never null, whatever the bytes are
   */
  public Outcome clearSigned(byte[] file) {
    ClearSigned parts;
    try {
      parts = ClearSigned.parse(file);
    } catch (ClearSigned.NotSignedException e) {
      return new Outcome("", List.of(new SignatureVerdict.Missing(e.getMessage())));
    } catch (IOException e) {
      return new Outcome("", List.of(new SignatureVerdict.Invalid(e.getMessage())));
    }
    return new Outcome(parts.text(), verdicts(parts.canonical(), parts.signature(), false));
  }

  /**
   * Checks a file whose signature lies beside it.
   *
   * @param file all of its bytes
   * @param signature binary or armoured
   * @return never null, whatever the bytes are
   */
  public Outcome detached(byte[] file, byte[] signature) {
    return new Outcome(new String(file, StandardCharsets.UTF_8), verdicts(file, signature, true));
  }

  private List<SignatureVerdict> verdicts(byte[] bytes, byte[] signatureFile, boolean detached) {
    List<SignatureVerdict> verdicts = new ArrayList<>();
    try {
      for (PGPSignature signature : SignaturePackets.read(signatureFile)) {
        verdicts.add(verdict(signature, bytes, detached));
      }
    } catch (IOException e) {
      return List.of(new SignatureVerdict.Invalid(String.valueOf(e.getMessage())));
    }
    return verdicts.isEmpty() ? List.of(new SignatureVerdict.Missing("the signature is empty")) : verdicts;
  }

  private SignatureVerdict verdict(PGPSignature signature, byte[] bytes, boolean detached) {
    try {
      List<KeyIdentifier> issuers = signature.getKeyIdentifiers();
      OpenPGPComponentKey key = issuers.stream().map(keyring::find).filter(k -> k != null).findFirst().orElse(null);
      if (key == null) {
        return new SignatureVerdict.UnknownKey(issuers.stream().map(SignatureCheck::shown).findFirst().orElse("(none)"));
      }
      if (!policy.isAcceptableDocumentSignatureHashAlgorithm(signature.getHashAlgorithm(), signature.getCreationTime())) {
        return new SignatureVerdict.Weak("the digest " + digest(signature.getHashAlgorithm()) + ", by " + shown(key.getKeyIdentifier()));
      }
      if (!policy.isAcceptablePublicKey(key.getPGPPublicKey())) {
        return new SignatureVerdict.Weak("the key " + shown(key.getKeyIdentifier()));
      }
      return verdict(signature, key, bytes, detached);
    } catch (PGPException | RuntimeException e) {
      return new SignatureVerdict.Invalid(String.valueOf(e.getMessage()));
    }
  }

  private SignatureVerdict verdict(PGPSignature packet, OpenPGPComponentKey key, byte[] bytes, boolean detached) throws PGPException {
    String by = "by " + shown(key.getKeyIdentifier());
    int type = packet.getSignatureType();
    if (type != PGPSignature.CANONICAL_TEXT_DOCUMENT && !(detached && type == PGPSignature.BINARY_DOCUMENT)) {
      return new SignatureVerdict.Invalid("not a signature of a " + (detached ? "file" : "text") + ", " + by);
    }
    packet.init(new BcPGPContentVerifierBuilderProvider(), key.getPGPPublicKey());
    packet.update(bytes);
    OpenPGPDocumentSignature signature = new OpenPGPDocumentSignature(packet, key);
    if (!signature.verify()) {
      return new SignatureVerdict.Invalid("the text was changed after it was signed " + by);
    }
    return inForce(signature, key, by);
  }

  private SignatureVerdict inForce(OpenPGPDocumentSignature signature, OpenPGPComponentKey key, String by) throws PGPSignatureException {
    Date date = Date.from(now);
    Date made = signature.getCreationTime();
    // A time at which the signer's keys are judged: today, or the last second in which all of them were in force.
    Date moment = date;
    for (OpenPGPComponentKey each : List.of(key.getCertificate().getPrimaryKey(), key)) {
      Date end = each.getKeyExpirationDateAt(date);
      if (each.getRevocation(date) != null) {
        return new SignatureVerdict.Revoked(shown(each.getKeyIdentifier()));
      }
      if (end != null && !date.before(end)) {
        if (keysInForceNow || !made.before(end)) {
          return new SignatureVerdict.Expired("the key " + shown(each.getKeyIdentifier()) + " ended on " + end.toInstant());
        }
        Date last = Date.from(end.toInstant().minusSeconds(1));
        moment = last.before(moment) ? last : moment;
      }
    }
    if (date.before(made)) {
      return new SignatureVerdict.Invalid("made in the future, on " + made.toInstant() + ", " + by);
    }
    if (!signature.isEffectiveAt(date)) {
      return new SignatureVerdict.Expired("the signature ended on " + signature.getExpirationTime().toInstant() + ", " + by);
    }
    if (!signature.isValidAt(moment, policy)) {
      return new SignatureVerdict.Invalid("the key may not sign, or does not belong to its primary key, " + by);
    }
    return new SignatureVerdict.Valid(Keyring.fingerprint(key.getCertificate()), made.toInstant());
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
