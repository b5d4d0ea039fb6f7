package io.github.vmimage.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.bcpg.ArmoredInputStream;

/** The armoured blocks of a text file, one behind the other as people concatenate them. */
final class Armour {
  /** What may stand around signatures. */
  static final Set<String> SIGNATURES = Set.of("SIGNATURE");

  /** What may stand around keys and around the revocation of one, depending on the program that wrote it. */
  static final Set<String> KEYS = Set.of("PUBLIC KEY BLOCK", "SIGNATURE");

  private static final String BEGIN = "-----BEGIN PGP ";
  private static final String END = "-----END PGP ";
  private static final String DASHES = "-----";

  private Armour() {}

  /** Whether a file is binary: the first bit of every packet is set, which no character of an armour has. */
  static boolean isBinary(byte[] file) {
    return file.length > 0 && file[0] < 0;
  }

  /**
   * Decodes the blocks.
   *
   * @param file all of it
   * @param kinds the kinds of block that are accepted
   * @param textBetween whether text may stand outside the blocks, as GnuPG's revocations have it
   * @return the packets of all blocks, in their order; empty where the file has no block
   * @throws IOException with what is wrong, one line
   */
  static List<Packet> packets(byte[] file, Set<String> kinds, boolean textBetween) throws IOException {
    List<Packet> all = new ArrayList<>();
    StringBuilder block = null;
    String end = null;
    for (String line : new String(file, StandardCharsets.ISO_8859_1).split("\r?\n")) {
      String text = line.stripTrailing();
      if (block == null && text.startsWith(BEGIN) && text.endsWith(DASHES)) {
        String kind = text.substring(BEGIN.length(), text.length() - DASHES.length());
        if (!kinds.contains(kind)) {
          throw new IOException("a " + kind);
        }
        block = new StringBuilder();
        end = END + kind + DASHES;
      } else if (block == null) {
        outside(line, textBetween, kinds);
        continue;
      }
      block.append(text).append('\n');
      if (text.equals(end)) {
        all.addAll(decoded(block.toString()));
        block = null;
      }
    }
    if (block != null) {
      throw new IOException("no " + end);
    }
    return all;
  }

  /** Packets beside armour would be lost without a word, a revocation among them. */
  private static void outside(String line, boolean textBetween, Set<String> kinds) throws IOException {
    if (!textBetween && !line.isBlank()) {
      throw new IOException("no " + BEGIN + String.join(" or ", kinds) + DASHES);
    }
    if (line.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\r' && c != '\f')) {
      throw new IOException("binary data beside armoured blocks");
    }
  }

  private static List<Packet> decoded(String block) throws IOException {
    byte[] bytes;
    try {
      bytes = new ArmoredInputStream(new ByteArrayInputStream(block.getBytes(StandardCharsets.ISO_8859_1))).readAllBytes();
    } catch (RuntimeException e) {
      // The decoder meets garbage with all kinds of exceptions.
      throw new IOException(e.getMessage(), e);
    }
    if (bytes.length == 0) {
      throw new IOException("an empty block");
    }
    return Packet.split(bytes);
  }
}
