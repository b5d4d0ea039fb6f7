package io.github.vmimage.packer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.fuzz.ForeignInput;

class JsonTemplateFuzzTest {
  @FuzzTest
  void givesATreeOrAProblem(byte[] input) throws Exception {
    String text = ForeignInput.text(input);

    ForeignInput.check(() -> assertThat(JsonReader.readHcl("x.pkr.json", text)).isNotNull());
    ForeignInput.check(() -> assertThat(JsonReader.readValues("x.pkrvars.json", text)).isNotNull());
    ForeignInput.check(() -> assertThat(JsonReader.readLegacy("x.json", text)).isNotNull());
  }
}
