package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.digest.Digests;
import io.github.vmimage.signature.Gpg;
import io.github.vmimage.signature.Keyring;
import io.github.vmimage.signature.SignatureCheck;
import io.github.vmimage.upstream.RepeatedProof.Repetition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proofs as manifests tell them, repeated with files that a real GnuPG signed. */
class RepeatedProofTest {
  private static final String DISK = "4509beb0ab401d71fa4a5cd94a55c9a74f13332776ae4019c5bfc4c2005157ff";
  private static final byte[] LIST = (DISK + "  disk.qcow2\n").getBytes(StandardCharsets.UTF_8);
  private static final String RELEASE = """
      Origin: Debian
      Suite: stable
      Codename: bookworm
      Date: Sat, 10 Feb 2024 11:07:25 UTC
      """;

  @TempDir
  static Path folder;

  private static Gpg gpg;
  private static String key;
  private static String stranger;
  private static byte[] signature;
  private static byte[] inRelease;
  private static Proof.SignedChecksums checksums;

  private final Map<String, byte[]> evidence = new HashMap<>();
  private Optional<Keyring> keys = Keyring.of(gpg.export(key, stranger));

  @BeforeAll
  static void sign() throws IOException {
    gpg = new Gpg(folder);
    key = gpg.key("images@example.org", "ed25519", "never");
    stranger = gpg.key("stranger@example.org", "ed25519", "never");
    signature = gpg.run(LIST, "--local-user", key, "--detach-sign");
    inRelease = gpg.clearSign(RELEASE, "--local-user", key);
    String made = SignatureCheck.ofLasting(Keyring.of(gpg.export(key)).orElseThrow(), Instant.now()).detached(LIST, signature).made()
        .truncatedTo(ChronoUnit.SECONDS).toString();
    checksums = new Proof.SignedChecksums("https://mirror.example/SHA256SUMS", Digests.sha256(LIST), Digests.sha256(signature),
        "disk.qcow2", "sha256", DISK, List.of(key), made);
  }

  @AfterAll
  static void stop() {
    gpg.close();
  }

  @Test
  void repeatsASignedListDownToTheDigest() {
    have(LIST, signature);
    assertThat(proof().checksums(checksums)).isEqualTo(new Repetition(true,
        "signed by " + key + " on " + checksums.signed() + "; disk.qcow2 is sha256:" + DISK, ""));
  }

  @Test
  void saysWhatIsMissing() {
    have(signature);
    assertThat(proof().checksums(checksums).seen()).isEqualTo("sha256 " + Digests.sha256(LIST) + " is not in the evidence");
    assertThat(proof().checksums(checksums).reached()).isFalse();
    have(LIST);
    keys = Optional.empty();
    assertThat(proof().checksums(checksums)).isEqualTo(new Repetition(false, "no key is in the evidence", ""));
    keys = Keyring.of(gpg.export(stranger));
    assertThat(proof().checksums(checksums)).isEqualTo(new Repetition(false, "the key " + key + " is not in the evidence", ""));
  }

  @Test
  void isNotFooledByAManifestThatSaysSomethingElse() {
    have(LIST, signature);
    assertBroken(with("disk.qcow2", "0".repeat(64), List.of(key), checksums.signed()), "disk.qcow2 is sha256:" + DISK);
    assertBroken(with("other.qcow2", DISK, List.of(key), checksums.signed()), "The list of digests does not have the file");
    assertBroken(with("disk.qcow2", DISK, List.of(stranger), checksums.signed()), "by the unknown key " + key);
    assertBroken(with("disk.qcow2", DISK, List.of(key, stranger), checksums.signed()), "valid, by " + key);
    assertBroken(with("disk.qcow2", DISK, List.of(key), "2024-02-10T11:07:25Z"), "signed on " + checksums.signed());
  }

  @Test
  void takesNoSignatureOverOtherBytes() {
    byte[] other = (DISK + "  disk.qcow2 \n").getBytes(StandardCharsets.UTF_8);
    have(other, signature);
    assertThat(proof().checksums(new Proof.SignedChecksums(checksums.checksums(), Digests.sha256(other), checksums.signatureSha256(),
        checksums.entry(), "sha256", DISK, List.of(key), checksums.signed())).seen()).contains("changed after it was signed");
  }

  @Test
  void repeatsTheSignaturesOfAnArchiveAndReadsWhatWasSigned() {
    have(inRelease);
    Proof.SignedArchive told = archive("bookworm", "Debian", "2024-02-10T11:07:25Z");
    assertThat(proof().archive(told)).containsExactly(
        new Repetition(true, "http://mirror.example/debian/dists/bookworm/InRelease, signed by " + key, ""));
    assertThat(proof().archive(archive("trixie", "Debian", "2024-02-10T11:07:25Z"))).last()
        .isEqualTo(new Repetition(true, "bookworm of Debian", "trixie of Debian"));
    assertThat(proof().archive(archive("bookworm", "Debian", "2026-02-10T11:07:25Z"))).last()
        .isEqualTo(new Repetition(true, "2024-02-10T11:07:25Z", "2026-02-10T11:07:25Z"));
    evidence.clear();
    assertThat(proof().archive(told)).singleElement().matches(r -> !r.reached());
  }

  @Test
  void repeatsTheSignatureOfAManifest() {
    have(LIST, signature);
    assertThat(proof().manifest(image(List.of(key)))).isEqualTo(new Repetition(true, "signed by " + key, ""));
    assertThat(proof().manifest(image(List.of(stranger))).accepted()).isEqualTo("valid, by " + stranger);
  }

  private static Proof.ReleasedImage image(List<String> signers) {
    return new Proof.ReleasedImage("g:a:1", Digests.sha256(LIST), "release-1", "c0ffee", Digests.sha256(signature), signers);
  }

  private static Proof.SignedArchive archive(String codename, String origin, String date) {
    return new Proof.SignedArchive("bookworm", codename, origin, date, List.of(new Proof.ReleaseFile(
        "http://mirror.example/debian/dists/bookworm/InRelease", Digests.sha256(inRelease), "", List.of(key))), 1L, DISK);
  }

  private static Proof.SignedChecksums with(String entry, String value, List<String> signers, String signed) {
    return new Proof.SignedChecksums(checksums.checksums(), checksums.checksumsSha256(), checksums.signatureSha256(), entry, "sha256",
        value, signers, signed);
  }

  private void assertBroken(Proof.SignedChecksums told, String seen) {
    Repetition repetition = proof().checksums(told);
    assertThat(repetition.reached()).isTrue();
    assertThat(repetition.accepted()).isNotEmpty();
    assertThat(repetition.seen()).contains(seen);
  }

  private RepeatedProof proof() {
    return new RepeatedProof(evidence, keys, Instant.now());
  }

  private void have(byte[]... files) {
    for (byte[] file : files) {
      evidence.put(Digests.sha256(file), file);
    }
  }
}
