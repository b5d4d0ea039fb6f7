package io.github.vmimage.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Texts signed by a real GnuPG; for each, our verdict beside the exit code of gpgv 2.2. They differ where gpgv only remarks on its
 * status line what we refuse (expired and revoked keys, SHA-1, unsigned text around the signed), where gpgv fails for one unknown
 * signer beside a good one (apt does not, and archives change their keys that way), and in that gpgv reads binary keyrings only.
 */
class SignatureCheckTest {
  private static final String TEXT =
      "Origin: Debian\nSuite: stable\n- a dash\n-----BEGIN something\nblanks behind   \n\nFrom here\nÜmläut\n";
  private static final String OK = "ok";

  private static final String BLOCK = "(?s)(BEGIN PGP SIGNATURE-----\n\n)(.*)(-----END)";

  @TempDir
  static Path folder;

  private static Gpg gpg;
  private static String ed25519;
  private static final Map<String, Case> CASES = new LinkedHashMap<>();

  /** A signed file, the keys to trust, a part of our reason to refuse it ("" where we do not), and what gpgv does. */
  private record Case(byte[] file, byte[] keyring, String reason, boolean gpgv) {}

  @BeforeAll
  static void sign() throws IOException {
    gpg = new Gpg(folder);
    ed25519 = gpg.key("ed25519@example.org", "ed25519", "never");
    String old = gpg.key("old@example.org", "ed25519", "never", "--faked-system-time", "20200101T000000");
    String stranger = gpg.key("stranger@example.org", "ed25519", "never");
    String rsa = gpg.key("rsa@example.org", "rsa2048", "never");
    String weakRsa = gpg.key("weak@example.org", "rsa1024", "never");
    String nist = gpg.key("nist@example.org", "nistp256", "never");
    String withSubkey = gpg.key("subkey@example.org", "ed25519", "never");
    gpg.subkey(withSubkey, "ed25519", "never");
    String expired = gpg.key("expired@example.org", "ed25519", "1y", "--faked-system-time", "20200101T000000");
    String revoked = gpg.key("revoked@example.org", "ed25519", "never");
    byte[] byRevoked = by(revoked);
    gpg.revoke(revoked);

    byte[] good = by(ed25519);
    byte[] keys = gpg.export(ed25519);
    put("Ed25519", good, keys, OK, true);
    put("RSA with SHA-512", by(rsa, "--digest-algo", "SHA512"), gpg.export(rsa), OK, true);
    put("NIST P-256", by(nist), gpg.export(nist), OK, true);
    put("a signing subkey", gpg.clearSign(TEXT, "--local-user", withSubkey), gpg.export(withSubkey), OK, true);
    put("two signers, one of them unknown", by(stranger, "--local-user", ed25519), keys, OK, false);
    put("two signers, both known", by(rsa, "--local-user", ed25519), gpg.export(rsa, ed25519), OK, true);
    put("CRLF", text(good).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), keys, OK, true);
    put("blanks added behind lines", text(good).replace("stable\n", "stable \t \n").getBytes(StandardCharsets.UTF_8), keys, OK, true);
    put("armoured keyring", good, gpg.exportArmoured(ed25519), OK, false);
    put("two armoured keyrings in a row", good, concat(gpg.exportArmoured(stranger), gpg.exportArmoured(ed25519)), OK, false);

