package io.github.vmimage.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vmimage.report.Progress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFormsTest {
  /** A password with what the quoting of most languages stumbles over. */
  private static final String SECRET = "p/W+r d&'\"<\\$`!*~\u00e4";
  private static final Secrets SECRETS = new Secrets(List.of(SECRET));

  private static void assertMasked(String text) {
    assertThat(SECRETS.mask("before " + text + " after")).as(text).isEqualTo("before " + Secrets.MASK + " after");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p%2FW%2Br+d%26%27%22%3C%5C%24%60%21*%7E%C3%A4", "p%2FW%2Br%20d%26%27%22%3C%5C%24%60%21%2A~%C3%A4",
      "p%2fW%2br%20d%26%27%22%3c%5c%24%60%21%2a~%c3%a4", "p%2FW%2Br%20d%26'%22%3C%5C%24%60!*~%C3%A4"})
  void inUrls(String form) {
    assertMasked(form);
  }

  @Test
  void inJsonAsJavaAndGoWriteIt() throws Exception {
    assertMasked(new ObjectMapper().writeValueAsString(SECRET).replaceAll("^\"|\"$", ""));
    assertMasked("p/W+r d\\u0026'\\\"\\u003c\\\\$`!*~\u00e4");
    assertMasked("p/W+r d&'\\\"<\\\\$`!*~\\u00e4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p/W+r d&amp;'&quot;&lt;\\$`!*~\u00e4", "p/W+r d&amp;&#39;&#34;&lt;\\$`!*~\u00e4", "p/W+r d&''\"<\\$`!*~\u00e4"})
  void inMarkup(String form) {
    assertMasked(form);
  }

  @Test
  void quotedForAShell() {
    assertMasked("p/W+r d&'\\''\"<\\$`!*~\u00e4");
    assertMasked("p/W+r d&'\\\"<\\\\\\$\\`!*~\u00e4");
    // As a command line of ours is shown, quotes and all.
    String line = Command.of(Tool.SH, "-c", SECRET).line();
    assertThat(SECRETS.mask(line)).isEqualTo("sh -c '****'");
    // What a shell makes of it.
    Processes processes = new Processes(new Secrets(List.of("two words; $HOME")), Progress.SILENT);
    Command quoting = Command.of(Tool.SH, "-c", "printf '%q\\n' \"$1\"", "-", "two words; $HOME").by("bash");
    assertThat(processes.require(quoting).out()).isEqualTo(Secrets.MASK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "u", "us", "user:", "Bearer token "})
  void inBase64WhateverStandsBeforeIt(String before) {
    for (String after : new String[] {"", "\n", ":more of it"}) {
      byte[] all = (before + SECRET + after).getBytes(StandardCharsets.UTF_8);
      for (String form : List.of(Base64.getEncoder().encodeToString(all), Base64.getUrlEncoder().withoutPadding().encodeToString(all))) {
        int left = SECRETS.mask(form).replace(Secrets.MASK, "").length();
        // A character at each end has bits of what stands beside it, too.
        assertThat(form.length() - left).as(form).isGreaterThanOrEqualTo(SECRET.getBytes(StandardCharsets.UTF_8).length * 8 / 6 - 1);
      }
    }
  }

  @Test
  void inDigits() {
    byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
    assertMasked(HexFormat.of().formatHex(bytes));
    assertMasked(HexFormat.of().withUpperCase().formatHex(bytes));
  }

  @Test
  void ofSeveralLinesInOneLineOfBase64() {
    String key = "-----BEGIN KEY-----\nabcdefgh\n-----END KEY-----\n";
    Secrets secrets = new Secrets(List.of(key));
    assertThat(secrets.mask(Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)))).startsWith(Secrets.MASK)
        .hasSizeLessThan(8);
    assertThat(secrets.mask("x abcdefgh x")).isEqualTo("x **** x");
  }

  /** Ordinary text is not garbled by what a short secret looks like in Base64. */
  @Test
  void ofAShortSecretOnlyWhatIsPlain() {
    Secrets secrets = new Secrets(List.of("test", "abc"));
    assertThat(secrets.mask("test dGVzd abc dGV YWJj 616263")).isEqualTo("**** dGVzd abc dGV YWJj 616263");
    assertThat(secrets).hasToString("2 secrets");
  }
}
