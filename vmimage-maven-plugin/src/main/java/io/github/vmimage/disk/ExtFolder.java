package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names in a folder of ext2, ext3 or ext4. They are read one after the other: the blocks of a folder's index look like blocks without
 * names to such a reader.
 */
final class ExtFolder {
  /** A folder of a million names takes some 50 MB; nothing that a guest boots from has one. */
  private static final int MAX_NAMES = 1_000_000;
  private static final long MAX_SIZE = 512L << 20;
  private static final int PARENT = 4;

  private ExtFolder() {}

  /** Name to inode, in the disk's order, without {@code .} and {@code ..}. */
  static Map<String, Integer> names(ExtVolume volume, ExtInode folder) throws IOException {
    Map<String, Integer> names = new LinkedHashMap<>();
    long size = folder.size();
    if (folder.isInline()) {
      byte[] content = volume.inline(folder);
      // The number of the folder above stands first, and names never go across the end of the first part.
      entries(content, PARENT, ExtInode.BLOCK_SIZE, names);
      entries(content, ExtInode.BLOCK_SIZE, content.length, names);
      return names;
    }
    if (size < 0 || size > MAX_SIZE || size % volume.blockSize() != 0) {
      throw new DamagedExtException("a folder of " + size + " bytes");
    }
    byte[] block = new byte[volume.blockSize()];
    for (long at = 0; at < size; at += block.length) {
      for (int done = 0; done < block.length;) {
        done += volume.read(folder, at + done, block, done, block.length - done);
      }
      entries(block, 0, block.length, names);
    }
    return names;
  }

  private static void entries(byte[] block, int from, int to, Map<String, Integer> names) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = from; at + 8 <= to;) {
      int inode = bytes.getInt(at);
      int length = bytes.getShort(at + 4) & 0xFFFF;
      // Blocks of 64 KiB do not fit 16 bits.
      length = length == 0xFFFF || length == 0 && block.length == 1 << 16 ? block.length : length;
      int name = bytes.get(at + 6) & 0xFF;
      if (length < 8 || length % 4 != 0 || length > to - at || name > length - 8) {
        throw new DamagedExtException("an entry of a folder");
      }
      if (inode != 0 && name > 0) {
        add(text(block, at + 8, name), inode, names);
      }
      at += length;
    }
  }

  private static void add(String name, int inode, Map<String, Integer> names) throws IOException {
    if (name.equals(".") || name.equals("..")) {
      return;
    }
    if (name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
      throw new DamagedExtException("a name with a slash or a zero in a folder");
    }
    if (names.size() >= MAX_NAMES) {
      throw new IOException("a folder of more than " + MAX_NAMES + " names");
    }
    names.putIfAbsent(name, inode);
  }

  /** UTF-8; in a name that is none, each byte beyond ASCII becomes a lone surrogate, which no UTF-8 gives, so nothing is lost. */
  static String text(byte[] bytes, int at, int length) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes, at, length));
      return text.toString();
    } catch (CharacterCodingException e) {
      StringBuilder text = new StringBuilder(length);
      for (int n = at; n < at + length; n++) {
        text.append((char) (bytes[n] < 0 ? 0xDC00 | bytes[n] & 0xFF : bytes[n]));
      }
      return text.toString();
    }
  }

  /** The bytes that were decoded. */
  static byte[] bytes(String text) {
    if (text.chars().noneMatch(c -> c >= 0xDC80 && c <= 0xDCFF)
        || StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    byte[] bytes = new byte[text.length()];
    for (int n = 0; n < bytes.length; n++) {
      bytes[n] = (byte) text.charAt(n);
    }
    return bytes;
  }
}
