package io.github.vmimage.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

  @Test
  void measuresHowFarTwoWordsAreApart() {
    assertThat(Spelling.distance("", "abc")).isEqualTo(3);
    assertThat(Spelling.distance("abc", "")).isEqualTo(3);
    assertThat(Spelling.distance("swap", "swap")).isZero();
    assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Spelling.distance("flaw", "lawn")).isEqualTo(2);
  }

  @Test
  void findsTheNearestWord() {
    assertThat(Spelling.nearest("swpa", List.of("luks", "swap", "mail"))).isEqualTo("swap");
  }
}
