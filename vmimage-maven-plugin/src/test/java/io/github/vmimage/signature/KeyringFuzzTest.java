package io.github.vmimage.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.fuzz.ForeignInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A file as a keyring for a list that is well signed, and as the signature of that list: nobody but its signer is ever believed. */
class KeyringFuzzTest {
  private static final Instant NOW = Instant.parse("2026-08-01T00:00:00Z");
  private static final byte[] LIST = ("0".repeat(64) + "  disk.qcow2\n").getBytes(StandardCharsets.UTF_8);

  @TempDir
  static Path folder;

  private static byte[] signature;
  private static Keyring keyring;

  @BeforeAll
  static void readFixtures() throws IOException {
    signature = resource("list.sig");
    keyring = Keyring.read(Files.write(folder.resolve("signer"), resource("signer.gpg")));
    assertThat(SignatureCheck.ofLasting(keyring, NOW).detached(LIST, signature).passes()).isTrue();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = KeyringFuzzTest.class.getResourceAsStream("KeyringFuzzTest/" + name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    }
  }

  @FuzzTest
  void believesTheSignerAlone(byte[] input) throws Exception {
    byte[] bytes = ForeignInput.expanded(input);
    Path file = Files.write(folder.resolve("foreign"), bytes);

    ForeignInput.check(() -> {
      Keyring foreign = Keyring.read(file);
      assertThat(foreign.fingerprints()).isNotEmpty().allMatch(f -> f.matches("[0-9A-F]{32,64}"));
      believed(SignatureCheck.ofLasting(foreign, NOW).detached(LIST, signature));
      believed(SignatureCheck.ofLiving(foreign, NOW).detached(LIST, signature));
      assertThat(Keyring.read(Files.write(folder.resolve("again"), foreign.binary())).fingerprints()).isEqualTo(foreign.fingerprints());
    });
    believed(SignatureCheck.ofLasting(keyring, NOW).detached(LIST, bytes));
    assertThat(SignatureCheck.ofLasting(keyring, NOW).detached("other".getBytes(StandardCharsets.US_ASCII), bytes).passes()).isFalse();
  }

  private static void believed(SignatureCheck.Outcome outcome) {
    assertThat(outcome.verdicts()).isNotEmpty();
    if (outcome.passes()) {
      assertThat(outcome.signers()).isEqualTo(List.of(keyring.fingerprints().get(0)));
      assertThat(outcome.made()).isBefore(NOW);
    }
  }
}
