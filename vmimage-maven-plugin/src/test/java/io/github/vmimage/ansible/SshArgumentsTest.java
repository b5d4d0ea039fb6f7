package io.github.vmimage.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real ssh makes of the arguments. */
class SshArgumentsTest {
  private static final String KEPT = "-o ControlMaster=auto -o ControlPersist=60s";

  @TempDir
  private Path dir;

  private static List<String> effective(String arguments) {
    Outcome outcome = new Processes(Secrets.NONE, Progress.SILENT)
        .require(Command.of(Tool.SSH, "-v").with((Object[]) arguments.split(" ")).with("-G", "guest"));
    assertThat(outcome.stdout()).as("an ssh that says what is in force").contains("hostname guest");
    return Stream.concat(outcome.stdout().stream(), outcome.stderr().stream()).toList();
  }

  @Test
  void nothingOfTheUsersConfigurationAgentAndKnownHostsIsLookedAt() {
    assertThat(effective(SshArguments.of(Optional.empty(), KEPT))).contains("forwardagent no", "identityagent none", "identitiesonly yes",
        "userknownhostsfile /dev/null", "globalknownhostsfile /dev/null", "controlmaster auto", "controlpersist 60")
        .noneMatch(l -> l.contains("Reading configuration data"));
  }

  @Test
  void whatAnsiblesConfigurationSaysStaysButForThatAnAgentIsForwarded() throws IOException {
    Path file = Files.writeString(dir.resolve("build.config"), "Host guest\n  ProxyJump bastion\n  ForwardAgent yes\n");
    List<String> said = effective(SshArguments.of(Optional.of("-A -F " + file + " -o UserKnownHostsFile=/srv/hosts -o ForwardAgent=yes"), KEPT));
    assertThat(said).contains("forwardagent no", "userknownhostsfile /srv/hosts", "proxyjump bastion", "identityagent none")
        .anyMatch(l -> l.contains("Reading configuration data " + file));
  }

  @Test
  void scpAndSftpKnowThemAll() {
    String[] arguments = SshArguments.of(Optional.empty(), KEPT).split(" ");
    for (String program : List.of("scp", "sftp")) {
      Outcome outcome = new Processes(Secrets.NONE, Progress.SILENT)
          .run(Command.of(Tool.SSH, (Object[]) arguments).with("-P", "1", "127.0.0.1:x", dir.resolve("y")).by(program));
      assertThat(outcome.succeeded()).isFalse();
      assertThat(outcome.tail(20)).as(program).containsIgnoringCase("refused").doesNotContain("usage:");
    }
  }
}
