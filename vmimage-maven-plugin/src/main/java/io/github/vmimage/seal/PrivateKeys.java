package io.github.vmimage.seal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Private keys in a piece of text: PEM (RFC 7468, RFC 1421), OpenSSH, OpenPGP armour and PuTTY. A line that only begins one, as programs
 * and manuals have it, is none: the body has to follow.
 */
final class PrivateKeys {
  /** The shortest key there is, Ed25519 in PKCS #8, has 64 characters. */
  private static final int SHORTEST = 48;
  private static final int MAX_BODY = 16 << 10;
  private static final int MAX_KEYS = 64;
  private static final String WORD = "PRIVATE KEY";
  private static final Pattern BEGIN = Pattern.compile("-----BEGIN ((?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)?)-----");
  private static final Pattern BODY = Pattern.compile("=?[A-Za-z0-9+/]{1,128}={0,2}");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,32}:.*");

  /**
   * One key.
   *
   * @param kind what its first line calls it, such as {@code RSA PRIVATE KEY}
   * @param locked whether its first lines say that it needs a passphrase
   * @param body in base64, as far as it was there
   */
  record Key(String kind, boolean locked, String body) {

    /** Whether this is the key whose public half ends in these bytes; OpenSSH keeps that half in the open. */
    boolean belongsTo(byte[] publicKey) {
      byte[] bytes = Base64.getMimeDecoder().decode(body.substring(0, body.length() / 4 * 4).getBytes(StandardCharsets.ISO_8859_1));
      for (int at = 0; at + publicKey.length <= bytes.length; at++) {
        if (Arrays.equals(bytes, at, at + publicKey.length, publicKey, 0, publicKey.length)) {
          return true;
        }
      }
      return false;
    }

    String describe() {
      return "a private key (" + kind + (locked ? ", with a passphrase)" : ")");
    }
  }

  private PrivateKeys() {}

  /** The keys in a text of one character a byte. */
  static List<Key> in(String text) {
    List<Key> keys = new ArrayList<>();
    for (int word = text.indexOf(WORD), n = 0; word >= 0 && n < MAX_KEYS; word = text.indexOf(WORD, word + WORD.length()), n++) {
      Matcher begin = BEGIN.matcher(text).region(Math.max(0, word - 64), Math.min(text.length(), word + 32));
      if (begin.find() && begin.start(1) <= word) {
        Key key = key(begin.group(1), text.substring(begin.end(), Math.min(text.length(), begin.end() + MAX_BODY)));
        if (key.body().length() >= SHORTEST) {
          keys.add(key);
        }
      }
    }
    if (text.startsWith("PuTTY-User-Key-File-") && text.contains("Private-Lines:")) {
      keys.add(new Key("PuTTY", !text.contains("Encryption: none"), ""));
    }
    return keys;
  }

  /** Inside JSON and shell strings the line ends are spelt; in YAML, scripts and comments the lines are indented. */
  private static Key key(String kind, String text) {
    boolean locked = kind.startsWith("ENCRYPTED");
    StringBuilder body = new StringBuilder();
    String[] lines = text.replace("\\r", "").replace("\\n", "\n").split("\r?\n", 1000);
    for (int n = 1; n < lines.length; n++) {
      String line = lines[n].strip().replaceFirst("^[#>*/;\"']{1,3} ?", "");
      if (body.length() == 0 && (line.isEmpty() || HEADER.matcher(line).matches())) {
        locked |= line.contains("ENCRYPTED");
      } else if (BODY.matcher(line).matches()) {
        body.append(line);
      } else {
        // An example that ends in three dots is no key.
        return new Key(kind, locked, line.startsWith("-----END ") ? body.toString() : "");
      }
    }
    return new Key(kind, locked, body.toString());
  }
}
