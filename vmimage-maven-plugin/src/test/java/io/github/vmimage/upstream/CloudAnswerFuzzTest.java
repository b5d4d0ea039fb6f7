package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.fuzz.ForeignInput;

/** An input is what a cloud's program prints. */
class CloudAnswerFuzzTest {

  @FuzzTest
  void givesPrintableTextOrAProblem(byte[] input) throws Exception {
    String printed = ForeignInput.text(input);
    ForeignInput.check(() -> {
      CloudAnswer image = CloudAnswer.read("image", "aws", printed).only("Images");
      assertThat(image.text("Name").chars()).noneMatch(Character::isISOControl);
      image.time("CreationDate");
    });
    ForeignInput.check(() -> CloudAnswer.read("image", "gcloud", printed).object("deprecated").flatMap(d -> d.optional("state"))
        .ifPresent(s -> assertThat(s.chars()).noneMatch(Character::isISOControl)));
    ForeignInput.check(() -> CloudAnswer.read("image", "aws", printed).all("").forEach(i -> i.optional("Name")));
  }
}
