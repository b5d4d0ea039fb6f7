package io.github.vmimage.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.bcpg.SignatureSubpacket;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.api.OpenPGPPolicy;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * What a certificate says about its keys: only what its own primary key signed counts, and of that the newest, in whatever order it stands.
 * Where two statements are of one second, the stricter counts.
 *
 * <p>A revocation is stronger than all else: any digest will do for it, no later statement lifts it, and one by a designated revoker
 * counts as long as the revoker's key is not there to disprove it.
 */
final class Statements {
  private final Certificate certificate;
  private final OpenPGPPolicy policy;
  private final Date now;
  private final Map<PGPPublicKey, Boolean> revoked = new ConcurrentHashMap<>();
  private final Map<PGPPublicKey, Optional<Current>> current = new ConcurrentHashMap<>();

  Statements(Certificate certificate, OpenPGPPolicy policy, Instant now) {
    this.certificate = certificate;
    this.policy = policy;
    this.now = Date.from(now);
  }

  /**
   * The statement about a key that counts.
   *
   * @param made when
   * @param end of the key; empty where it has none
   * @param signs whether the key may sign files
   */
  record Current(Instant made, Optional<Instant> end, boolean signs) {

    static Current of(PGPSignature signature, PGPPublicKey key) {
      long seconds = signature.getHashedSubPackets().getKeyExpirationTime();
      return new Current(signature.getCreationTime().toInstant(),
          seconds == 0 ? Optional.empty() : Optional.of(key.getCreationTime().toInstant().plusSeconds(seconds)),
          (signature.getHashedSubPackets().getKeyFlags() & KeyFlags.SIGN_DATA) != 0);
    }

    /** Of two statements the newer; of one second, what both allow. */
    static Current newer(Current a, Current b) {
      if (!a.made.equals(b.made)) {
        return a.made.isAfter(b.made) ? a : b;
      }
      return new Current(a.made, Stream.of(a.end, b.end).flatMap(Optional::stream).min(Comparator.naturalOrder()), a.signs && b.signs);
    }
  }

  /** Whether the primary key, or this subkey of it, was revoked. */
  boolean isRevoked(PGPPublicKey key) {
    return revoked.computeIfAbsent(key, this::verifiedRevocation);
  }

  private boolean verifiedRevocation(PGPPublicKey key) {
    PGPPublicKey primary = certificate.key();
    if (key == primary) {
      return certificate.direct().values().stream().anyMatch(s -> s.getSignatureType() == PGPSignature.KEY_REVOCATION && isInForce(s)
          && (isBy(primary, s) || isByRevoker(s)));
    }
    return signatures(key).stream().anyMatch(s -> s.getSignatureType() == PGPSignature.SUBKEY_REVOCATION && isInForce(s)
        && isBy(primary, key, s));
  }

  /** A key that is to be retired later is in force until then; one that was stolen is not, whatever the date says. */
  private boolean isInForce(PGPSignature revocation) {
    return revocation.isHardRevocation() || !revocation.getCreationTime().after(now);
  }

  private boolean isByRevoker(PGPSignature revocation) {
    List<KeyIdentifier> issuers = revocation.getKeyIdentifiers();
    List<KeyIdentifier> named = certificate.direct().values().stream()
        .filter(s -> s.getSignatureType() == PGPSignature.DIRECT_KEY && isBy(certificate.key(), s)).flatMap(Statements::revokers)
        .filter(r -> KeyIdentifier.matches(issuers, r, true)).toList();
    if (named.isEmpty()) {
      return false;
    }
    List<PGPPublicKey> there = certificate.revokers().stream()
        .filter(r -> named.stream().anyMatch(n -> n.matchesExplicit(r.getKeyIdentifier()))).toList();
    return there.isEmpty() || there.stream().anyMatch(r -> verifies(revocation, r, s -> s.verifyCertification(certificate.key())));
  }

  /**
   * The statement that counts for a key.
   *
   * @param key the primary key or a subkey
   * @return nothing where the certificate does not say that the key belongs to it
   */
  Optional<Current> current(PGPPublicKey key) {
    return current.computeIfAbsent(key, this::verifiedCurrent);
  }

  private Optional<Current> verifiedCurrent(PGPPublicKey key) {
    if (key != certificate.key()) {
      return signatures(key).stream().filter(s -> s.getSignatureType() == PGPSignature.SUBKEY_BINDING && isUsable(s)
          && !s.getCreationTime().before(key.getCreationTime()) && isBy(certificate.key(), key, s) && isConsented(s, key))
          .map(s -> Current.of(s, key)).reduce(Current::newer);
    }
    List<PGPSignature> all = new ArrayList<>();
    certificate.direct().values().stream().filter(s -> s.getSignatureType() == PGPSignature.DIRECT_KEY && isUsable(s)
        && tellsOfUse(s) && isBy(key, s)).forEach(all::add);
    certificate.userIds().forEach((id, signatures) -> all.addAll(certifications(id, signatures.values())));
    return all.stream().map(s -> Current.of(s, key)).reduce(Current::newer);
  }

