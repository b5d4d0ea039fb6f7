package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a pseudo terminal, as util-linux's {@code script} makes one. */
class TerminalShowsALiveLineIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  private static final String CLEAR = "\r\u001b[K";
  private static final String LIVE = CLEAR + "verify-upstream | verifying the cached upstream ";

  private static ImageProject project;

  /** The second time, the upstream is read from the cache: large enough as a raw disk that there is something to tell. */
  @BeforeAll
  static void fillTheCache() {
    Path disk = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
    Path raw = disk.resolveSibling("disk.raw");
    Program.in(disk.getParent()).run("qemu-img", "convert", "-O", "raw", disk.toString(), raw.toString());
    project = GuestlessProject.in(BENCH, "tiny").on(raw).withHcl().tagged();
    BENCH.maven(project).run("vmimage:verify-upstream", cache()).succeeded().doesNotSay(CLEAR);
  }

  /** Maven 3.6.3, and Maven 4, which puts a log in place of standard output. */
  @ParameterizedTest
  @ValueSource(strings = {"oldest", "next"})
  void lineIsOverwrittenInPlaceAndLinesOfTheLogStandAlone(String which) {
    String screen = onTerminal(Reactor.mavenHome(which), Map.of("CI", "false"));
    assertThat(screen).contains(LIVE);
    // What follows the live line begins by taking it away.
    for (int at = screen.indexOf(LIVE); at >= 0; at = screen.indexOf(LIVE, at + 1)) {
      String rest = screen.substring(at + LIVE.length());
      assertThat(rest).matches("(?s)\\d{1,2} % 0:\\d\\d" + Pattern.quote(CLEAR) + ".*");
    }
    assertThat(screen.substring(screen.lastIndexOf(LIVE))).contains("is proven: sha256:").contains("BUILD SUCCESS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-B", "-q", "-Dstyle.color=never"})
  void noneForWhoDoesNotWantIt(String flag) {
    assertThat(onTerminal(flag)).doesNotContain("verifying the cached upstream");
  }

  @Test
  void noneInContinuousIntegration() {
    assertThat(onTerminal(Reactor.mavenHome(), Map.of("CI", "true"))).doesNotContain("verifying the cached upstream")
        .contains("is proven: sha256:");
  }

  private static String cache() {
    return "-Dvmimage.cache=" + BENCH.folder("cache");
  }

  private static String onTerminal(String... flags) {
    return onTerminal(Reactor.mavenHome(), Map.of("CI", "false"), flags);
  }

  private static String onTerminal(Path mavenHome, Map<String, String> environment, String... flags) {
    List<String> mvn = new ArrayList<>(List.of(mavenHome + "/bin/mvn", "-ntp", "-o", cache(),
        "-Dmaven.repo.local=" + BENCH.repository().folder(), "vmimage:verify-upstream"));
    mvn.addAll(List.of(flags));
    Program.Result result = Program.in(project.folder()).with(Git.environment(BENCH.home())).with(Map.of("TERM", "xterm", "NO_COLOR", ""))
        .with(environment).attempt(Duration.ofMinutes(2), List.of("script", "-qec", String.join(" ", mvn), "/dev/null"));
    assertThat(result.exitCode()).as(result.output()).isZero();
    return result.output();
  }
}
