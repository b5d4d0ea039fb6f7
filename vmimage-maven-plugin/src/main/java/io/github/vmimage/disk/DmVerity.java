package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The hashes that dm-verity holds blocks of another partition against. The partition has no files. The root hash is no part of it, but can be
 * told from it: it is the digest of the top of the tree, which is one block behind the superblock (cryptsetup's {@code verity_sb}, version 1).
 */
final class DmVerity {
  static final String NAME = "dm-verity";
  static final String SIGNATURE = "verity\0\0";

  private static final Map<String, String> DIGESTS = Map.of("sha1", "SHA-1", "sha256", "SHA-256", "sha384", "SHA-384", "sha512", "SHA-512");
  private static final int MAX_SALT = 256;
  private static final int MAX_BLOCK = 1 << 19;
  private static final int SUPERBLOCK = 512;

  private DmVerity() {}

  /** Algorithm and root hash, such as {@code sha256:4c8e...}; empty where the superblock does not say enough to tell it. */
  static Optional<String> rootHash(DiskBytes bytes) throws IOException {
    if (!bytes.holds(0, SUPERBLOCK)) {
      return Optional.empty();
    }
    ByteBuffer superblock = bytes.read(0, SUPERBLOCK);
    byte[] name = new byte[32];
    superblock.get(32, name);
    String algorithm = new String(name, StandardCharsets.ISO_8859_1).replaceFirst("(?s)\0.*", "");
    int type = superblock.getInt(12);
    int block = superblock.getInt(68);
    int saltSize = superblock.getShort(80) & 0xFFFF;
    // The hash of a single block of data is nowhere but in the root hash.
    boolean hasTree = superblock.getLong(72) > 1;
    if (superblock.getInt(8) != 1 || type < 0 || type > 1 || block < SUPERBLOCK || block > MAX_BLOCK || Integer.bitCount(block) != 1
        || saltSize > MAX_SALT || !hasTree || !DIGESTS.containsKey(algorithm) || !bytes.holds(block, block)) {
      return Optional.empty();
    }
    byte[] salt = new byte[saltSize];
    superblock.get(88, salt);
    MessageDigest digest = digest(DIGESTS.get(algorithm));
    byte[] top = bytes.read(block, block).array();
    digest.update(type == 1 ? salt : top);
    return Optional.of(algorithm + ":" + HexFormat.of().formatHex(digest.digest(type == 1 ? top : salt)));
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
