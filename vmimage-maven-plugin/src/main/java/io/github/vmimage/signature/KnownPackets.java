package io.github.vmimage.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;

/**
 * Understands keys and signatures of the kinds that can be verified here: versions 4 and 6, with RSA, DSA, ECDSA, EdDSA, Ed25519 and Ed448.
 * Another kind is no error of the file: distributors add keys of tomorrow to those of today.
 */
final class KnownPackets {
  private static final Set<Integer> VERSIONS = Set.of(4, 6);

  /** A number for RSA keys that only sign; old keys have it. */
  private static final int RSA_SIGN = 3;

  private static final Set<Integer> SIGNING = Set.of(PublicKeyAlgorithmTags.RSA_GENERAL, RSA_SIGN, PublicKeyAlgorithmTags.DSA,
      PublicKeyAlgorithmTags.ECDSA, PublicKeyAlgorithmTags.EDDSA_LEGACY, PublicKeyAlgorithmTags.Ed25519, PublicKeyAlgorithmTags.Ed448);

  private KnownPackets() {}

  /** A key that can sign; nothing where it is of another kind. */
  static Optional<PGPPublicKey> key(Packet packet) {
    byte[] body = packet.body();
    if (body.length < 6 || !VERSIONS.contains((int) body[0]) || !SIGNING.contains(body[5] & 0xFF)) {
      return Optional.empty();
    }
    try (BCPGInputStream in = new BCPGInputStream(new ByteArrayInputStream(packet.encoded()))) {
      return Optional.of(new PGPPublicKey((PublicKeyPacket) in.readPacket(), new BcKeyFingerprintCalculator()));
    } catch (IOException | PGPException | RuntimeException e) {
      // A curve that is not known, or numbers that are none: nothing can be verified with it.
      return Optional.empty();
    }
  }

  /** Whether a signature's version and its key's algorithm are known. */
  static boolean isKnownSignature(Packet packet) {
    byte[] body = packet.body();
    // An old version 3, whose algorithm stands elsewhere, is known, and refused later as malformed.
    return body.length > 2 && (body[0] == 3 || VERSIONS.contains((int) body[0]) && SIGNING.contains(body[2] & 0xFF));
  }

  /**
   * Reads a signature.
   *
   * @param packet of a kind that is known
   * @throws IOException where it is malformed
   */
  static PGPSignature signature(Packet packet) throws IOException {
    try {
      return ((PGPSignatureList) new BcPGPObjectFactory(packet.encoded()).nextObject()).get(0);
    } catch (RuntimeException e) {
      // The parser meets garbage with all kinds of exceptions.
      throw new IOException(e.getMessage(), e);
    }
  }

  /** For messages: what a packet of an unknown kind is, such as {@code version 6, algorithm 30}. */
  static String kind(Packet packet, int algorithmAt) {
    byte[] body = packet.body();
    return body.length <= algorithmAt ? "malformed" : "version " + (body[0] & 0xFF) + ", algorithm " + (body[algorithmAt] & 0xFF);
  }

  /** The fingerprint of a key whatever its algorithm (RFC 9580, section 5.5.4); empty for a version that has another. */
  static String fingerprint(Packet key) {
    byte[] body = key.body();
    int version = body.length == 0 ? 0 : body[0];
    if (version != 4 && version != 6) {
      return "";
    }
    try {
      MessageDigest digest = MessageDigest.getInstance(version == 4 ? "SHA-1" : "SHA-256");
      digest.update((byte) (version == 4 ? 0x99 : 0x9B));
      for (int shift = version == 4 ? 8 : 24; shift >= 0; shift -= 8) {
        digest.update((byte) (body.length >>> shift));
      }
      return HexFormat.of().withUpperCase().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }
}
