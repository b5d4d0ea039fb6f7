package io.github.vmimage.signature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import java.util.Iterator;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;

/** Puts together what neither GnuPG nor Sequoia does on request. */
final class Packets {
  private Packets() {}

  /** A certificate with a revocation of its primary key. */
  static byte[] revoked(byte[] certificate, byte[] revocation) {
    try {
      PGPPublicKeyRing ring = new PGPPublicKeyRing(certificate, new BcKeyFingerprintCalculator());
      PGPSignature signature = ((PGPSignatureList) new BcPGPObjectFactory(PGPUtil.getDecoderStream(
          new java.io.ByteArrayInputStream(revocation))).nextObject()).get(0);
      PGPPublicKey key = PGPPublicKey.addCertification(ring.getPublicKey(), signature);
      return PGPPublicKeyRing.insertPublicKey(ring, key).getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Number of the digest of a binary signature. */
  static int digest(byte[] signature) {
    try {
      return ((PGPSignatureList) new BcPGPObjectFactory(signature).nextObject()).get(0).getHashAlgorithm();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fingerprint of the subkey that signs, capital hexadecimal digits. */
  static String signingSubkey(byte[] certificate) {
    try {
      for (PGPPublicKey key : new PGPPublicKeyRing(certificate, new BcKeyFingerprintCalculator())) {
        if (signs(key)) {
          return java.util.HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
        }
      }
      throw new IllegalArgumentException("no signing subkey");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean signs(PGPPublicKey key) {
    Iterator<PGPSignature> bindings = key.getSignaturesOfType(PGPSignature.SUBKEY_BINDING);
    return bindings.hasNext()
        && (bindings.next().getHashedSubPackets().getKeyFlags() & org.bouncycastle.bcpg.sig.KeyFlags.SIGN_DATA) != 0;
  }

  /** A detached signature by a key's signing subkey, at a time at which its own program refuses. */
  static byte[] signed(byte[] armouredSecretKey, byte[] content, Instant made) {
    return signed(armouredSecretKey, content, made, HashAlgorithmTags.SHA512);
  }

  /** The same with a digest that its own program does not use. */
  static byte[] signed(byte[] armouredSecretKey, byte[] content, Instant made, int digest) {
    try {
      PGPSecretKeyRing ring = new PGPSecretKeyRing(PGPUtil.getDecoderStream(new java.io.ByteArrayInputStream(armouredSecretKey)),
          new BcKeyFingerprintCalculator());
      for (PGPSecretKey key : ring) {
        if (signs(key.getPublicKey())) {
          PGPSignatureGenerator generator = new PGPSignatureGenerator(
              new BcPGPContentSignerBuilder(key.getPublicKey().getAlgorithm(), digest), key.getPublicKey());
          generator.init(PGPSignature.BINARY_DOCUMENT, key.extractPrivateKey(null));
          PGPSignatureSubpacketGenerator subpackets = new PGPSignatureSubpacketGenerator();
          subpackets.setSignatureCreationTime(true, Date.from(made));
          subpackets.setIssuerFingerprint(false, key.getPublicKey());
          generator.setHashedSubpackets(subpackets.generate());
          generator.update(content);
          return generator.generate().getEncoded();
        }
      }
      throw new IllegalArgumentException("no signing subkey");
    } catch (PGPException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
