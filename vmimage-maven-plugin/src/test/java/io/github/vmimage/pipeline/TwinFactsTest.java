package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwinFactsTest {
  private static final String BODY = "AAAAC3NzaC1lZDI1NTE5AAAAIISygYb/UVVqoQT1/1Vf7p9b7wHTxeXC5XWbUNoM+igi";

  @Test
  void theKeyOfTheBuildIsLookedForWithoutTypeAndComment() {
    assertThat(TwinFacts.keyBody("ssh-ed25519 " + BODY + " vmimage-build")).hasValue(BODY);
    assertThat(TwinFacts.keyBody("ssh-ed25519 " + BODY)).hasValue(BODY);
    assertThat(TwinFacts.script("vmimage", "ssh-ed25519 " + BODY + " it's mine")).contains("grep -qF '" + BODY + "'")
        .doesNotContain("it's mine");
  }

  /** Looked for nowhere is not absent: no script is made without a key. */
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "ssh-ed25519", "ssh-ed25519 '; reboot; '", "-----BEGIN OPENSSH PRIVATE KEY-----", "ssh-ed25519 AAAA"})
  void whatIsNoKeyIsLookedForNowhere(String line) {
    assertThat(TwinFacts.keyBody(line)).isEmpty();
    assertThatThrownBy(() -> TwinFacts.script("vmimage", line)).isInstanceOf(NoSuchElementException.class);
  }
}
