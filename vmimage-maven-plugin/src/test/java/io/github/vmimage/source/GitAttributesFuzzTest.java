package io.github.vmimage.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.fuzz.ForeignInput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jgit.lib.Config;

/** An attributes file, and what it makes of a file: the input up to its first zero byte, and the path behind that. */
class GitAttributesFuzzTest {
  private static final byte[] CONTENT = "$Id$ text \u20ac $Id: old $\n$Id".getBytes(StandardCharsets.UTF_8);

  @FuzzTest
  void givesAttributes(byte[] input) throws Exception {
    String text = ForeignInput.text(input);
    int zero = text.indexOf('\0');
    byte[] file = (zero < 0 ? text : text.substring(0, zero)).getBytes(StandardCharsets.UTF_8);
    // Linux has no longer path.
    String path = zero < 0 ? "src/main/a-file.txt" : text.substring(zero + 1, Math.min(text.length(), zero + 4096));
    AttributesFile rules = AttributesFile.parse(file, true, false);

    Map<String, AttributeValue> found = new GitAttributes(java.util.List.of(rules),
        folder -> folder.isEmpty() ? AttributesFile.parse(file, false, true) : AttributesFile.EMPTY, AttributesFile.EMPTY).of(path);

    assertThat(found.values()).noneMatch(v -> v.is(AttributeValue.Kind.UNSPECIFIED));
    try {
      Conversion conversion = Conversion.of(found, new Config());
      byte[] filled = conversion.ident() ? IdentKeyword.fillStreamed(IdentKeyword.fillHeld(file, "0"), "0") : file;
      ByteArrayOutputStream ended = new ByteArrayOutputStream();
      try (CrLfStream out = new CrLfStream(ended)) {
        out.write(filled);
      }
      assertThat(ended.size()).isGreaterThanOrEqualTo(filled.length);
      if (!conversion.encoding().isEmpty()) {
        assertThat(WorkTreeEncoding.of(conversion.encoding()).encode(CONTENT)).isNotEmpty();
      }
    } catch (Conversion.UnusableException e) {
      assertThat(e).hasMessageStartingWith("working-tree-encoding");
    }
  }
}
