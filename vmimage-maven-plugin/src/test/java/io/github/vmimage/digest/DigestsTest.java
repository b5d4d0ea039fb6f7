package io.github.vmimage.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestsTest {
  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, Digests.BUFFER_BYTES - 1, Digests.BUFFER_BYTES, Digests.BUFFER_BYTES + 1, 5 * Digests.BUFFER_BYTES + 7})
  void areThoseOfAllBytesInTheirOrderWhateverTheSize(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    Path file = Files.write(folder.resolve("file"), bytes);

    Digests digests = Digests.of(file, EnumSet.allOf(Digest.Algorithm.class));

    assertThat(digests.bytes()).isEqualTo(size);
    assertThat(digests.hex(Digest.Algorithm.SHA256)).isEqualTo(FileDigest.sha256(bytes));
    assertThat(digests.hex(Digest.Algorithm.SHA512)).isEqualTo(FileDigest.of(file).sha512());
  }

  @Test
  void ofWhatCannotBeReadAreAnIoException() {
    assertThatThrownBy(() -> Digests.of(folder, EnumSet.of(Digest.Algorithm.SHA256))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Digests.of(folder.resolve("absent"), EnumSet.of(Digest.Algorithm.SHA256))).isInstanceOf(IOException.class);
  }
}
