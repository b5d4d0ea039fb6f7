package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key of a distributor's that signs lists of digests, made by a real {@code sq}, which needs no home and no agent.
 *
 * @param folder where its files lie
 * @param fingerprint of the primary key
 */
record ListSigner(Path folder, String fingerprint) {
  private static final Pattern FINGERPRINT = Pattern.compile("Fingerprint: ([0-9A-F]{40})");

  static ListSigner in(Path folder) {
    Program program = Program.in(folder);
    program.run("sq", "key", "generate", "--userid", "images@example.org", "--export", "secret");
    program.run("sq", "key", "extract-cert", "--output", "keys.asc", "secret");
    Matcher fingerprint = FINGERPRINT.matcher(program.run("sq", "inspect", "keys.asc"));
    assertThat(fingerprint.find()).as("fingerprint of the key").isTrue();
    return new ListSigner(folder, fingerprint.group(1));
  }

  /** A detached, armoured signature. */
  byte[] sign(byte[] content) {
    try {
      Files.write(folder.resolve("content"), content);
      Files.deleteIfExists(folder.resolve("signature"));
      Program.in(folder).run("sq", "sign", "--detached", "--signer-key", "secret", "--output", "signature", "content");
      return Files.readAllBytes(folder.resolve("signature"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The public key, armoured. */
  String armoured() {
    return Folders.read(folder.resolve("keys.asc"));
  }

  /** What an upstream says of a list that this key signed; the key is expected in the project as {@code keys.asc}. */
  String proof(String list, String signature) {
    return "<checksums>" + list + "</checksums><signature>" + signature + "</signature><keyring>keys.asc</keyring>"
        + "<fingerprints><fingerprint>" + fingerprint + "</fingerprint></fingerprints>";
  }
}
