package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SecretsNeverReachALogIT {
  private static final String TOKEN = "hush-token-5a1c";
  private static final String PASSWORD = "hush-password-77e2";

  @RegisterExtension
  static final Bench BENCH = new Bench();

  /** Packer is made to say both secrets aloud. */
  @Test
  void sensitiveVariableAndSettingsPasswordAreMaskedEverywhere() {
    Path settings = MachineSettings.withServer(BENCH.folder("settings"), "private", "robot", PASSWORD);
    ImageProject project = GuestlessProject.sealed(BENCH, "tiny")
        .configured("<variables><api_token>${env.API_TOKEN}</api_token></variables>").withHcl()
        .edit(GuestlessProject.HCL, text -> text.replace("""
            build {
              sources = ["source.file.disk"]
            }
            """, """
            variable "api_token" {
              type      = string
              sensitive = true
            }

            build {
              sources = ["source.file.disk"]

              post-processor "shell-local" {
                inline              = ["echo 'the token is ${var.api_token}'", "echo 'the password is %s'"]
                keep_input_artifact = true
              }
            }
            """.formatted(PASSWORD.substring(0, 5) + "''" + PASSWORD.substring(5))))
        .tagged();
    FileRepository remote = BENCH.newFileRepository("remote");

    Run run = BENCH.maven(project).with("API_TOKEN", TOKEN).run("-s", settings.toString(), "deploy", remote.asTarget());
    run.succeeded().leftNothing().says("the token is ", "the password is ").doesNotSay(TOKEN, PASSWORD);
    Run again = BENCH.maven(project).with("API_TOKEN", TOKEN).run("-s", settings.toString(), "clean", "install");
    again.succeeded().says("the token is ");

    assertThat(filesThatSay(project.folder().resolve("target"))).as("files in target").isEmpty();
    assertThat(filesThatSay(remote.folder())).as("published files").isEmpty();
  }

  private static List<String> filesThatSay(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).filter(f -> {
        String content = latin(f);
        return content.contains(TOKEN) || content.contains(PASSWORD);
      }).map(Path::toString).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String latin(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
