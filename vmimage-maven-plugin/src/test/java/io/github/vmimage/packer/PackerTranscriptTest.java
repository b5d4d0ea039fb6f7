package io.github.vmimage.packer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.process.Secrets;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows recorded from Packer 1.6.6. */
class PackerTranscriptTest {
  @TempDir
  Path folder;
  private final List<String> shown = new ArrayList<>();
  private final List<String> guest = new ArrayList<>();

  private PackerTranscript replay(String name, Secrets secrets) throws IOException {
    Progress progress = new Progress() {
      @Override
      public void info(String line) {
        shown.add(line);
      }

      @Override
      public void warn(String line) {}

      @Override
      public void debug(String line) {}
    };
    GuestListener listener = new GuestListener() {
      @Override
      public void line(String build, String text) {
        guest.add(build + "|" + text);
      }

      @Override
      public Optional<Problem> failure() {
        return Optional.empty();
      }
    };
    PackerTranscript transcript = new PackerTranscript(secrets::mask, progress, listener, folder.resolve("log/packer.log"));
    HclReaderTest.resource("rows/" + name).lines().map(secrets::mask).forEach(transcript::accept);
    return transcript;
  }

  @Test
  void keepsTheArtifactsAndLeavesTheNullBuildersOut() throws IOException {
    PackerTranscript transcript = replay("two-builds.input", Secrets.NONE);

    assertThat(transcript.artifacts(Path.of("/build"))).containsExactly(
        new PackerArtifact("file.a", "packer.file", "File", "Stored file: out/a.txt", List.of("/build/out/a.txt")));
    assertThat(transcript.crashed()).isFalse();
    assertThat(shown).contains("    file.a: hi, there").anyMatch(l -> l.startsWith("==> Wait completed"));
    assertThat(guest).contains("file.a|hi, there", "null.b|hi, there");
    assertThat(folder.resolve("log/packer.log")).content().contains("  ==> file.a: hi, there\n").contains("artifact,0,builder-id");
  }

  @Test
  void tellsLineEndsFromTheBackslashesOfAnsiblesJson() throws IOException {
    replay("failed-task.input", Secrets.NONE);

    assertThat(guest).anySatisfy(line -> assertThat(line).startsWith("null.guest|fatal: [default]: FAILED! => {")
        .contains("\"stderr\": \"bad\\nworse, much\"").endsWith("}"));
    assertThat(guest).contains("null.guest|TASK [web : Says two lines, with a comma] **************************************");
  }

  @Test
  void givesPackersOwnReasonOfAFailure() throws IOException {
    PackerTranscript transcript = replay("failed-script.input", Secrets.NONE);

    assertThat(transcript.reason())
        .isEqualTo("null.b: Script exited with non-zero exit status: 3.Allowed exit codes are: [0]");
    assertThat(transcript.artifacts(Path.of("/build"))).isEmpty();
  }

  /** Of Packer 1.16 what comes from a guest begins with the arrow, too, and a script's last stop has a blank behind it. */
  @Test
  void readsPacker1Point16Alike() throws IOException {
    PackerTranscript transcript = replay("two-builds-1.16.input", Secrets.NONE);

    assertThat(transcript.artifacts(Path.of("/build"))).hasSize(2).allMatch(a -> a.equals(new PackerArtifact("both.file.out", "packer.file",
        "File", "Stored file: out/image, first.txt", List.of("/build/out/image, first.txt"))));
    assertThat(guest).contains("both.null.one|one", "both.null.one|two, with", "both.file.out|three");
    assertThat(shown).contains("==> both.null.one: three").noneMatch(l -> l.endsWith("both.null.one:"));
    shown.clear();
    guest.clear();

    assertThat(replay("failed-script-1.16.input", Secrets.NONE).reason()).isEqualTo("both.null.one: Script exited with non-zero exit status:"
        + " 3. Allowed exit codes are: [0]\nboth.file.out: Script exited with non-zero exit status: 3. Allowed exit codes are: [0]");
    PackerTranscript died = replay("plugin-died-1.16.input", Secrets.NONE);
    assertThat(died.reason()).contains("both.null.one: unexpected EOF");
    assertThat(died.crashed()).as("a plugin died, not Packer").isFalse();
  }

  @Test
  void noticesThatPackerItselfCrashed() throws IOException {
    assertThat(replay("crashed.input", Secrets.NONE).crashed()).isTrue();
  }

  @Test
  void splitsARowOfSeveralLinesOfABuild() {
    PackerRow row = PackerRow.parse("1795354941,,ui,message,    qemu.disk: WARNING: no acceleration.\\n    qemu.disk: It takes C:\\new"
        + " longer%!(PACKER_COMMA)\\n    qemu.disk:").orElseThrow();

    assertThat(row.field(1).lines()).containsExactly("    qemu.disk: WARNING: no acceleration.",
        "    qemu.disk: It takes C:\\new longer,", "    qemu.disk:");
  }

  @Test
  void survivesLinesThatAreNoRows() throws IOException {
    try (PackerTranscript transcript = replay("failed-script.input", Secrets.NONE)) {
      List.of("", ",", "1,,ui", "1,,ui,", "1,x,artifact", "1,x,artifact,9999999999,id,x", "1,x,artifact,0,file", "1,,error", "\u0000\uFFFD",
          "99999999999999999999,,ui,say,x").forEach(transcript::accept);

      assertThat(transcript.artifacts(Path.of("/build"))).isEmpty();
    }
    assertThat(Files.readString(folder.resolve("log/packer.log"))).contains("99999999999999999999,,ui,say,x");
  }

  @Test
  void masksASecretThatUnescapingPutsTogether() throws IOException {
    replay("two-builds.input", new Secrets(List.of("hi, there", "s3cr3t")));

    assertThat(shown).noneMatch(l -> l.contains("hi, there") || l.contains("s3cr3t")).contains("    null.b: ****");
    assertThat(folder.resolve("log/packer.log")).content().doesNotContain("hi, there", "s3cr3t");
  }
}
