package io.github.vmimage.signature;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * Reads the packets of a keyring. Copies of one primary key become one certificate, as GnuPG and Sequoia merge them, in whatever order they
 * stand; a revocation counts wherever in the file it stands, alone, too. What is of an unknown kind is passed over with all that belongs to
 * it.
 */
final class KeyringReader {
  private static final int MAX_REVOCATIONS = 2_000;

  private final Map<Packet, Certificate> certificates = new LinkedHashMap<>();
  private final Map<String, String> passedOver = new LinkedHashMap<>();
  private final Map<Packet, Revocation> revocations = new LinkedHashMap<>();
  private Certificate certificate;
  private Map<Packet, PGPSignature> component;

  /** A revocation, and the certificate in which it stood; null where it stood alone. */
  private record Revocation(PGPSignature signature, Certificate place) {}

  /**
   * Reads all packets.
   *
   * @param packets in their order
   * @throws IOException for a secret key, and for more revocations than a keyring has
   */
  KeyringReader(List<Packet> packets) throws IOException {
    for (Packet packet : packets) {
      read(packet);
    }
    revocations.forEach(this::place);
    for (Certificate each : certificates.values()) {
      certificates.values().stream().filter(other -> other != each && names(each, other.key())).forEach(
          other -> each.mayBeRevokedBy(other.key()));
    }
  }

  Collection<Certificate> certificates() {
    return certificates.values();
  }

  /** Primary keys of an unknown kind: fingerprints, or nothing where they cannot be told, each with its kind. */
  Map<String, String> passedOver() {
    return passedOver;
  }

  private void read(Packet packet) throws IOException {
    switch (packet.tag()) {
      case Packet.SECRET_KEY, Packet.SECRET_SUBKEY -> throw new IOException("it holds a secret key");
      case Packet.PUBLIC_KEY -> primary(packet);
      case Packet.PUBLIC_SUBKEY -> {
        Optional<PGPPublicKey> key = certificate == null ? Optional.empty() : KnownPackets.key(packet);
        component = key.map(k -> certificate.subkey(packet, k)).orElse(null);
      }
      case Packet.USER_ID -> component = certificate == null ? null : certificate.userId(packet);
      case Packet.SIGNATURE -> signature(packet);
      case Packet.TRUST, Packet.MARKER, Packet.PADDING -> {
        // They say nothing, wherever they stand.
      }
      default -> component = null;
    }
  }

  private void primary(Packet packet) {
    Optional<PGPPublicKey> key = KnownPackets.key(packet);
    certificate = key.map(k -> certificates.computeIfAbsent(packet, p -> new Certificate(p, k))).orElse(null);
    component = certificate == null ? null : certificate.direct();
    if (certificate == null) {
      passedOver.putIfAbsent(KnownPackets.fingerprint(packet), KnownPackets.kind(packet, 5));
    }
  }

  private void signature(Packet packet) throws IOException {
    PGPSignature signature;
    try {
      if (!KnownPackets.isKnownSignature(packet)) {
        return;
      }
      signature = KnownPackets.signature(packet);
    } catch (IOException e) {
      // A malformed one proves nothing, as one of an unknown kind does.
      return;
    }
    if (PGPSignature.isRevocation(signature.getSignatureType())) {
      revocations.putIfAbsent(packet, new Revocation(signature, certificate));
      if (revocations.size() > MAX_REVOCATIONS) {
        throw new IOException("more than " + MAX_REVOCATIONS + " revocations");
      }
    }
    if (component != null) {
      component.put(packet, signature);
    }
  }

  /** Puts a revocation to all that it may mean; whether it is true is verified when a key is asked for. */
  private void place(Packet packet, Revocation revocation) {
    PGPSignature signature = revocation.signature();
    List<KeyIdentifier> issuers = signature.getKeyIdentifiers();
    for (Certificate each : certificates.values()) {
      boolean own = KeyIdentifier.matches(issuers, each.key().getKeyIdentifier(), true);
      switch (signature.getSignatureType()) {
        case PGPSignature.KEY_REVOCATION -> {
          if (own || each == revocation.place() || designated(each, issuers)) {
            each.direct().putIfAbsent(packet, signature);
          }
        }
        case PGPSignature.SUBKEY_REVOCATION -> {
          if (own) {
            each.subkeys().stream().filter(s -> Statements.isBy(each.key(), s.key(), signature)).forEach(
                s -> s.signatures().putIfAbsent(packet, signature));
          }
        }
        default -> {
          if (own) {
            each.userIds().forEach((id, signatures) -> {
              if (Statements.isBy(each.key(), id, signature)) {
                signatures.putIfAbsent(packet, signature);
              }
            });
          }
        }
      }
    }
  }

  private static boolean designated(Certificate certificate, List<KeyIdentifier> issuers) {
    return Statements.designatedRevokers(certificate).stream().anyMatch(r -> KeyIdentifier.matches(issuers, r, true));
  }

  private static boolean names(Certificate certificate, PGPPublicKey key) {
    return Statements.designatedRevokers(certificate).stream().anyMatch(r -> r.matchesExplicit(key.getKeyIdentifier()));
  }
}
