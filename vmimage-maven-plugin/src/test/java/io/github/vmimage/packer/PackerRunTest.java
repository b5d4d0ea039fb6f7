package io.github.vmimage.packer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.report.PathNames;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real Packer with its file and null builders; no guest boots. */
class PackerRunTest {
  private static final String FILE = """
      variable "image_name" { type = string }
      variable "output_directory" { type = string }
      variable "greeting" {
        type      = string
        sensitive = true
      }
      source "file" "one" {
        content = "${var.image_name} says ${var.greeting}"
        target  = "${var.output_directory}/one, or more.txt"
      }
      build {
        sources = ["source.file.one"]
        provisioner "shell-local" {
          inline = ["echo say ${var.greeting}", "echo $FROM_OUTSIDE", "ls -d $PACKER_CACHE_DIR"]
        }
      }
      """;

  @TempDir
  Path folder;
  private final List<String> shown = new CopyOnWriteArrayList<>();
  private final Progress progress = new Progress() {
    @Override
    public void info(String line) {
      shown.add(line);
    }

    @Override
    public void warn(String line) {
      shown.add(line);
    }

    @Override
    public void debug(String line) {
      shown.add(line);
    }
  };
  private final Processes processes = new Processes(Secrets.NONE, progress);
  private Path module;
  private Path output;
  private Path log;

  @BeforeEach
  void layOut() throws IOException {
    module = Files.createDirectories(folder.resolve("the export/app")).toRealPath();
    output = folder.resolve("work/output");
    log = folder.resolve("work/packer.log");
    Files.createDirectories(module.resolve("src/main/packer"));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(module.resolve("src/main/packer").resolve(file), text);
  }

  private BuiltImage build(GuestListener guest, Duration limit, UserVariable... user) {
    return build(PackerBinary.locate(processes, null), guest, limit, user);
  }

  private BuiltImage build(PackerBinary binary, GuestListener guest, Duration limit, UserVariable... user) {
    PathNames names = new PathNames(module, Path.of("app"));
    Template template = Template.read(module.resolve("src/main/packer"), names);
    TemplateInspection found = TemplateInspection.of(template);
    PackerVariables variables = PackerVariables.of(found, ContractValues.NONE.with(ContractVariable.IMAGE_NAME, "app")
        .with(ContractVariable.OUTPUT_DIRECTORY, output), List.of(user), Map.of());
    BuildRequest request = new BuildRequest(TemplateStaging.inCopy(module, template, binary), output, folder.resolve("cache"),
        folder.resolve("work"), log, folder.resolve("serial.log"), Map.of("FROM_OUTSIDE", "given from outside"),
        new TimeLimits(limit, limit, limit), names, guest);
    return new PackerBuild(processes, progress).run(binary, found, variables, request);
  }

  private BuiltImage build(UserVariable... user) {
    return build(GuestListener.NONE, Duration.ofMinutes(1), user);
  }

