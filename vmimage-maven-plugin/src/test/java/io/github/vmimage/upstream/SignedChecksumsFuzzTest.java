package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.fuzz.ForeignInput;
import io.github.vmimage.signature.Keyring;
import io.github.vmimage.signature.SignatureCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A server's list of digests, and the same bytes as a detached signature and as a clear-signed list. */
class SignedChecksumsFuzzTest {
  private static final byte[] LIST = ("0".repeat(64) + "  disk.qcow2\n").getBytes(StandardCharsets.UTF_8);

  @TempDir
  static Path folder;

  private static SignatureCheck check;

  @BeforeAll
  static void readKeys() throws IOException {
    Path keyring = Files.write(folder.resolve("keyring"), Resources.bytes("fuzz-signer.gpg"));
    check = SignatureCheck.ofLasting(Keyring.read(keyring), Instant.parse("2026-08-01T00:00:00Z"));
  }

  @FuzzTest
  void givesADigestOrAProblemAndNeverTrust(byte[] input) throws Exception {
    byte[] bytes = ForeignInput.expanded(input);

    ForeignInput.check(() -> assertThat(ChecksumFile.digest(ForeignInput.text(input), "disk.qcow2", "https://mirror.example/SUMS").hex())
        .matches("[0-9a-f]{64}|[0-9a-f]{128}"));
    // The saved signatures are by that key over other texts, and a fuzzer signs nothing: whatever it makes is refused.
    refused(check.detached(LIST, bytes));
    refused(check.clearSigned(bytes));
  }

  private static void refused(SignatureCheck.Outcome outcome) throws Exception {
    assertThat(outcome.passes()).isFalse();
    assertThat(outcome.verdicts()).isNotEmpty();
    ForeignInput.check(() -> {
      throw ChecksumProblems.notSigned("https://mirror.example/SUMS", outcome.seen(), check.keyring().fingerprints(), true).asException();
    });
  }
}
