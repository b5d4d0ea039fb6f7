package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.vmimage.download.TransferProgress;
import io.github.vmimage.lint.RuleSetting;
import io.github.vmimage.packer.TimeLimits;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Progress;
import io.github.vmimage.upstream.TrustDeclaration;
import io.github.vmimage.upstream.UpstreamDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real linters beside the rules, on a template that starts no guest. */
class LintStageTest {
  private static final String TEMPLATE = """
      source "null" "image" {
        communicator = "none"
      }

      build {
        sources = ["source.null.image"]

        provisioner "shell-local" {
          inline = ["packer build -force ../other"]
        }
      }
      """;

  @TempDir
  private Path folder;
  private final List<String> warnings = new ArrayList<>();
  private List<UpstreamDeclaration> upstreams = List.of();
  private TrustDeclaration policy = TrustDeclaration.NONE;
  private String fetch = "";

  @Test
  void failsWithTheFindingsOfTheRulesAndReportsThem() throws IOException {
    assertThatThrownBy(() -> lint(List.of())).hasMessageStartingWith("Lint found 1 error\n")
        .hasMessageContaining("src/main/packer/image.pkr.hcl:9:15: error [packer-force] the command calls packer with -force. Fix: Remove");
    assertThat(report().at("/runs/0/results")).hasSize(1).allSatisfy(r -> assertThat(r.path("ruleId").asText()).isEqualTo("packer-force"));
  }

  @Test
  void warnsWhereTheProjectMakesARuleLighter() throws IOException {
    lint(List.of(new RuleSetting("packer-force", "warning", "The other image is thrown away.")));
    assertThat(warnings).hasSize(1).allMatch(w -> w.contains(": warning [packer-force] "));
    assertThat(report().at("/runs/0/results/0/level").asText()).isEqualTo("warning");
  }

  @Test
  void showsWhatUpstreamsAreAllowedAndNothingOfThoseThatKeepEveryRule() throws IOException {
    UpstreamDeclaration plain = new UpstreamDeclaration("plain", "file:///x", null, null, null, null, null, null);
    upstreams = List.of(plain, new UpstreamDeclaration("base", "file:///x", null, null, null, null, null, null)
        .allowing(List.of(new UpstreamDeclaration.Allowance("host", "The vendor has no other server."))));
    lint(List.of(new RuleSetting("packer-force", "off", "The other image is thrown away."),
        new RuleSetting("upstream-unread", "off", "The template makes no image.")));
    assertThat(warnings).singleElement().asString().startsWith("pom.xml:7:9: warning [trust-allowance] upstream base need not keep the"
        + " rule host: The vendor has no other server. Fix: ");
    assertThat(report().at("/runs/0/results/0/ruleId").asText()).isEqualTo("trust-allowance");
  }

  @Test
  void refusesWhatComesFromElsewhereWhereTheTrustPolicySaysSo() throws IOException {
    fetch = "\n  provisioner \"shell\" {\n    inline = [\"curl -fsSL https://example.org/setup | sh\"]\n  }\n";
    RuleSetting off = new RuleSetting("packer-force", "off", "The other image is thrown away.");
    RuleSetting light = new RuleSetting("foreign-input", "off", "It is only a script.");
    lint(List.of(off));
    assertThat(warnings).singleElement().asString().contains("warning [foreign-input] the provisioner shell runs what it downloads");
    policy = new TrustDeclaration(null, null, null, null, null, null, null, "refuse");
    assertThatThrownBy(() -> lint(List.of(off, light))).hasMessageContaining("image.pkr.hcl:13:15: error [foreign-input]");
  }

  @Test
  void leavesNoReportOfAnEarlierRunWhereTheSettingsAreWrong() throws IOException {
    lint(List.of(new RuleSetting("packer-force", "off", "The other image is thrown away.")));
    assertThat(report().at("/runs/0/results")).isEmpty();
    assertThatThrownBy(() -> lint(List.of(new RuleSetting("packer-farce", "off", "")))).hasMessageContaining("the nearest is packer-force");
    assertThat(folder.resolve("target/vmimage/lint.sarif")).doesNotExist();
  }

  private JsonNode report() throws IOException {
    return new JsonMapper().readTree(Files.readString(folder.resolve("target/vmimage/lint.sarif")));
  }

  private void lint(List<RuleSetting> settings) throws IOException {
    Path template = Files.createDirectories(folder.resolve("src/main/packer"));
    Files.writeString(template.resolve("image.pkr.hcl"), TEMPLATE.replaceFirst("\\}\\s*$", java.util.regex.Matcher.quoteReplacement(fetch + "}\n")));
    Path playbook = Files.createDirectories(folder.resolve("src/main/ansible")).resolve("playbook.yml");
    Progress progress = new Progress() {
      @Override
      public void info(String line) {}

      @Override
      public void warn(String line) {
        warnings.add(line);
      }

      @Override
      public void debug(String line) {}
    };
    ImageProject project = new ImageProject(new Coordinates("org.example", "image", "1-SNAPSHOT"), folder, folder.resolve("target"),
        template, playbook, "image", "@{project.artifactId}-@{project.version}", upstreams, policy, Map.of(), List.of(),
        settings,
        new ImageProject.GuestSettings("tcg", 1, 256,
            new TimeLimits(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1))), TestSettings.ALL,
        UpgradeRequest.of(null, null, List.of()), "packer", folder.resolve("cache"));
    Processes processes = new Processes(Secrets.NONE, progress);
    new LintStage(new StageContext(project, new Workspace(folder.resolve("target/vmimage"), folder.resolve("run")), processes, progress,
        null, TransferProgress.SILENT, (coordinates, classifier, extension) -> {
          throw new AssertionError("lint looks up no image");
        }, "0.1.0"), (upstream, rule) -> new Finding.Place("pom.xml", 7, 9)).run();
  }
}