    put("wrong key", by(stranger), keys, "by the unknown key " + stranger, false);
    put("changed text", text(good).replace("stable", "staple").getBytes(StandardCharsets.UTF_8), keys, "the text was changed", false);
    put("a line taken out", text(good).replace("Origin: Debian\n", "").getBytes(StandardCharsets.UTF_8), keys,
        "the text was changed", false);
    put("changed signature of a known key beside a good one", 
        withBothSignatures(good, gpg.clearSign("else", "--local-user", rsa)), gpg.export(ed25519, rsa), "the text was changed", false);
    put("expired key", by(expired, "--faked-system-time", "20200601T000000"), gpg.export(expired),
        "expired: the key " + expired + " ended on 2020-12-31", true);
    put("revoked key", byRevoked, gpg.export(revoked), "by the revoked key " + revoked, true);
    put("expired signature", by(old, "--faked-system-time", "20200601T000000", "--default-sig-expire", "1d"), gpg.export(old),
        "expired: the signature ended on 2020-06-02T00:00:00Z", false);
    put("signature from the future", by(ed25519, "--faked-system-time", "20380101T000000"), keys, "made in the future", true);
    put("SHA-1", by(rsa, "--digest-algo", "SHA1"), gpg.export(rsa), "too weak: the digest SHA-1", true);
    put("SHA-1 that is announced as SHA256", text(by(rsa, "--digest-algo", "SHA1")).replace("Hash: SHA1", "Hash: SHA256")
        .getBytes(StandardCharsets.UTF_8), gpg.export(rsa), "too weak: the digest SHA-1", false);
    put("RSA key of 1024 bits", by(weakRsa), gpg.export(weakRsa), "too weak: the key " + weakRsa, true);
    put("text before it", concat("Suite: evil\n".getBytes(StandardCharsets.UTF_8), good), keys, "line 1: no -----BEGIN PGP SIGNED", true);
    put("text behind it", concat(good, "Suite: evil\n".getBytes(StandardCharsets.UTF_8)), keys, "something behind the signature", true);
    put("another header", text(good).replaceFirst("Hash: .*\n", "NotDashEscaped: yes\n").getBytes(StandardCharsets.UTF_8), keys,
        "line 2: a header that is not Hash", false);
    put("no signature", TEXT.getBytes(StandardCharsets.UTF_8), keys, "line 1: no -----BEGIN PGP SIGNED MESSAGE-----", false);
    put("an empty file", new byte[0], keys, "line 1: no -----BEGIN PGP SIGNED MESSAGE-----", false);
    put("an empty signature block", text(good).replaceFirst(BLOCK, "$1$3")
        .getBytes(StandardCharsets.UTF_8), keys, "the signature block is malformed", false);
    put("a truncated file", text(good).substring(0, good.length - 60).getBytes(StandardCharsets.UTF_8), keys,
        "no -----END PGP SIGNATURE-----", false);
    put("a signature block of garbage", text(good).replaceFirst(BLOCK, "$1not base64!\n$3")
        .getBytes(StandardCharsets.UTF_8), keys, "the signature block is malformed", false);
    put("a signed message instead", gpg.run(TEXT.getBytes(StandardCharsets.UTF_8), "--armor", "--local-user", ed25519, "--sign"), keys,
        "line 1: no -----BEGIN PGP SIGNED MESSAGE-----", true);
  }

  @AfterAll
  static void end() {
    gpg.close();
  }

  @TestFactory
  Stream<DynamicTest> judges() {
    assertThat(CASES).hasSizeGreaterThan(25);
    return CASES.entrySet().stream().map(c -> DynamicTest.dynamicTest(c.getKey(), () -> judges(c.getValue())));
  }

  private static void judges(Case c) throws IOException {
    Path keyring = Files.write(Files.createTempFile(folder, "keyring", ".gpg"), c.keyring());
    Path file = Files.write(Files.createTempFile(folder, "signed", ""), c.file());
    assertThat(verdict(keyring, c.file())).contains(c.reason());
    assertThat(Gpg.gpgvAccepts(keyring, file)).as("gpgv").isEqualTo(c.gpgv());
  }

  private static String verdict(Path keyring, byte[] file) {
    SignatureCheck.Outcome outcome = SignatureCheck.ofLiving(Keyring.read(keyring), Instant.now()).clearSigned(file);
    return outcome.passes() ? OK : outcome.seen();
  }

  private static void put(String name, byte[] file, byte[] keyring, String reason, boolean gpgv) {
    CASES.put(name, new Case(file, keyring, reason, gpgv));
  }

  private static byte[] by(String key, String... options) {
    String[] all = Stream.concat(Stream.of("--local-user", key + "!"), Stream.of(options)).toArray(String[]::new);
    return gpg.clearSign(TEXT, all);
  }

  /** The text of the first file with the signatures of both. */
  private static byte[] withBothSignatures(byte[] file, byte[] other) {
    String both = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(concat(packets(file), packets(other)));
    return text(file).replaceFirst(BLOCK, "$1" + both + "\n$3").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] packets(byte[] file) {
    Matcher block = Pattern.compile(BLOCK).matcher(text(file));
    assertThat(block.find()).isTrue();
    return Base64.getMimeDecoder().decode(block.group(2).replaceFirst("\n=....\n$", ""));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Test
  void givesTheSignedTextAndNothingElse() throws IOException {
    Path keyring = Files.write(folder.resolve("keys.gpg"), gpg.export(ed25519));
    SignatureCheck.Outcome signed = SignatureCheck.ofLiving(Keyring.read(keyring), Instant.now()).clearSigned(by(ed25519));
    assertThat(signed.text()).isEqualTo(TEXT.replace("   \n", "\n").stripTrailing());
    assertThat(signed.signers()).containsExactly(ed25519);
  }

  @Test
  void namesTheKeysOfAKeyringInAllItsForms() throws IOException {
    Path armoured = Files.write(folder.resolve("keys.asc"), gpg.exportArmoured());
    Keyring keyring = Keyring.read(armoured);
    assertThat(keyring.fingerprints()).hasSize(9).contains(ed25519);
    Path binary = Files.write(folder.resolve("again.gpg"), keyring.binary());
    assertThat(Keyring.read(binary).fingerprints()).isEqualTo(keyring.fingerprints());
  }

  @Test
  void refusesAKeyringWithoutKeys() throws IOException {
    Map<String, byte[]> files = Map.of("empty", new byte[0], "text", "no key\n".getBytes(StandardCharsets.UTF_8),
        "signature", gpg.run(new byte[] {1}, "--detach-sign", "--local-user", ed25519),
        "secret", gpg.run(null, "--export-secret-keys", ed25519),
        "half", Arrays.copyOf(gpg.export(ed25519), 60));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path keyring = Files.write(folder.resolve(file.getKey()), file.getValue());
      assertThatThrownBy(() -> Keyring.read(keyring)).as(file.getKey()).isInstanceOf(ProblemException.class)
          .hasMessageStartingWith("The keyring cannot be used\n  where:    " + keyring);
    }
  }
}
