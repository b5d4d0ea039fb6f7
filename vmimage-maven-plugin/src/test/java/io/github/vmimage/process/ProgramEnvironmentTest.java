package io.github.vmimage.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.Progress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgramEnvironmentTest {
  private static final Set<String> USEFUL = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "LIBGUESTFS_DEBUG");
  private static final Set<String> PROXIES = Set.of("http_proxy", "HTTPS_PROXY", "no_proxy", "APT_CONFIG");
  private static final Set<String> SECRETS = Set.of("AWS_SECRET_ACCESS_KEY", "NEXUS_PASSWORD", "GITHUB_TOKEN", "SSH_AUTH_SOCK",
      "LD_PRELOAD", "PYTHONPATH", "PKR_VAR_password", "BASH_ENV", "RPM_CONFIGDIR", "QEMU_X");
  private static final Set<String> MAVENS = Set.of("MAVEN_GPG_PASSPHRASE", "MAVEN_GPG_KEY", "MAVEN_OPTS", "MAVEN_ARGS");

  private static Set<String> passed(Tool tool) {
    Map<String, String> all = Stream.of(USEFUL, PROXIES, SECRETS, MAVENS).flatMap(Set::stream)
        .collect(Collectors.toMap(n -> n, n -> "value"));
    return ProgramEnvironment.of(tool).from(all).keySet();
  }

  @ParameterizedTest
  @EnumSource
  void everyProgramGetsWhatItNeedsAndNoneGetsMavensOwn(Tool tool) {
    assertThat(passed(tool)).containsAll(USEFUL).doesNotContainAnyElementsOf(MAVENS);
  }

  /** Whatever is added to the programs reads without secrets until somebody says otherwise. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"PACKER", "ANSIBLE_PLAYBOOK", "ANSIBLE_LINT", "AWS", "AZ", "GCLOUD"})
  void noOtherProgramThanTheProjectsGetsASecret(Tool tool) {
    assertThat(passed(tool)).doesNotContainAnyElementsOf(SECRETS);
  }

  @ParameterizedTest
  @EnumSource(names = {"QEMU", "QEMU_IMG", "QEMU_STORAGE_DAEMON", "GUESTFISH", "RPM", "DEBUGFS", "FUSERMOUNT", "SSH"})
  void whatReadsForeignBytesGetsNoProxyEither(Tool tool) {
    assertThat(passed(tool)).isEqualTo(USEFUL);
  }

  @Test
  void aBootstrapReachesItsArchiveThroughTheProxy() {
    assertThat(passed(Tool.SH)).containsAll(PROXIES);
    assertThat(passed(Tool.APT_GET)).containsAll(PROXIES);
  }

  @ParameterizedTest
  @EnumSource(names = {"PACKER", "ANSIBLE_PLAYBOOK", "AWS"})
  void theProjectsCodeReadsVariablesByName(Tool tool) {
    assertThat(passed(tool)).containsAll(SECRETS).containsAll(PROXIES);
  }

  /** A program really has what passes, what its command adds, and the mark; nothing else. */
  @Test
  void aProgramThatIsStartedHasNothingElse() {
    Processes processes = new Processes(Secrets.NONE, Progress.SILENT);
    List<String> names = processes.require(Command.of(Tool.QEMU_IMG).by("env").env("ADDED", "yes")).stdout().stream()
        .map(l -> l.replaceFirst("=.*", "")).toList();
    Set<String> expected = ProgramEnvironment.PLAIN.from(System.getenv()).keySet();
    assertThat(names).containsExactlyInAnyOrderElementsOf(
        Stream.concat(expected.stream(), Stream.of("ADDED", MarkedProcesses.VARIABLE)).toList());
  }
}
