package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MachineSourcesTest {
  @TempDir
  Path folder;

  static Stream<String> answers() {
    return Resources.inputs("machine-sources");
  }

  @ParameterizedTest
  @MethodSource("answers")
  void choosesTheDistributionsOwn(String name) throws IOException {
    List<String> lines = Resources.text("machine-sources/" + name + ".input").lines().toList();
    List<String> asked = List.of(lines.get(0).split(" "));
    String answer;
    try {
      answer = MachineSources.of(lines.subList(1, lines.size()), asked.get(0), asked.subList(1, asked.size())).stream()
          .map(AptSource::line).collect(Collectors.joining("\n"));
    } catch (ProblemException e) {
      answer = e.getMessage();
    }
    Resources.expect(answer, "machine-sources/" + name + ".expected");
  }

  @Test
  void asksAgainWhereAptHasNoListsYet() throws IOException {
    // What apt does before the first "apt-get update": nothing, unless it is told to leave the release files out.
    Path apt = folder.resolve("apt-get");
    Files.writeString(apt, """
        #!/bin/sh
        [ "$1" = --no-release-info ] && echo 'http://mirror.example/debian|bookworm|main|$(ORIGIN)|$(CODENAME)|$(SUITE)'
        exit 0
        """);
    Files.setPosixFilePermissions(apt, PosixFilePermissions.fromString("rwxr-xr-x"));
    MachineSources machine = new MachineSources(new Processes(Secrets.NONE, Progress.SILENT), apt.toString());
    assertThat(machine.of("bookworm", List.of("main"))).extracting(AptSource::line)
        .containsExactly("deb http://mirror.example/debian bookworm main");
  }

  @Test
  void understandsTheRealApt() {
    MachineSources machine = new MachineSources(new Processes(Secrets.NONE, Progress.SILENT), "apt-get");
    try {
      machine.of("no-such-suite", List.of("main"));
    } catch (ProblemException e) {
      assertThat(e.problems().get(0).what()).isEqualTo("This machine's apt has no source of no-such-suite");
      assertThat(e.problems().get(0).seen()).contains(" main at ");
      return;
    }
    throw new AssertionError("not refused");
  }
}
