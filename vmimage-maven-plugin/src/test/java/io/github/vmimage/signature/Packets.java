package io.github.vmimage.signature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
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
  /** After the keys that are put together here were made, and before anything was signed with them, however slow the machine is. */
  private static final Instant STATED = Instant.parse("2020-02-01T00:00:00Z");

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

  /** What one statement binds: which key by which, with which flags, and whether the subkey consents; by whom, where by another. */
  record Binding(byte[] primarySecret, byte[] subkeySecret, int flags, byte[] consentingSecret) {}

  /** The certificate of a primary key, with the primary key of another as its subkey. */
  static byte[] withSubkey(byte[] certificate, Binding binding) {
    try {
      PGPSecretKey primary = secret(binding.primarySecret());
      PGPSecretKey subkey = secret(binding.subkeySecret());
      PGPSignatureSubpacketGenerator subpackets = subpackets(primary.getPublicKey());
      subpackets.setKeyFlags(true, binding.flags());
      if (binding.consentingSecret() != null) {
        PGPSecretKey consenting = secret(binding.consentingSecret());
        PGPSignatureGenerator back = generator(consenting, PGPSignature.PRIMARYKEY_BINDING);
        back.setHashedSubpackets(subpackets(consenting.getPublicKey()).generate());
        subpackets.addEmbeddedSignature(false, back.generateCertification(primary.getPublicKey(), subkey.getPublicKey()));
      }
      PGPSignatureGenerator generator = generator(primary, PGPSignature.SUBKEY_BINDING);
      generator.setHashedSubpackets(subpackets.generate());
      PGPSignature signature = generator.generateCertification(primary.getPublicKey(), subkey.getPublicKey());
      Packet key = Packet.split(subkey.getPublicKey().getEncoded()).get(0);
      return concat(certificate, new Packet(Packet.PUBLIC_SUBKEY, key.body()).encoded(), signature.getEncoded());
    } catch (PGPException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A statement of a key that another may revoke it. */
  static byte[] namesRevoker(byte[] secret, byte[] revokerSecret) {
    try {
      PGPSecretKey key = secret(secret);
      PGPSignatureSubpacketGenerator subpackets = subpackets(key.getPublicKey());
      byte[] fingerprint = secret(revokerSecret).getPublicKey().getFingerprint();
      subpackets.addCustomSubpacket(new org.bouncycastle.bcpg.SignatureSubpacket(
          org.bouncycastle.bcpg.SignatureSubpacketTags.REVOCATION_KEY, false, false,
          concat(new byte[] {(byte) 0x80, 22}, fingerprint)) {});
      PGPSignatureGenerator generator = generator(key, PGPSignature.DIRECT_KEY);
      generator.setHashedSubpackets(subpackets.generate());
      return generator.generateCertification(key.getPublicKey()).getEncoded();
    } catch (PGPException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A revocation of a key by another one. */
  static byte[] revocationBy(byte[] revokerSecret, byte[] secret) {
    try {
      PGPSecretKey revoker = secret(revokerSecret);
      PGPSignatureGenerator generator = generator(revoker, PGPSignature.KEY_REVOCATION);
      generator.setHashedSubpackets(subpackets(revoker.getPublicKey()).generate());
      return generator.generateCertification(secret(secret).getPublicKey()).getEncoded();
    } catch (PGPException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The certificate with a packet right behind its primary key. */
  static byte[] behindPrimary(byte[] certificate, byte[]... packets) {
    try {
      byte[][] all = Packet.split(certificate).stream().map(Packet::encoded).toArray(byte[][]::new);
      return concat(all[0], concat(packets), concat(Arrays.copyOfRange(all, 1, all.length)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PGPSecretKey secret(byte[] secret) throws IOException, PGPException {
    return new PGPSecretKeyRing(PGPUtil.getDecoderStream(new java.io.ByteArrayInputStream(secret)), new BcKeyFingerprintCalculator())
        .getSecretKey();
  }

  private static PGPSignatureGenerator generator(PGPSecretKey key, int type) throws PGPException {
    PGPSignatureGenerator generator = new PGPSignatureGenerator(
        new BcPGPContentSignerBuilder(key.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512), key.getPublicKey());
    generator.init(type, key.extractPrivateKey(null));
    return generator;
  }

  private static PGPSignatureSubpacketGenerator subpackets(PGPPublicKey by) {
    PGPSignatureSubpacketGenerator subpackets = new PGPSignatureSubpacketGenerator();
    subpackets.setSignatureCreationTime(true, Date.from(STATED));
    subpackets.setIssuerFingerprint(false, by);
    subpackets.setIssuerKeyID(false, by.getKeyID());
    return subpackets;
  }

  static byte[] concat(byte[]... parts) {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
