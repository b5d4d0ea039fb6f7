package io.github.vmimage.signature;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One packet of an OpenPGP file, framed and not yet understood (RFC 9580, section 4.2). Framing needs no knowledge of what a packet holds,
 * so packets of kinds that are not known can be passed over one by one.
 *
 * @param tag 1 to 63
 * @param body what stands behind tag and length
 */
record Packet(int tag, byte[] body) {
  static final int SIGNATURE = 2;
  static final int SECRET_KEY = 5;
  static final int PUBLIC_KEY = 6;
  static final int SECRET_SUBKEY = 7;
  static final int MARKER = 10;
  static final int TRUST = 12;
  static final int USER_ID = 13;
  static final int PUBLIC_SUBKEY = 14;
  static final int PADDING = 21;

  /** From here on a packet that is not known may be passed over anywhere (RFC 9580, section 4.3). */
  private static final int FIRST_NOT_CRITICAL = 40;

  /** A keyring of a whole distribution has some ten thousand. */
  private static final int MAX_PACKETS = 200_000;

  private static final int NEW_FORMAT = 0x40;

  /** Whether a file that holds it as an unknown one may be read as if it were not there. */
  boolean isPassedOver() {
    return tag == MARKER || tag == PADDING || tag >= FIRST_NOT_CRITICAL;
  }

  /**
   * Takes a binary file apart.
   *
   * @param bytes all of the file; may be empty
   * @return the packets in their order
   * @throws IOException with what is wrong, one line: the file is cut off, is no OpenPGP, or has too many packets
   */
  static List<Packet> split(byte[] bytes) throws IOException {
    List<Packet> packets = new ArrayList<>();
    Frame frame = new Frame(bytes);
    while (frame.at < bytes.length) {
      packets.add(frame.next());
      if (packets.size() > MAX_PACKETS) {
        throw new IOException("more than " + MAX_PACKETS + " packets");
      }
    }
    return packets;
  }

  /** The packet with tag and length, as every program reads it. */
  byte[] encoded() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 6);
    // The old format for what it can name: gpgv of old distributions reads it, too.
    out.write(tag < 16 ? 0x80 | tag << 2 | 2 : 0xC0 | tag);
    if (tag >= 16) {
      out.write(0xFF);
    }
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(body.length >>> shift);
    }
    out.writeBytes(body);
    return out.toByteArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Packet packet && packet.tag == tag && Arrays.equals(packet.body, body);
  }

  @Override
  public int hashCode() {
    return 31 * tag + Arrays.hashCode(body);
  }

  /** A place in the file. */
  private static final class Frame {
    private final byte[] bytes;
    private int at;

    Frame(byte[] bytes) {
      this.bytes = bytes;
    }

    Packet next() throws IOException {
      int first = octet();
      if ((first & 0x80) == 0) {
        throw new IOException("no packet at byte " + (at - 1));
      }
      boolean isNew = (first & NEW_FORMAT) != 0;
      int tag = isNew ? first & 0x3F : (first & 0x3F) >> 2;
      if (tag == 0) {
        throw new IOException("a packet with the tag 0 at byte " + (at - 1));
      }
      if (isNew) {
        return new Packet(tag, newBody());
      }
      int lengthType = first & 3;
      if (lengthType == 3) {
        throw new IOException("a packet without a length at byte " + (at - 1));
      }
      return new Packet(tag, body(number(1 << lengthType)));
    }

    private byte[] newBody() throws IOException {
      ByteArrayOutputStream parts = new ByteArrayOutputStream();
      while (true) {
        int first = octet();
        if (first >= 224 && first < 255) {
          parts.writeBytes(body(1L << (first & 0x1F)));
          continue;
        }
        long length = first < 192 ? first : first == 255 ? number(4) : ((first - 192L) << 8) + octet() + 192;
        parts.writeBytes(body(length));
        return parts.toByteArray();
      }
    }

    private byte[] body(long length) throws IOException {
      if (length > bytes.length - at) {
        throw new IOException("it is cut off: a packet of " + length + " bytes at byte " + at + " of " + bytes.length);
      }
      at += (int) length;
      return Arrays.copyOfRange(bytes, at - (int) length, at);
    }

    private long number(int octets) throws IOException {
      long number = 0;
      for (int i = 0; i < octets; i++) {
        number = number << 8 | octet();
      }
      return number;
    }

    private int octet() throws IOException {
      if (at >= bytes.length) {
        throw new IOException("it is cut off after " + bytes.length + " bytes");
      }
      return bytes[at++] & 0xFF;
    }
  }
}
