package io.github.vmimage.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vmimage.report.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DpkgStatusTest {
  private static final String ONE = "Package: one\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n";

  private static List<Manifest.InstalledPackage> parse(byte[] bytes) throws IOException {
    return DpkgStatus.parse(new ByteArrayInputStream(bytes), "/var/lib/dpkg/status");
  }

  private static String line(Manifest.InstalledPackage installed) {
    return installed.name() + " " + installed.version() + " " + installed.architecture();
  }

  private static ProblemException refusal(String text) {
    ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> parse(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(refusal).as("refused").isNotNull();
    assertThat(refusal.getMessage()).startsWith("The package list of the image is malformed\n  where:    /var/lib/dpkg/status:")
        .hasSizeLessThan(1000);
    return refusal;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ordinary", "states", "empty", "blank"})
  void listsThePackagesWhoseFilesAreThere(String name) throws IOException {
    assertThat(parse(Samples.bytes("dpkg/" + name + ".input")).stream().map(DpkgStatusTest::line))
        .containsExactlyElementsOf(Samples.text("dpkg/" + name + ".expected").lines().toList());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      Architecture: all         |                              | a paragraph without the field architecture
      Version: 1                |                              | a paragraph without the field version
      Package: one              |                              | a paragraph without the field package
      Status: install ok installed |                           | status of one: none
      Status: install ok installed | Status: installed         | status of one: installed
      Status: install ok installed | Status: install ok gone   | status of one: install ok gone
      Status: install ok installed | Status: deinstall ok gone installed | status of one: deinstall ok gone installed
      Version: 1                | Version:                     | version
      Version: 1                | Version: 1 2                 | version 1 2
      Version: 1                | Version: 1@e[2J              | version 1\\u001B[2J
      Version: 1                | Version: -1                  | version -1
      Package: one              | Package: ../one              | package ../one
      Package: one              | Package: größe               | package größe
      Architecture: all         | Architecture: All            | architecture All
      Architecture: all         | Architecture all             | Architecture all
      Architecture: all         | : all                        | : all
      Architecture: all         | Version: 2                   | the field version twice
      Package: one              | package: one@nPACKAGE: two   | the field package twice
      """)
  void refusesWhatDpkgWouldNotWrite(String from, String to, String seen) {
    String text = ONE.replace(from + (to == null ? "\n" : ""), to == null ? "" : to.replace("@e", "\u001b").replace("@n", "\n"));
    assertThat(text).isNotEqualTo(ONE);
    assertThat(refusal(text).problems().get(0).text()).contains("\n  seen:     " + seen + "\n");
  }

  @Test
  void refusesAContinuationOfNothing() {
    assertThat(refusal(ONE + "\n continued\n").problems().get(0)).satisfies(problem -> {
      assertThat(problem.where()).isEqualTo("/var/lib/dpkg/status:6 in the image");
      assertThat(problem.seen()).isEqualTo(" continued");
    });
  }

  @Test
  void refusesAnEndlessLine() throws IOException {
    String longest = "Description: " + "x".repeat(DpkgStatus.MAX_LINE - "Description: ".length()) + "\n";
    assertThat(parse((ONE + longest).getBytes(StandardCharsets.UTF_8))).hasSize(1);
    assertThat(refusal(ONE + longest.stripTrailing() + "x\n").problems().get(0).seen()).isEqualTo("a line of more than 1048576 bytes");
    assertThat(refusal(ONE + longest.stripTrailing() + "x").problems().get(0).where()).contains(":5 ");
  }

  @Test
  void refusesMorePackagesThanAManifestHolds() throws IOException {
    String most = (ONE + "\n").repeat(DpkgStatus.MAX_PACKAGES);
    assertThat(parse(most.getBytes(StandardCharsets.UTF_8))).hasSize(50_000);
    assertThat(refusal(most + ONE).problems().get(0).seen()).isEqualTo("more than 50000 packages");
  }

  @Test
  void agreesWithDpkgQueryOnThisMachine() throws Exception {
    Process query = new ProcessBuilder("dpkg-query", "-W", "-f", "${Package} ${Version} ${Architecture} ${db:Status-Status}\\n").start();
    List<String> told = new String(query.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
        .filter(line -> !line.endsWith(" not-installed") && !line.endsWith(" config-files"))
        .map(line -> line.substring(0, line.lastIndexOf(' '))).sorted().toList();
    assertThat(query.waitFor()).isZero();
    assertThat(told).isNotEmpty();
    try (var in = java.nio.file.Files.newInputStream(java.nio.file.Path.of("/var/lib/dpkg/status"))) {
      assertThat(DpkgStatus.parse(in, "/var/lib/dpkg/status").stream().map(DpkgStatusTest::line).sorted())
          .containsExactlyElementsOf(told);
    }
  }
}
