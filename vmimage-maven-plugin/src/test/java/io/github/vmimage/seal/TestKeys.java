package io.github.vmimage.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Keys in the forms in which tools write them, made anew for each test run, so that none is kept in the source. */
final class TestKeys {
  private static final byte[] PUBLIC = new byte[32];
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(70, new byte[] {'\n'});

  static {
    for (int n = 0; n < PUBLIC.length; n++) {
      PUBLIC[n] = (byte) (n * 37 + 5);
    }
  }

  private TestKeys() {}

  /** The line of an Ed25519 key, as ssh-keygen writes it to a {@code .pub} file. */
  static String publicLine() {
    return "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob(PUBLIC)) + " vmimage-build";
  }

  private static byte[] blob(byte[] key) {
    byte[] name = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(8 + name.length + key.length).putInt(name.length).put(name).putInt(key.length).put(key).array();
  }

  /** OpenSSH's own form: a magic word, the public half in the open, the private half. */
  static String openSsh(boolean ofTheBuild) {
    byte[] key = PUBLIC.clone();
    if (!ofTheBuild) {
      key[31] ^= 1;
    }
    byte[] magic = "openssh-key-v1\0\0\0\0\4none\0\0\0\4none\0\0\0\0\0\0\0\1\0\0\0\63".getBytes(StandardCharsets.ISO_8859_1);
    byte[] blob = blob(key);
    return pem("OPENSSH PRIVATE KEY", ByteBuffer.allocate(magic.length + blob.length + 144).put(magic).put(blob).array());
  }

  /** PKCS #8, the form of openssl genpkey. */
  static String pkcs8(String algorithm) {
    try {
      return pem("PRIVATE KEY", KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate().getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String pem(String kind, byte[] content) {
    return "-----BEGIN " + kind + "-----\n" + LINES.encodeToString(content) + "\n-----END " + kind + "-----\n";
  }
}
