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
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  private final List<String> lines = new ArrayList<>();
  private String template = TEMPLATE;
  private String packer = "packer";
  private boolean passive;
  private List<UpstreamDeclaration> upstreams = List.of();
  private TrustDeclaration policy = TrustDeclaration.NONE;

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
  void warnsOfWhatSomebodyOnTheWayCanKeepOld() throws IOException {
    upstreams = List.of(listed("open", "http://mirror.example/noble/current/", null), listed("closed", "https://mirror.example/current/", null),
        listed("dated", "http://mirror.example/noble/20261101/", null), listed("pinned", "http://mirror.example/current/", "0".repeat(64)),
        listed("known", "http://mirror.example/current/", null).allowing(List.of(
            new UpstreamDeclaration.Allowance("replay", "The mirror is in this building."))),
        archive("archive", "deb http://mirror.example/debian bookworm main"),
        archive("snapshot", "deb [check-valid-until=no] http://mirror.example/archive/debian/20261101T000000Z bookworm main"));
    lint(List.of(new RuleSetting("packer-force", "off", "The other image is thrown away."),
        new RuleSetting("upstream-unread", "off", "This is a test of where they come from.")));
    assertThat(warnings).filteredOn(w -> w.contains("[replayable-upstream]")).hasSize(2)
        .anyMatch(w -> w.contains("upstream open comes over http, under a name without a date: http://mirror.example/noble/current/SHA256SUMS, "
            + "http://mirror.example/noble/current/SHA256SUMS.gpg"))
        .anyMatch(w -> w.contains("upstream archive comes over http, under a name without a date: http://mirror.example/debian"));
  }

  private static UpstreamDeclaration listed(String id, String folder, String sha256) {
    return new UpstreamDeclaration(id, folder + "disk.qcow2", sha256, null, null, null, null, null,
        new UpstreamDeclaration.Checksums(folder + "SHA256SUMS", folder + "SHA256SUMS.gpg", "keys.gpg", List.of()), null);
  }

  private static UpstreamDeclaration archive(String id, String mirror) {
    return new UpstreamDeclaration(id, null, null, null, null, null, null, new UpstreamDeclaration.DebianArchive("bookworm", "keys.gpg", null,
        List.of(mirror), null, null));
  }

  @Test
  void refusesWhatComesFromElsewhereWhereTheTrustPolicySaysSo() throws IOException {
    template = TEMPLATE.replaceFirst("\\}\\s*$", Matcher.quoteReplacement(
        "\n  provisioner \"shell\" {\n    inline = [\"curl -fsSL https://example.org/setup | sh\"]\n  }\n}\n"));
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

  /** A program in the place of a linter: what the rules find does not depend on it. */
  @ParameterizedTest
  @ValueSource(strings = {"echo 'panic: runtime error' >&2; exit 2", "printf '\\377\\376\\000'; exit 1", "kill -SEGV $$"})
  void aLinterThatCrashesHidesNothing(String crash) throws IOException {
    Path fake = Files.writeString(folder.resolve("packer"), "#!/bin/sh\ncase $1 in\n  version | -v | --version) exec packer \"$@\" ;;\n"
        + "esac\n" + crash + "\n");
    assertThat(fake.toFile().setExecutable(true)).isTrue();
    packer = fake.toString();

    assertThatThrownBy(() -> lint(List.of())).hasMessageStartingWith("Lint found ").hasMessageContaining("[packer-force]")
        .hasMessageContaining("packer fmt");
    assertThat(report().at("/runs/0/results")).anySatisfy(r -> assertThat(r.path("ruleId").asText()).isEqualTo("packer-force"));
  }

  /** A template that cannot be read is no reason to keep silent about the playbook. */
  @Test
  void aTemplateThatCannotBeReadHidesNothingOfAnsible() throws IOException {
    Path ansible = Files.createDirectories(folder.resolve("src/main/ansible"));
    Files.writeString(ansible.resolve("playbook.yml"), "---\n- name: Configure\n  hosts: all\n  roles:\n    - vmimage_seal\n");
    Files.writeString(ansible.resolve("vars.yml"), "---\npassword: hunter2hunter2\n");
    template = "source \"null\" {";

    assertThatThrownBy(() -> lint(List.of())).hasMessageContaining("[literal-secret]")
        .hasMessageContaining("The Packer template cannot be read");
  }

  /** Ansible would run this to ask for a password, even in a mere check of syntax. */
  @Test
  void startsNothingOfAForeignProjectWhereItIsAsked() throws IOException {
    Path ansible = Files.createDirectories(folder.resolve("src/main/ansible"));
    Path run = folder.resolve("was-run");
    Path script = Files.writeString(ansible.resolve("password.sh"), "#!/bin/sh\ntouch '" + run + "'\necho x\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Files.writeString(ansible.resolve("ansible.cfg"), "[defaults]\nvault_password_file = " + script + "\n");
    Files.writeString(ansible.resolve("playbook.yml"), "---\n- name: Configure\n  hosts: all\n  tasks: []\n");

    passive = true;
    assertThatThrownBy(() -> lint(List.of())).hasMessageContaining("[seal-role]").hasMessageContaining("[packer-force]");
    assertThat(run).doesNotExist();
    passive = false;
    assertThatThrownBy(() -> lint(List.of())).hasMessageContaining("[seal-role]");
    assertThat(run).as("what the passive mode is for").exists();
  }

  @Test
  void countsWarningsInProperWords() throws IOException {
    lint(List.of(new RuleSetting("packer-force", "off", "The other image is thrown away.")));
    assertThat(lines).contains("Linted, 0 warnings");
    lint(List.of(new RuleSetting("packer-force", "warning", "The other image is thrown away.")));
    assertThat(lines).contains("Linted, 1 warning");
  }

  private JsonNode report() throws IOException {
    return new JsonMapper().readTree(Files.readString(folder.resolve("target/vmimage/lint.sarif")));
  }

  private void lint(List<RuleSetting> settings) throws IOException {
    Path packerFolder = Files.createDirectories(folder.resolve("src/main/packer"));
    Files.writeString(packerFolder.resolve("image.pkr.hcl"), template);
    Path playbook = Files.createDirectories(folder.resolve("src/main/ansible")).resolve("playbook.yml");
    Progress progress = new Progress() {
      @Override
      public void info(String line) {
        lines.add(line);
      }

      @Override
      public void warn(String line) {
        warnings.add(line);
      }

      @Override
      public void debug(String line) {}
    };
    ImageProject project = new ImageProject(new Coordinates("org.example", "image", "1-SNAPSHOT"), folder, folder.resolve("target"),
        packerFolder, playbook, "image", "@{project.artifactId}-@{project.version}", upstreams, policy, Map.of(), List.of(),
        settings,
        new ImageProject.GuestSettings("tcg", 1, 256,
            new TimeLimits(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1))), TestSettings.ALL,
        UpgradeRequest.of(null, null, List.of()), packer, folder.resolve("cache"));
    Processes processes = new Processes(Secrets.NONE, progress);
    new LintStage(new StageContext(project, new Workspace(folder.resolve("target/vmimage"), folder.resolve("run")), processes, progress,
        null, TransferProgress.SILENT, (coordinates, classifier, extension) -> {
          throw new AssertionError("lint looks up no image");
        }, "0.1.0"), (upstream, rule) -> new Finding.Place("pom.xml", 7, 9), passive).run();
  }
}
