package io.github.vmimage.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with its signature around it (RFC 9580, section 7), taken apart. Stricter than the RFC, as apt is: nothing may stand before
 * or behind it, so that no reader can take unsigned text for signed.
 *
 * @param lines the signed lines, dash-escapes undone, trailing blanks removed, as ISO 8859-1 (each char is one byte)
 * @param signature the armoured signature block
 */
record ClearSigned(List<String> lines, byte[] signature) {
  private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
  private static final String BEGIN_SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
  private static final String END_SIGNATURE = "-----END PGP SIGNATURE-----";

  /** Not a clear-signed text. */
  static class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedException(int line, String what) {
      super("line " + line + ": " + what);
    }
  }

  /** Not even the beginning of a clear-signed text. */
  static final class NotSignedException extends MalformedException {
    private static final long serialVersionUID = 1L;

    NotSignedException() {
      super(1, "no " + BEGIN);
    }
  }

  /**
   * Takes a file apart.
   *
   * @param file all of its bytes
   * @throws MalformedException with the first line that is wrong
   */
  static ClearSigned parse(byte[] file) throws MalformedException {
    List<String> all = lines(file);
    int at;
    if (all.isEmpty() || !all.get(0).equals(BEGIN)) {
      throw new NotSignedException();
    }
    for (at = 1; at < all.size() && !all.get(at).isEmpty(); at++) {
      // The header only announces the digest; the signature itself tells it with authority.
      if (!all.get(at).startsWith("Hash: ")) {
        throw new MalformedException(at + 1, "a header that is not Hash");
      }
    }
    List<String> text = new ArrayList<>();
    for (at++; at < all.size() && !all.get(at).equals(BEGIN_SIGNATURE); at++) {
      String line = all.get(at);
      if (line.startsWith("-") && !line.startsWith("- ")) {
        // "-" alone is an escaped empty line whose trailing blank was stripped.
        if (!line.equals("-")) {
          throw new MalformedException(at + 1, "a line that begins with a dash and is not escaped");
        }
        text.add("");
      } else {
        text.add(line.startsWith("- ") ? line.substring(2) : line);
      }
    }
    int begin = at;
    while (at < all.size() && !all.get(at).equals(END_SIGNATURE)) {
      at++;
    }
    if (at >= all.size()) {
      throw new MalformedException(all.size(), begin >= all.size() ? "no " + BEGIN_SIGNATURE : "no " + END_SIGNATURE);
    }
    for (int rest = at + 1; rest < all.size(); rest++) {
      if (!all.get(rest).isEmpty()) {
        throw new MalformedException(rest + 1, "something behind the signature");
      }
    }
    String block = String.join("\n", all.subList(begin, at + 1)) + "\n";
    return new ClearSigned(List.copyOf(text), block.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** What is signed: lines without trailing blanks, CR LF between them, none after the last. */
  byte[] canonical() {
    return String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The signed lines as people read them. */
  String text() {
    return new String(String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static List<String> lines(byte[] file) throws MalformedException {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= file.length; i++) {
      if (i < file.length && file[i] != '\n') {
        continue;
      }
      if (i == file.length && start == i) {
        break;
      }
      String line = new String(file, start, i - start, StandardCharsets.ISO_8859_1);
      String stripped = line.substring(0, ended(line));
      if (stripped.indexOf('\r') >= 0 || stripped.indexOf('\0') >= 0) {
        throw new MalformedException(lines.size() + 1, "a carriage return or a zero byte inside the line");
      }
      lines.add(stripped);
      start = i + 1;
    }
    return lines;
  }

  /** Length without trailing blanks. */
  private static int ended(String line) {
    int end = line.length();
    while (end > 0 && " \t\r".indexOf(line.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }
}
