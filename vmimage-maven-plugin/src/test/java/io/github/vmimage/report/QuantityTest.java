package io.github.vmimage.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantityTest {
  @Test
  void onlyOneIsSingular() {
    assertThat(Quantity.of(0, "link")).isEqualTo("0 links");
    assertThat(Quantity.of(1, "link")).isEqualTo("1 link");
    assertThat(Quantity.of(2, "link")).isEqualTo("2 links");
  }
}
