package io.github.vmimage.signature;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * A primary key with all that any copy of it in a keyring has: statements about itself, user IDs and subkeys. Nothing of it is verified:
 * {@link Statements} does that. What does not decide whether a signature is good is left out: photos, and keys that cannot sign.
 */
final class Certificate {
  private final Packet primary;
  private final PGPPublicKey key;
  private final Map<Packet, PGPSignature> direct = new LinkedHashMap<>();
  private final Map<Packet, Map<Packet, PGPSignature>> userIds = new LinkedHashMap<>();
  private final Map<Packet, Subkey> subkeys = new LinkedHashMap<>();
  private final List<PGPPublicKey> revokers = new ArrayList<>();

  /** A subkey and what stands behind it. */
  record Subkey(PGPPublicKey key, Map<Packet, PGPSignature> signatures) {}

  Certificate(Packet primary, PGPPublicKey key) {
    this.primary = primary;
    this.key = key;
  }

  static String fingerprint(PGPPublicKey key) {
    return HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
  }

  /** Of the primary key, capital hexadecimal digits. */
  String fingerprint() {
    return fingerprint(key);
  }

  PGPPublicKey key() {
    return key;
  }

  /** Where signatures of the primary key alone are kept; whoever reads a keyring adds to it. */
  Map<Packet, PGPSignature> direct() {
    return direct;
  }

  /** The same for those of a user ID, which is known from now on. */
  Map<Packet, PGPSignature> userId(Packet userId) {
    return userIds.computeIfAbsent(userId, u -> new LinkedHashMap<>());
  }

  /** The same for those of a subkey, which is known from now on. */
  Map<Packet, PGPSignature> subkey(Packet packet, PGPPublicKey subkey) {
    return subkeys.computeIfAbsent(packet, p -> new Subkey(subkey, new LinkedHashMap<>())).signatures();
  }

  /** A key that may revoke this one, if this one says so; it stands in the same keyring. */
  void mayBeRevokedBy(PGPPublicKey revoker) {
    revokers.add(revoker);
  }

  List<PGPPublicKey> revokers() {
    return List.copyOf(revokers);
  }

  Map<Packet, Map<Packet, PGPSignature>> userIds() {
    return userIds;
  }

  Collection<Subkey> subkeys() {
    return subkeys.values();
  }

  /** How many signatures it holds that its own primary key may have made. */
  int ownSignatures() {
    Stream<Collection<PGPSignature>> all = Stream.concat(Stream.of(direct.values()), Stream.concat(
        userIds.values().stream().map(Map::values), subkeys.values().stream().map(s -> s.signatures().values())));
    return (int) all.flatMap(Collection::stream).filter(s -> s.getKeyIdentifiers().isEmpty()
        || KeyIdentifier.matches(s.getKeyIdentifiers(), key.getKeyIdentifier(), true)).count();
  }

  /** The keys of it that a signature's maker may mean: the primary key, subkeys, or none. */
  List<PGPPublicKey> named(List<KeyIdentifier> issuers) {
    List<PGPPublicKey> all = new ArrayList<>(List.of(key));
    subkeys.values().forEach(s -> all.add(s.key()));
    return all.stream().filter(k -> KeyIdentifier.matches(issuers, k.getKeyIdentifier(), true)).toList();
  }

  /** All of it in the order that every OpenPGP program reads. */
  byte[] encoded() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(primary.encoded());
    direct.keySet().forEach(s -> out.writeBytes(s.encoded()));
    userIds.forEach((id, signatures) -> {
      out.writeBytes(id.encoded());
      signatures.keySet().forEach(s -> out.writeBytes(s.encoded()));
    });
    subkeys.forEach((packet, subkey) -> {
      out.writeBytes(packet.encoded());
      subkey.signatures().keySet().forEach(s -> out.writeBytes(s.encoded()));
    });
    return out.toByteArray();
  }
}
