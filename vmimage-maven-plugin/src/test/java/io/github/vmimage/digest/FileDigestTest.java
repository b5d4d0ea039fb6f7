package io.github.vmimage.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that others computed: the examples of FIPS 180-4. */
class FileDigestTest {
  private static final String ABC_256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final String ABC_512 = "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
      + "454d4423643ce80e2a9ac94fa54ca49f";
  private static final String MILLION_256 = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
  private static final String MILLION_512 = "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973ebde0ff244877ea60a4cb0432ce577"
      + "c31beb009c5c2c49aa2e4eadb217ad8cc09b";

  @TempDir
  Path folder;

  @Test
  void areTheExamplesOfTheStandard() throws IOException {
    assertThat(FileDigest.of(Files.writeString(folder.resolve("abc"), "abc"))).isEqualTo(new FileDigest(ABC_256, ABC_512, 3));
    assertThat(FileDigest.of(Files.writeString(folder.resolve("a"), "a".repeat(1_000_000))))
        .isEqualTo(new FileDigest(MILLION_256, MILLION_512, 1_000_000));
    assertThat(Digest.sha256(ABC_256)).isEqualTo(new Digest(Digest.Algorithm.SHA256, ABC_256));
    assertThat(Digests.sha256("abc")).isEqualTo(ABC_256).isEqualTo(Digests.sha256("abc".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void tellsHowFarItHasCome() throws IOException {
    Path file = Files.write(folder.resolve("disk"), new byte[Digests.BUFFER_BYTES + 7]);
    Steps steps = new Steps();
    FileDigest.of(file, steps);
    assertThat(steps.told).isNotEmpty().last().isEqualTo("hashing disk 1048583 of 1048583");
    assertThat(steps.told.get(0)).isEqualTo("hashing disk 1048576 of 1048583");
    steps.told.clear();
    Digests.of(file, EnumSet.of(Digest.Algorithm.SHA512), steps);
    assertThat(steps.told).isNotEmpty().last().isEqualTo("verifying the cached upstream 1048583 of 1048583");
  }

  @Test
  void ofWhatCannotBeReadIsAProblemWithItsPlace() {
    Path absent = folder.resolve("absent");
    assertThatThrownBy(() -> FileDigest.of(absent)).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The file cannot be read for its digest\n  where:    " + absent);
    assertThatThrownBy(() -> FileDigest.of(folder)).isInstanceOf(ProblemException.class);
  }

  @Test
  void beginsAnew() {
    byte[] abc = "xxabc".getBytes(StandardCharsets.UTF_8);
    Digests digests = new Digests(Digests.forEntry(Digest.Algorithm.SHA512));
    digests.update(abc, 0, 2);
    assertThat(digests.bytes()).isEqualTo(2);
    digests.reset();
    assertThat(digests.bytes()).isZero();
    digests.update(abc, 2, 3);
    assertThat(digests.bytes()).isEqualTo(3);
    assertThat(digests.hex(Digest.Algorithm.SHA512)).isEqualTo(ABC_512);
    assertThat(digests.hex(Digest.Algorithm.SHA256)).isEqualTo(ABC_256);
  }

  @Test
  void isOfOneAlgorithmWhereThatIsTheOnePinned() {
    assertThat(Digests.forEntry(Digest.Algorithm.SHA256)).containsExactly(Digest.Algorithm.SHA256);
    assertThat(Digests.forEntry(Digest.Algorithm.SHA512)).containsExactly(Digest.Algorithm.SHA256, Digest.Algorithm.SHA512);
  }

  @ParameterizedTest
  @CsvSource({"SHA256, 64, SHA-256", "SHA512, 128, SHA-512"})
  void aValueHasTheFormOfItsAlgorithm(Digest.Algorithm algorithm, int digits, String javaName) {
    String hex = "0a".repeat(digits / 2);
    assertThat(new Digest(algorithm, hex)).hasToString(algorithm.name().toLowerCase(java.util.Locale.ROOT) + ":" + hex);
    assertThat(algorithm.digits()).isEqualTo(digits);
    assertThat(algorithm.javaName()).isEqualTo(javaName);
    for (String wrong : List.of("", hex.substring(1), hex + "0", hex.replace('a', 'A'), hex.replace('a', 'g'), hex + "\n")) {
      assertThatThrownBy(() -> new Digest(algorithm, wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** What is told of steps. */
  private static final class Steps implements Progress {
    private final List<String> told = new ArrayList<>();

    @Override
    public void info(String line) {}

    @Override
    public void warn(String line) {}

    @Override
    public void debug(String line) {}

    @Override
    public void step(String what, long done, long total) {
      told.add(what + " " + done + " of " + total);
    }
  }
}
