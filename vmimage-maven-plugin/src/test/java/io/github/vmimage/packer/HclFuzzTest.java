package io.github.vmimage.packer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.fuzz.ForeignInput;

class HclFuzzTest {
  @FuzzTest
  void givesATreeOrAProblem(byte[] input) throws Exception {
    String text = ForeignInput.text(input);

    ForeignInput.check(() -> assertThat(HclReader.read(new SourceText("x.pkr.hcl", text))).isNotNull());
  }
}
