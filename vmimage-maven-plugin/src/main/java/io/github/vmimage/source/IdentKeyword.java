package io.github.vmimage.source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Fills in {@code $Id$} with the blob's name, as the attribute {@code ident} has it. A keyword that another system filled in, with
 * blanks inside, stays. Git has two readers for this, one for a file that it streams and one for a file that it holds in memory, and
 * they differ where a dollar sign stands in an odd place; both are followed.
 */
final class IdentKeyword {
  private static final String HEAD = "$Id";

  private final byte[] content;
  private final byte[] filled;
  private final ByteArrayOutputStream out;

  private IdentKeyword(byte[] content, String id) {
    this.content = content;
    this.filled = ("$Id: " + id + " $").getBytes(StandardCharsets.US_ASCII);
    this.out = new ByteArrayOutputStream(content.length + filled.length);
  }

  /** Fills in a file that Git holds in memory. */
  static byte[] fillHeld(byte[] content, String id) {
    return new IdentKeyword(content, id).held();
  }

  /** Fills in a file that Git streams. */
  static byte[] fillStreamed(byte[] content, String id) {
    return new IdentKeyword(content, id).streamed();
  }

  private byte[] held() {
    int at = 0;
    while (at < content.length) {
      int end = endOfHeld(at);
      if (end > 0) {
        out.writeBytes(filled);
        at = end;
      } else {
        out.write(content[at++]);
      }
    }
    return out.toByteArray();
  }

  /** Where the keyword that starts here ends, or -1 where none starts here. */
  private int endOfHeld(int start) {
    int after = start + HEAD.length();
    if (headFrom(start) < HEAD.length() || after >= content.length) {
      return -1;
    }
    if (content[after] == '$') {
      return after + 1;
    }
    int dollar = content[after] == ':' ? find("$", after + 1, content.length) : -1;
    if (dollar < 0 || find("\n", after + 1, dollar) >= 0) {
      return -1;
    }
    int blank = find(" ", after + 2, dollar);
    return blank >= 0 && blank < dollar - 1 ? -1 : dollar + 1;
  }

  private byte[] streamed() {
    int at = 0;
    while (at < content.length) {
      int head = headFrom(at);
      int after = at + head;
      if (head < HEAD.length() || after >= content.length) {
        // The byte that breaks a keyword off is passed over, even where it is the dollar sign of another.
        at = copy(at, after + 1);
      } else if (content[after] == '$') {
        out.writeBytes(filled);
        at = after + 1;
      } else if (content[after] == ':') {
        int end = find("$\n", after + 1, content.length);
        if (end >= 0 && content[end] == '$' && !isForeign(after + 1, end)) {
          out.writeBytes(filled);
          at = end + 1;
        } else {
          at = copy(at, end < 0 ? content.length : end + 1);
        }
      } else {
        at = copy(at, after + 1);
      }
    }
    return out.toByteArray();
  }

  private boolean isForeign(int start, int dollar) {
    if (content[start] != ' ') {
      return false;
    }
    for (int i = start + 1; i < dollar - 1; i++) {
      if (content[i] == ' ' || content[i] == '\t' || content[i] == '\r') {
        return true;
      }
    }
    return false;
  }

  /** How many bytes of the head stand here. */
  private int headFrom(int start) {
    int length = 0;
    while (length < HEAD.length() && start + length < content.length && content[start + length] == HEAD.charAt(length)) {
      length++;
    }
    return length;
  }

  private int copy(int from, int to) {
    int end = Math.min(to, content.length);
    out.write(content, from, end - from);
    return end;
  }

  private int find(String wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (wanted.indexOf(content[i]) >= 0) {
        return i;
      }
    }
    return -1;
  }
}
