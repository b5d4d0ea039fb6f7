package io.github.vmimage.signature;

import java.io.IOException;
import java.util.List;

/**
 * Reads the signatures of a signature file: nothing but signatures, binary or in one or more armoured blocks. Packets that are private, or
 * that the standard lets programs pass over, may stand among them; anything else may not.
 */
final class SignaturePackets {
  /** Signatures by ten keys of 4096 bits have 12 kB, armoured. */
  static final int MAX_BYTES = 256 * 1024;

  /** Distributors sign with two or three keys; each signature costs time. */
  private static final int MAX_SIGNATURES = 32;

  private SignaturePackets() {}

  /**
   * Reads a signature file.
   *
   * @param file all of its bytes
   * @return the packets of the signatures, in their order; none where the file is empty or blank
   * @throws IOException with what is wrong, one line
   */
  static List<Packet> read(byte[] file) throws IOException {
    if (file.length > MAX_BYTES) {
      throw new IOException("the signature has more than " + MAX_BYTES + " bytes");
    }
    List<Packet> packets;
    try {
      packets = Armour.isBinary(file) ? Packet.split(file) : Armour.packets(file, Armour.SIGNATURES, false);
    } catch (IOException e) {
      throw new IOException("the signature block is malformed: " + e.getMessage(), e);
    }
    List<Packet> signatures = packets.stream().filter(p -> !p.isPassedOver()).toList();
    if (signatures.stream().anyMatch(p -> p.tag() != Packet.SIGNATURE)) {
      throw new IOException("it holds something that is no signature");
    }
    if (signatures.size() > MAX_SIGNATURES) {
      throw new IOException("more than " + MAX_SIGNATURES + " signatures");
    }
    return signatures;
  }
}