  @Test
  void buildsAFileAndKeepsTheSecretOutOfEverythingThatIsShown() throws IOException {
    write("main.pkr.hcl", FILE);

    BuiltImage image = build(new UserVariable("greeting", "topsecret, of two lines", false));

    String file = output.resolve("one, or more.txt").toString();
    assertThat(image.artifacts()).containsExactly(
        new PackerArtifact("file.one", "packer.file", "File", "Stored file: " + file, List.of(file)));
    assertThat(image.packerVersion()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(Path.of(file)).hasContent("app says topsecret, of two lines");
    assertThat(shown).contains("    file.one: say ****", "    file.one: given from outside",
        "    file.one: " + folder.resolve("cache")).noneMatch(l -> l.contains("topsecret"));
    assertThat(log).content().contains("    file.one: say ****").doesNotContain("topsecret");
    assertThat(folder.resolve("work").resolve(PackerVariables.FILE_NAME)).doesNotExist();
  }

  @Test
  void replacesTheOutputOfAnEarlierRunButNoOtherFolder() throws IOException {
    write("main.pkr.hcl", FILE);
    UserVariable greeting = new UserVariable("greeting", "hello", false);
    build(greeting);
    Files.writeString(output.resolve("left over"), "x");
    build(greeting);
    assertThat(output.resolve("left over")).doesNotExist();

    output = Files.createDirectories(folder.resolve("precious"));
    Files.writeString(output.resolve("thesis"), "x");
    assertThatThrownBy(() -> build(greeting)).hasMessageContaining("The output directory exists and no earlier build made it");
    assertThat(output.resolve("thesis")).exists();
  }

  @Test
  void buildsAnOldJsonTemplate() throws IOException {
    write("template.json", """
        {
          "variables": {"image_name": null, "size": "1", "output_directory": null},
          "builders": [{"type": "file", "content": "{{user `image_name`}} {{user `size`}}", "target": "{{user `output_directory`}}/x"}]
        }
        """);

    BuiltImage image = build(new UserVariable("size", "7", false));

    assertThat(image.artifacts()).extracting(PackerArtifact::build).containsExactly("file");
    assertThat(output.resolve("x")).hasContent("app 7");
    assertThat(folder.resolve("work").resolve(PackerVariables.FILE_NAME)).exists();
  }

  @Test
  void leavesRequiredPluginsOutForAnOldPacker() throws IOException {
    write("main.pkr.hcl", FILE);
    write("plugins.pkr.hcl", "packer {\n  required_plugins {\n    file = { version = \"1\", source = \"x/y/z\" }\n  }\n}\n");

    assertThat(build(new UserVariable("greeting", "hello", false)).artifacts()).hasSize(1);

    write("plugins.pkr.hcl", "packer {\n  required_version = \">= 1\"\n  required_plugins {}\n}\n");
    assertThatThrownBy(() -> build(new UserVariable("greeting", "hello", false)))
        .hasMessageContaining("app/src/main/packer/plugins.pkr.hcl:1:1").hasMessageContaining("plugins.pkr.hcl beside it");
  }

  @Test
  void refusesARunThatMadeNothing() throws IOException {
    write("main.pkr.hcl", "source \"null\" \"n\" { communicator = \"none\" }\nbuild { sources = [\"source.null.n\"] }\n");

    assertThatThrownBy(this::build).hasMessageContaining("Packer succeeded and made nothing");
  }

  @Test
  void namesPackersReasonAndTheLogWhenAProvisionerFails() throws IOException {
    write("main.pkr.hcl", """
        source "null" "n" { communicator = "none" }
        build {
          sources = ["source.null.n"]
          provisioner "shell-local" { inline = ["exit 3"] }
        }
        """);

    assertThatThrownBy(this::build).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.isProjects()).isTrue())
        .hasMessage("""
            Packer's build failed with exit code 1
              where:    LOG
              seen:     null.n: Script exited with non-zero exit status: 3.Allowed exit codes are: [0]
              next:     tail -n 50 'LOG'""".replace("LOG", log.toString()));
    assertThat(output).doesNotExist();
  }

  @Test
  void tellsWhatTheGuestsListenerKnows() throws IOException {
    write("main.pkr.hcl", """
        source "null" "n" { communicator = "none" }
        build {
          sources = ["source.null.n"]
          provisioner "shell-local" { inline = ["echo TASK boom; exit 3"] }
        }
        """);
    List<String> heard = new CopyOnWriteArrayList<>();
    GuestListener guest = new GuestListener() {
      @Override
      public void line(String build, String text) {
        heard.add(build + " " + text);
      }

      @Override
      public Optional<Problem> failure() {
        return Optional.of(Problem.project("The task boom failed").at(module.resolve("x.yml")).next("mend it"));
      }
    };

    assertThatThrownBy(() -> build(guest, Duration.ofMinutes(1))).hasMessage("""
        The task boom failed
          where:    app/x.yml
          next:     mend it; the whole log is\s""" + log);
    assertThat(heard).contains("null.n TASK boom");
  }

  @Test
  void namesTheUsersFileWhenTheTemplateIsWrong() throws IOException {
    write("main.pkr.hcl", "source \"null\" \"n\" {\n  communicator = \"none\"\n  bogus = 1\n}\nbuild { sources = [\"source.null.n\"] }\n");

    assertThatThrownBy(this::build).hasMessageContaining("Unsupported argument")
        .hasMessageContaining("src/main/packer/main.pkr.hcl line 3").hasMessageNotContaining(module.toString());
  }

  @Test
  void stopsAtTheLimitAndShowsTheLastLinesForAPerson() throws IOException {
    write("main.pkr.hcl", """
        source "null" "n" { communicator = "none" }
        build {
          sources = ["source.null.n"]
          provisioner "shell-local" { inline = ["echo still here, waiting", "exec sleep 60"] }
        }
        """);

    assertThatThrownBy(() -> build(GuestListener.NONE, Duration.ofSeconds(10)))
        .hasMessageContaining("Packer did not come to its end within 10 s").hasMessageContaining("    null.n: still here, waiting")
        .hasMessageContaining(log.toString());
  }

  private String program(String text) throws IOException {
    Path file = folder.resolve("packer-of-a-test");
    Files.writeString(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file.toString();
  }

  @Test
  void refusesAMissingAnOldAndAForeignPacker() throws IOException {
    assertThatThrownBy(() -> PackerBinary.locate(processes, "/nowhere/packer"))
        .hasMessageContaining("could not be started").hasMessageContaining("apt-get install packer");
    String old = program("echo 'Packer v1.6.5'\n");
    assertThatThrownBy(() -> PackerBinary.locate(processes, old)).hasMessageContaining("Packer is too old")
        .hasMessageContaining("seen:     1.6.5").hasMessageContaining("1.6.6 or later");
    String foreign = program("echo 'cracklib packer'\n");
    assertThatThrownBy(() -> PackerBinary.locate(processes, foreign)).hasMessageContaining("is not HashiCorp's Packer")
        .hasMessageContaining("cracklib packer");
    String dev = program("echo 'Packer v1.10.0-dev (abc)'\necho\necho 'Your version of Packer is out of date! v9.9.9'\n");
    PackerBinary binary = PackerBinary.locate(processes, dev);
    assertThat(binary.version()).hasToString("1.10.0");
    assertThat(binary.understandsRequiredPlugins()).isTrue();
    assertThat(PackerBinary.locate(processes, null).version()).isGreaterThanOrEqualTo(PackerBinary.OLDEST);
  }

  @Test
  void installsPluginsFirstWithANewPackerAndSaysWhenThatFails() throws IOException {
    write("main.pkr.hcl", "packer {\n  required_plugins {\n    x = { version = \"1\", source = \"x/y/z\" }\n  }\n}\n");
    PackerBinary failing = new PackerBinary(program("echo \"$1 $2\"; echo no such plugin >&2; exit 1\n"), new PackerVersion(1, 7, 0));

    assertThatThrownBy(() -> build(failing, GuestListener.NONE, Duration.ofMinutes(1)))
        .hasMessageContaining("could not install the plugins").hasMessageContaining("app/src/main/packer/main.pkr.hcl:2:3")
        .hasMessageContaining("no such plugin").hasMessageContaining(" init src/main/packer");
  }
}
