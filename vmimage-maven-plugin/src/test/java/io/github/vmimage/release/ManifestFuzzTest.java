package io.github.vmimage.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.fuzz.ForeignInput;
import java.io.ByteArrayInputStream;

class ManifestFuzzTest {
  @FuzzTest
  void givesAManifestThatCanBeWrittenAgainOrAProblem(byte[] input) throws Exception {
    byte[] bytes = ForeignInput.expanded(input);

    ForeignInput.check(() -> {
      Manifest manifest = ManifestReader.read(new ByteArrayInputStream(bytes), "https://repo.example.com/m.json").manifest();
      byte[] written = ManifestWriter.bytes(manifest, "m.json");
      assertThat(ManifestReader.read(new ByteArrayInputStream(written), "m.json").manifest()).isEqualTo(manifest);
    });
  }
}
