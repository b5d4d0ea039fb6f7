package io.github.vmimage.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineSinkTest {

  /** N stands for a line feed, R for a carriage return, | between the lines expected. */
  @ParameterizedTest
  @CsvSource({"aNbN, a|b", "aRNbRN, a|b", "aRbRc, a|b|c", "10%R20%R30%N, 10%|20%|30%", "aNNb, a||b", "aRNRNb, a||b", "RRa, a", "aR, a"})
  void cutsAtLineEndsAndWhereALineIsOverwritten(String written, String expected) {
    List<String> lines = new ArrayList<>();
    try (LineSink sink = new LineSink(Secrets.NONE, lines::add)) {
      byte[] bytes = written.replace('N', '\n').replace('R', '\r').getBytes(StandardCharsets.UTF_8);
      sink.write(bytes, 0, bytes.length);
    }
    assertThat(lines).containsExactly(expected.split("\\|", -1));
  }
}
