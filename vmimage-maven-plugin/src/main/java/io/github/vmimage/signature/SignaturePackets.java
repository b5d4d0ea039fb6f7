package io.github.vmimage.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.openpgp.PGPMarker;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;

/** Reads the signatures of a signature file: nothing but signatures, binary or in one or more armoured blocks. */
final class SignaturePackets {
  /** Signatures by ten keys of 4096 bits have 12 kB, armoured. */
  static final int MAX_BYTES = 256 * 1024;

  /** Distributors sign with two or three keys; each signature costs time. */
  private static final int MAX_SIGNATURES = 32;

  private static final String BEGIN = "-----BEGIN PGP SIGNATURE-----";
  private static final String END = "-----END PGP SIGNATURE-----";

  private SignaturePackets() {}

  /**
   * Reads a signature file.
   *
   * @param file all of its bytes
   * @return in their order; none where the file is empty or blank
   * @throws IOException with what is wrong, one line
   */
  static List<PGPSignature> read(byte[] file) throws IOException {
    if (file.length > MAX_BYTES) {
      throw new IOException("the signature has more than " + MAX_BYTES + " bytes");
    }
    // The first bit of every packet is set, which no character of an armour has.
    return file.length > 0 && file[0] < 0 ? packets(new ByteArrayInputStream(file)) : armoured(file);
  }

  private static List<PGPSignature> armoured(byte[] file) throws IOException {
    List<PGPSignature> all = new ArrayList<>();
    StringBuilder block = null;
    for (String line : new String(file, StandardCharsets.ISO_8859_1).split("\r?\n")) {
      String text = line.stripTrailing();
      if (text.equals(BEGIN) && block == null) {
        block = new StringBuilder();
      } else if (block == null) {
        if (!text.isEmpty()) {
          throw new IOException("no " + BEGIN);
        }
        continue;
      }
      block.append(text).append('\n');
      if (text.equals(END)) {
        all.addAll(packets(new ArmoredInputStream(new ByteArrayInputStream(block.toString().getBytes(StandardCharsets.ISO_8859_1)))));
        block = null;
      }
      bound(all);
    }
    if (block != null) {
      throw new IOException("no " + END);
    }
    return all;
  }

  private static List<PGPSignature> packets(InputStream in) throws IOException {
    List<PGPSignature> all = new ArrayList<>();
    try {
      PGPObjectFactory packets = new PGPObjectFactory(in, new BcKeyFingerprintCalculator());
      for (Object packet = packets.nextObject(); packet != null; packet = packets.nextObject()) {
        if (packet instanceof PGPSignatureList list) {
          list.forEach(all::add);
        } else if (!(packet instanceof PGPMarker)) {
          throw new IOException("it holds something that is no signature");
        }
        bound(all);
      }
      if (all.isEmpty()) {
        throw new IOException("it is empty");
      }
      return all;
    } catch (IOException | RuntimeException e) {
      // The parser meets garbage with all kinds of exceptions.
      throw new IOException("the signature block is malformed: " + e.getMessage(), e);
    }
  }

  private static void bound(List<PGPSignature> all) throws IOException {
    if (all.size() > MAX_SIGNATURES) {
      throw new IOException("more than " + MAX_SIGNATURES + " signatures");
    }
  }
}
