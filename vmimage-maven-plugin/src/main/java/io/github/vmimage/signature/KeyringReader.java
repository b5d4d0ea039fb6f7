package io.github.vmimage.signature;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
  /** What a key says about itself has to be verified, and that costs time; keys in use have some tens. */
  private static final int MAX_OWN_SIGNATURES = 1_000;

  /** Revocations at the wrong place are tried with each subkey and user ID of their key. */
  private static final int MAX_TRIES = 5_000;

  private final Map<Packet, Certificate> certificates = new LinkedHashMap<>();
  private final Map<String, String> passedOver = new LinkedHashMap<>();
  private final Map<Packet, Revocation> revocations = new LinkedHashMap<>();
  private final Map<Long, List<Certificate>> byKeyId = new HashMap<>();
  private final Map<Long, List<Certificate>> byRevoker = new HashMap<>();
  private Certificate certificate;
  private Map<Packet, PGPSignature> component;
  private final int mostTries;
  private int tries;

  /** A revocation, and the certificate in which it stood; null where it stood alone. */
  private record Revocation(PGPSignature signature, Certificate place) {}

  /**
   * Reads all packets.
   *
   * @param packets in their order
   * @param bounded whether it is read for the first time, by somebody who does not know yet what there is to verify
   * @throws IOException for a secret key, and for more signatures than any key has
   */
  KeyringReader(List<Packet> packets, boolean bounded) throws IOException {
    this.mostTries = bounded ? MAX_TRIES : Integer.MAX_VALUE;
    for (Packet packet : packets) {
      read(packet);
    }
    for (Certificate each : certificates.values()) {
      byKeyId.computeIfAbsent(each.key().getKeyID(), i -> new ArrayList<>()).add(each);
      Statements.designatedRevokers(each).forEach(r -> byRevoker.computeIfAbsent(r.getKeyId(), i -> new ArrayList<>()).add(each));
    }
    for (Map.Entry<Packet, Revocation> each : revocations.entrySet()) {
      place(each.getKey(), each.getValue());
    }
    byRevoker.forEach((revoker, named) -> byKeyId.getOrDefault(revoker, List.of()).forEach(
        by -> named.forEach(n -> n.mayBeRevokedBy(by.key()))));
    for (Certificate each : certificates.values()) {
      if (bounded && each.ownSignatures() > MAX_OWN_SIGNATURES) {
        throw new IOException("more than " + MAX_OWN_SIGNATURES + " signatures of the key " + each.fingerprint() + " about itself");
      }
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
    }
    if (component != null) {
      component.put(packet, signature);
    }
  }

  /** Puts a revocation to all that it may mean; whether it is true is verified when a key is asked for. */
  private void place(Packet packet, Revocation revocation) throws IOException {
    PGPSignature signature = revocation.signature();
    for (Long issuer : signature.getKeyIdentifiers().stream().map(KeyIdentifier::getKeyId).distinct().toList()) {
      for (Certificate own : byKeyId.getOrDefault(issuer, List.of())) {
        place(packet, signature, own);
      }
      if (signature.getSignatureType() == PGPSignature.KEY_REVOCATION) {
        byRevoker.getOrDefault(issuer, List.of()).forEach(named -> named.direct().putIfAbsent(packet, signature));
      }
    }
    if (signature.getSignatureType() == PGPSignature.KEY_REVOCATION && revocation.place() != null) {
      revocation.place().direct().putIfAbsent(packet, signature);
    }
  }

  private void place(Packet packet, PGPSignature signature, Certificate own) throws IOException {
    if (signature.getSignatureType() == PGPSignature.KEY_REVOCATION) {
      own.direct().putIfAbsent(packet, signature);
      return;
    }
    if (isAtItsPlace(packet, signature, own)) {
      return;
    }
    boolean subkeys = signature.getSignatureType() == PGPSignature.SUBKEY_REVOCATION;
    tries += subkeys ? own.subkeys().size() : own.userIds().size();
    if (tries > mostTries) {
      throw new IOException("too many revocations of subkeys and user IDs");
    }
    if (subkeys) {
      own.subkeys().stream().filter(s -> Statements.isBy(own.key(), s.key(), signature)).forEach(
          s -> s.signatures().putIfAbsent(packet, signature));
    } else {
      own.userIds().entrySet().stream().filter(e -> Statements.isBy(own.key(), e.getKey(), signature)).forEach(
          e -> e.getValue().putIfAbsent(packet, signature));
    }
  }

  private static boolean isAtItsPlace(Packet packet, PGPSignature signature, Certificate own) {
    return own.subkeys().stream().anyMatch(s -> s.signatures().containsKey(packet) && Statements.isBy(own.key(), s.key(), signature))
        || own.userIds().entrySet().stream().anyMatch(e -> e.getValue().containsKey(packet)
            && Statements.isBy(own.key(), e.getKey(), signature));
  }
}
