package io.github.vmimage.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.api.OpenPGPDefaultPolicy;
import org.bouncycastle.openpgp.api.OpenPGPPolicy;
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

  /** A key that was revoked in one certificate is stolen in all of them; else one good reason to believe is enough. */
  private static final Function<SignatureVerdict, Integer> STRONGEST_FIRST = verdict -> verdict instanceof SignatureVerdict.Revoked ? 0
      : verdict instanceof SignatureVerdict.Valid ? 1 : verdict instanceof SignatureVerdict.Expired ? 2
      : verdict instanceof SignatureVerdict.Weak ? 3 : 4;

  private final Keyring keyring;
  private final Instant now;
  private final boolean keysInForceNow;
  private final OpenPGPPolicy policy = new OpenPGPDefaultPolicy();
  private final Map<Certificate, Statements> statements = new ConcurrentHashMap<>();

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
      for (Packet packet : SignaturePackets.read(signatureFile)) {
        verdicts.add(KnownPackets.isKnownSignature(packet) ? verdict(KnownPackets.signature(packet), bytes, detached)
            : new SignatureVerdict.UnknownKind(KnownPackets.kind(packet, 2)));
      }
    } catch (IOException e) {
      return List.of(new SignatureVerdict.Invalid(String.valueOf(e.getMessage())));
    }
    return verdicts.isEmpty() ? List.of(new SignatureVerdict.Missing("the signature is empty")) : verdicts;
  }

  private SignatureVerdict verdict(PGPSignature signature, byte[] bytes, boolean detached) {
    try {
      List<KeyIdentifier> issuers = signature.getKeyIdentifiers();
      // One key may stand in several certificates, and two keys may share the short ID that old signatures name.
      return keyring.find(issuers).stream().map(c -> verdict(signature, c, bytes, detached)).min(Comparator.comparing(STRONGEST_FIRST))
          .orElseGet(() -> new SignatureVerdict.UnknownKey(issuers.stream().map(SignatureCheck::shown).findFirst().orElse("(none)")));
    } catch (RuntimeException e) {
      return new SignatureVerdict.Invalid(String.valueOf(e.getMessage()));
    }
  }

  private SignatureVerdict verdict(PGPSignature signature, Keyring.Candidate candidate, byte[] bytes, boolean detached) {
    PGPPublicKey key = candidate.key();
    String by = "by " + Certificate.fingerprint(key);
    if (!policy.isAcceptableDocumentSignatureHashAlgorithm(signature.getHashAlgorithm(), signature.getCreationTime())) {
      return new SignatureVerdict.Weak("the digest " + digest(signature.getHashAlgorithm()) + ", " + by);
    }
    if (!policy.isAcceptablePublicKey(key)) {
      return new SignatureVerdict.Weak("the key " + Certificate.fingerprint(key));
    }
    int type = signature.getSignatureType();
    if (type != PGPSignature.CANONICAL_TEXT_DOCUMENT && !(detached && type == PGPSignature.BINARY_DOCUMENT)) {
      return new SignatureVerdict.Invalid("not a signature of a " + (detached ? "file" : "text") + ", " + by);
    }
    try {
      signature.init(new BcPGPContentVerifierBuilderProvider(), key);
      signature.update(bytes);
      if (!signature.verify()) {
        return new SignatureVerdict.Invalid("the text was changed after it was signed " + by);
      }
    } catch (PGPException | RuntimeException e) {
      return new SignatureVerdict.Invalid(String.valueOf(e.getMessage()));
    }
    return SignatureForm.fault(signature, policy).map(f -> (SignatureVerdict) new SignatureVerdict.Invalid(f + ", " + by))
        .orElseGet(() -> inForce(signature, candidate));
  }

  private SignatureVerdict inForce(PGPSignature signature, Keyring.Candidate candidate) {
    PGPPublicKey key = candidate.key();
    PGPPublicKey primary = candidate.certificate().key();
    String by = "by " + Certificate.fingerprint(key);
    Instant made = signature.getCreationTime().toInstant();
    Statements said = statements.computeIfAbsent(candidate.certificate(), c -> new Statements(c, policy, now));
    for (PGPPublicKey each : List.of(primary, key)) {
      if (said.isRevoked(each)) {
        return new SignatureVerdict.Revoked(Certificate.fingerprint(each));
      }
    }
    for (PGPPublicKey each : List.of(primary, key)) {
      Optional<Statements.Current> current = said.current(each);
      if (current.isEmpty()) {
        return new SignatureVerdict.Invalid("no valid statement " + (each == primary ? "of the key about itself"
            : "says that the key belongs to " + candidate.certificate().fingerprint()) + ", " + by);
      }
      Optional<Instant> end = current.get().end().filter(e -> !now.isBefore(e) && (keysInForceNow || !made.isBefore(e)));
      if (end.isPresent()) {
        return new SignatureVerdict.Expired("the key " + Certificate.fingerprint(each) + " ended on " + end.get());
      }
    }
    if (now.isBefore(made)) {
      return new SignatureVerdict.Invalid("made in the future, on " + made + ", " + by);
    }
    if (made.isBefore(key.getCreationTime().toInstant())) {
      return new SignatureVerdict.Invalid("made on " + made + ", before the key, " + by);
    }
    long seconds = signature.getHashedSubPackets().getSignatureExpirationTime();
    if (seconds != 0 && !now.isBefore(made.plusSeconds(seconds))) {
      return new SignatureVerdict.Expired("the signature ended on " + made.plusSeconds(seconds) + ", " + by);
    }
    if (!said.current(key).orElseThrow().signs()) {
      return new SignatureVerdict.Invalid("the key may not sign files, " + by);
    }
    return new SignatureVerdict.Valid(candidate.certificate().fingerprint(), made);
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
