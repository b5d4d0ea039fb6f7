package io.github.vmimage.packer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.fuzz.ForeignInput;
import io.github.vmimage.report.Finding.Severity;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Packer prints: rows while it builds, diagnostics and a diff while it lints. Nothing of it may fail a build by its form. */
class PackerOutputFuzzTest {
  private static final Path NOWHERE = Path.of("/dev/null");

  @FuzzTest
  void becomesLinesThatATerminalCanShow(byte[] input) throws Exception {
    List<String> lines = ForeignInput.text(input).lines().toList();
    List<String> shown = new ArrayList<>();

    try (PackerTranscript transcript = new PackerTranscript(l -> l, keptIn(shown), heardIn(shown), NOWHERE)) {
      lines.forEach(transcript::accept);
      shown.add(Problem.project("Packer failed").saw(transcript.reason() + transcript.lastLines()).text().replace("\n", ""));
      assertThat(transcript.artifacts(Path.of("/build"))).doesNotContainNull();
    }
    for (PackerDiagnostic each : PackerDiagnostic.parse(String.join("\n", lines), Severity.ERROR)) {
      assertThat(each.line()).isNotNegative();
      assertThat(each.message()).doesNotContain("\n");
    }
    assertThat(FormatReport.parse(lines)).allMatch(d -> d.line() >= 0 && d.column() >= 0);
    assertThat(shown).noneMatch(l -> l.chars().anyMatch(Character::isISOControl));
  }

  private static Progress keptIn(List<String> shown) {
    return new Progress() {
      @Override
      public void info(String line) {
        shown.add(line);
      }

      @Override
      public void warn(String line) {
        shown.add(line);
      }

      @Override
      public void debug(String line) {}
    };
  }

  private static GuestListener heardIn(List<String> shown) {
    return new GuestListener() {
      @Override
      public void line(String build, String text) {
        shown.add(build + text);
      }

      @Override
      public Optional<Problem> failure() {
        return Optional.empty();
      }
    };
  }
}
