package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.fuzz.ForeignInput;
import io.github.vmimage.signature.Keyring;
import io.github.vmimage.signature.SignatureCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * A release file as a mirror sends it, and the same bytes as a text that was signed well, since a fuzzer signs nothing. A third reading is
 * that of a keyring.
 */
class ReleaseFileFuzzTest {
  private static final AptSource SOURCE = new AptSource("http://mirror.example/debian", "bookworm", List.of("main"), true);
  private static final Instant NOW = Instant.parse("2026-08-01T00:00:00Z");

  @TempDir
  static Path folder;

  private static OpenPGPKey key;
  private static SignatureCheck signature;

  @BeforeAll
  static void makeKey() throws PGPException, IOException {
    key = new BcOpenPGPApi().generateKey(4, Date.from(NOW.minusSeconds(86_400))).ed25519x25519Key("archive@example.org").build();
    Path keyring = Files.write(folder.resolve("keyring"), key.toCertificate().getPGPPublicKeyRing().getEncoded());
    signature = SignatureCheck.ofLiving(Keyring.read(keyring), NOW);
  }

  @FuzzTest
  void givesAReleaseOrAProblem(byte[] input) throws Exception {
    byte[] bytes = ForeignInput.expanded(input);

    ForeignInput.check(() -> assertThat(read(bytes)).isNotNull());
    byte[] signed = signed(new String(bytes, StandardCharsets.ISO_8859_1));
    ForeignInput.check(() -> assertThat(read(signed).signers()).isNotEmpty());
    Path keyring = Files.write(folder.resolve("foreign"), bytes);
    ForeignInput.check(() -> assertThat(Keyring.read(keyring).fingerprints()).isNotEmpty());
  }

  private static ArchiveRelease read(byte[] file) {
    return ArchiveRelease.verified(file, "http://mirror.example/InRelease", SOURCE, signature);
  }

  /** Signs the lines of a text by the rules of the format: no trailing blanks, CR LF between them, dashes escaped. */
  private static byte[] signed(String text) throws PGPException, IOException {
    List<String> lines = text.replaceAll("[\r\0]", "").lines().map(l -> l.replaceAll("[ \t]+$", "")).toList();
    PGPPublicKey by = key.getPrimaryKey().getPGPPublicKey();
    PGPSignatureGenerator generator = new PGPSignatureGenerator(
        new BcPGPContentSignerBuilder(by.getAlgorithm(), HashAlgorithmTags.SHA512), by, 4);
    generator.init(PGPSignature.CANONICAL_TEXT_DOCUMENT, key.getPrimarySecretKey().unlock().getKeyPair().getPrivateKey());
    var subpackets = new org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator();
    subpackets.setSignatureCreationTime(true, Date.from(NOW.minusSeconds(60)));
    subpackets.setIssuerFingerprint(false, by);
    generator.setHashedSubpackets(subpackets.generate());
    generator.update(String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1));
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    try (ArmoredOutputStream armour = ArmoredOutputStream.builder().clearHeaders().build(block)) {
      generator.generate().encode(armour);
    }
    StringBuilder file = new StringBuilder("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n");
    lines.forEach(l -> file.append(l.startsWith("-") ? "- " : "").append(l).append('\n'));
    return file.append(block.toString(StandardCharsets.US_ASCII)).toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
