package io.github.vmimage.disk;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A guest's path as the bytes it is. Java decodes names with the charset of this machine's locale, which loses what that charset does not
 * know; the listing must not depend on the locale.
 *
 * @param bytes never empty
 */
record RawName(byte[] bytes) {

  static RawName of(Path path) {
    String text = path.toString();
    // What a charset cannot decode becomes U+FFFD, so text that is all ASCII is what the bytes say.
    return text.chars().allMatch(c -> c < 0x80) ? new RawName(text.getBytes(StandardCharsets.US_ASCII)) : fromUri(path);
  }

  /** A URI spells each byte. A relative path is made absolute below a folder that is nowhere, so that the URI gets no closing slash. */
  private static RawName fromUri(Path path) {
    String nowhere = "/vmimage-nowhere/";
    boolean relative = !path.isAbsolute();
    String spelt = (relative ? path.getFileSystem().getPath(nowhere).resolve(path) : path).toUri().getRawPath();
    if (spelt.endsWith("/") && !path.toString().endsWith("/")) {
      spelt = spelt.substring(0, spelt.length() - 1);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = relative ? nowhere.length() : 0; i < spelt.length(); i++) {
      if (spelt.charAt(i) == '%') {
        bytes.write(Integer.parseInt(spelt, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(spelt.charAt(i));
      }
    }
    return new RawName(bytes.toByteArray());
  }

  /** With the root's own name in front: a slash and the path. */
  RawName absolute() {
    byte[] all = new byte[bytes.length + 1];
    all[0] = '/';
    System.arraycopy(bytes, 0, all, 1, bytes.length);
    return new RawName(all);
  }

  String escaped() {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte each : bytes) {
      int b = each & 0xFF;
      if (b <= ' ' || b >= 0x7F || b == '\\') {
        text.append('\\').append((char) ('0' + (b >> 6))).append((char) ('0' + (b >> 3 & 7))).append((char) ('0' + (b & 7)));
      } else {
        text.append((char) b);
      }
    }
    return text.toString();
  }
}