  /** One that only names a revoker says nothing of the key's end. */
  private static boolean tellsOfUse(PGPSignature direct) {
    PGPSignatureSubpacketVector hashed = direct.getHashedSubPackets();
    return hashed.hasSubpacket(SignatureSubpacketTags.KEY_FLAGS) || hashed.hasSubpacket(SignatureSubpacketTags.KEY_EXPIRE_TIME);
  }

  /** What is certified of a user ID, unless that was taken back since. */
  private List<PGPSignature> certifications(Packet userId, Collection<PGPSignature> signatures) {
    List<PGPSignature> own = signatures.stream().filter(s -> PGPSignature.isCertification(s.getSignatureType()) && isUsable(s)
        && isBy(certificate.key(), userId, s)).toList();
    Optional<Date> takenBack = signatures.stream().filter(s -> s.getSignatureType() == PGPSignature.CERTIFICATION_REVOCATION
        && isInForce(s) && isBy(certificate.key(), userId, s)).map(PGPSignature::getCreationTime).max(Comparator.naturalOrder());
    return takenBack.isEmpty() ? own : own.stream().filter(s -> s.getCreationTime().after(takenBack.get())).toList();
  }

  /** Whether a subkey that is to sign says itself, in a signature inside the statement, that it belongs to the primary key. */
  private boolean isConsented(PGPSignature binding, PGPPublicKey subkey) {
    if ((binding.getHashedSubPackets().getKeyFlags() & KeyFlags.SIGN_DATA) == 0) {
      return true;
    }
    List<PGPSignature> inside = new ArrayList<>();
    try {
      binding.getHashedSubPackets().getEmbeddedSignatures().forEach(inside::add);
      binding.getUnhashedSubPackets().getEmbeddedSignatures().forEach(inside::add);
    } catch (PGPException | RuntimeException e) {
      return false;
    }
    return inside.stream().anyMatch(s -> s.getSignatureType() == PGPSignature.PRIMARYKEY_BINDING && isAcceptable(s)
        && verifies(s, subkey, back -> back.verifyCertification(certificate.key(), subkey)));
  }

  /** Made by now, not ended, and in a form that proves something. */
  private boolean isUsable(PGPSignature statement) {
    if (!isAcceptable(statement) || !policy.isAcceptablePublicKey(certificate.key())) {
      return false;
    }
    Date made = statement.getCreationTime();
    long seconds = statement.getHashedSubPackets().getSignatureExpirationTime();
    return !made.after(now) && !made.before(certificate.key().getCreationTime())
        && (seconds == 0 || now.toInstant().isBefore(made.toInstant().plusSeconds(seconds)));
  }

  private boolean isAcceptable(PGPSignature statement) {
    return SignatureForm.fault(statement, policy).isEmpty() && policy.hasAcceptableSignatureHashAlgorithm(statement);
  }

  private Collection<PGPSignature> signatures(PGPPublicKey subkey) {
    return certificate.subkeys().stream().filter(s -> s.key() == subkey).findFirst().map(s -> s.signatures().values()).orElse(List.of());
  }

  /** The keys that a certificate names as those that may revoke it, not verified. */
  static List<KeyIdentifier> designatedRevokers(Certificate certificate) {
    return certificate.direct().values().stream().filter(s -> s.getSignatureType() == PGPSignature.DIRECT_KEY)
        .flatMap(Statements::revokers).toList();
  }

  private static Stream<KeyIdentifier> revokers(PGPSignature direct) {
    return direct.getHashedSubPackets() == null ? Stream.empty()
        : Stream.of(direct.getHashedSubPackets().getSubpackets(SignatureSubpacketTags.REVOCATION_KEY)).map(SignatureSubpacket::getData)
            // A class and an algorithm stand before the fingerprint.
            .filter(d -> d.length == 22).map(d -> new KeyIdentifier(Arrays.copyOfRange(d, 2, d.length)));
  }

  /** Whether a key made this signature of itself. */
  private static boolean isBy(PGPPublicKey primary, PGPSignature signature) {
    return verifies(signature, primary, s -> s.verifyCertification(primary));
  }

  /** Whether a primary key made this signature of a subkey. */
  static boolean isBy(PGPPublicKey primary, PGPPublicKey subkey, PGPSignature signature) {
    return verifies(signature, primary, s -> s.verifyCertification(primary, subkey));
  }

  /** Whether a primary key made this signature of a user ID. */
  static boolean isBy(PGPPublicKey primary, Packet userId, PGPSignature signature) {
    return verifies(signature, primary, s -> s.verifyCertification(userId.body(), primary));
  }

  private interface Verification {
    boolean of(PGPSignature signature) throws PGPException;
  }

  private static boolean verifies(PGPSignature signature, PGPPublicKey by, Verification verification) {
    // Those of strangers, of which the keys of well-known people have hundreds, cost no arithmetic.
    List<KeyIdentifier> issuers = signature.getKeyIdentifiers();
    if (!issuers.isEmpty() && !KeyIdentifier.matches(issuers, by.getKeyIdentifier(), true)) {
      return false;
    }
    try {
      signature.init(new BcPGPContentVerifierBuilderProvider(), by);
      return verification.of(signature);
    } catch (PGPException | RuntimeException e) {
      // It does not fit the key's algorithm, or is malformed.
      return false;
    }
  }
}
