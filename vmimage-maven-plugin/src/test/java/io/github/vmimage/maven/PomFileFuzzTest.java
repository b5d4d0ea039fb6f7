package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.fuzz.ForeignInput;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A POM that somebody else wrote: a value in it is changed and nothing else, or it stays as it is. */
class PomFileFuzzTest {
  private static final String VALUE = "https://mirror.example/a&b";
  private static final byte[] WRITTEN = "https://mirror.example/a&amp;b".getBytes(StandardCharsets.US_ASCII);

  @TempDir
  static Path folder;

  @FuzzTest
  void changesAValueOrNothing(byte[] input) throws Exception {
    byte[] before = ForeignInput.expanded(input);
    Path file = Files.write(folder.resolve("pom.xml"), before);

    ForeignInput.check(() -> {
      try {
        new PomFile(file, "vmimage-maven-plugin").write("base", Map.of("url", VALUE));
      } catch (ProblemException e) {
        assertThat(Files.readAllBytes(file)).as("what cannot be changed stays as it is").isEqualTo(before);
        throw e;
      }
      onlyTheValueChanged(before, Files.readAllBytes(file));
      assertThat(PomElements.root(Files.readString(file, StandardCharsets.ISO_8859_1)).all()
          .filter(e -> e.name().equals("upstream")).flatMap(e -> e.child("url").stream()).map(e -> e.content().strip()))
          .contains(new String(WRITTEN, StandardCharsets.US_ASCII));
    });
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  /** What stands before and behind the value in the new text stood there in the old one, in this order. */
  private static void onlyTheValueChanged(byte[] before, byte[] after) throws IOException {
    int start = Arrays.mismatch(before, after);
    if (start < 0) {
      return;
    }
    String old = new String(before, StandardCharsets.ISO_8859_1);
    String now = new String(after, StandardCharsets.ISO_8859_1);
    int end = 0;
    while (end < Math.min(old.length(), now.length()) - start && old.charAt(old.length() - 1 - end) == now.charAt(now.length() - 1 - end)) {
      end++;
    }
    assertThat(now.length() - start - end).as("what is new").isLessThanOrEqualTo(WRITTEN.length + "<></>".length() + "urlurl".length());
  }
}
