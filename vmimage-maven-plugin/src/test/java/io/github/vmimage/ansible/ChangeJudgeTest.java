package io.github.vmimage.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.ansible.ChangedTask.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tasks and modules of ansible-core 2.14 and community.general 6 say, and what it is taken for. */
class ChangeJudgeTest {
  private static final String REFRESHED = "{\"cache_update_time\": 1796060889, \"cache_updated\": true, \"changed\": true}";
  private static final String VISITORS = "{\"changed\": true, \"path\": \"/home/visitor\", \"mode\": \"0700\"}";

  @TempDir
  private Path module;

  private Effect of(String task, List<String> diff, String... results) throws IOException {
    Files.writeString(module.resolve("main.yml"), "---\n# a comment\n- name: Do\n  " + task.replace("\n", "\n  ") + "\n");
    ReportedChange change = new ReportedChange(ChangedTask.at("Do", "main.yml:3"));
    for (String result : results) {
      change.add(" => " + result, diff);
    }
    return new ChangeJudge(module, new TestTraces("visitor", "twin-a")).judge(change).effect();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "ansible.builtin.apt: {update_cache: true} | " + REFRESHED,
      "apt: {update_cache: '{{ yes }}', cache_valid_time: '{{ t }}'} | " + REFRESHED,
      "apt: update_cache=yes | " + REFRESHED,
      "action: apt update_cache=yes | " + REFRESHED,
      "ansible.builtin.dnf: {update_cache: true} | {\"changed\": true, \"msg\": \"Cache updated\", \"results\": [], \"rc\": 0}",
      "yum: {update_cache: true} | {\"changed\": true, \"results\": []}",
      "community.general.pacman: {update_cache: true} | {\"changed\": true, \"cache_updated\": true, \"packages\": []}",
      "community.general.apk: {update_cache: true} | {\"changed\": true, \"msg\": \"updated repository indexes\"}",
      "community.general.homebrew: {update_homebrew: true} | {\"changed\": true, \"changed_pkgs\": [], \"msg\": \"Homebrew updated\"}",
      "command: apt-get -q update | {\"changed\": true, \"rc\": 0}",
      "ansible.builtin.command: {cmd: zypper --non-interactive refresh} | {\"changed\": true, \"rc\": 0}"})
  void aTaskThatOnlyRefreshesAnIndexDoesNotChangeTheMachine(String task, String result) throws IOException {
    assertThat(of(task, List.of(), result)).as(task).isEqualTo(Effect.PACKAGE_INDEX);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      // It installed something, too: by its arguments, by its result, by either alone.
      "apt: {update_cache: true, name: x} | {\"cache_updated\": true, \"changed\": true, \"stdout\": \"Setting up x\", \"stderr\": \"\"}",
      "apt: {update_cache: true, name: x} | " + REFRESHED,
      "apt: {update_cache: true, upgrade: dist} | " + REFRESHED,
      "apt: {update_cache: true} | {\"cache_updated\": true, \"changed\": true, \"stdout\": \"Setting up x\"}",
      "apt: {update_cache: true} | {\"cache_updated\": false, \"changed\": true}",
      "apt: update_cache=yes name=x | " + REFRESHED,
      "'apt: {update_cache: true}\nargs: {name: x}' | " + REFRESHED,
      "'apt: {update_cache: true}\ndelegate_to: other' | " + REFRESHED,
      "dnf: {update_cache: true} | {\"changed\": true, \"results\": [\"Installed: x\"]}",
      "pacman: {update_cache: true} | {\"changed\": true, \"packages\": [\"x\"]}",
      "command: apt-get update && touch /x | {\"changed\": true, \"rc\": 0}",
      "command: apt-get -o APT::Update::Pre-Invoke::=reboot update | {\"changed\": true, \"rc\": 0}",
      "command: apt-get upgrade | {\"changed\": true, \"rc\": 0}",
      "'shell: {cmd: apt-get update, creates: /x}' | {\"changed\": true, \"rc\": 0}",
      "made.up.apt_like: {update_cache: true} | " + REFRESHED,
      "apt: {update_cache: true} | not json",
      "apt: {update_cache: true} | {\"censored\": \"hidden\", \"changed\": true}"})
  void aTaskThatDoesMoreOrMayDoSoChangesIt(String task, String result) throws IOException {
    assertThat(of(task, List.of(), result)).as(task).isEqualTo(Effect.MACHINE);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "file: {path: '{{ item }}', mode: '0700'} | " + VISITORS,
      "copy: {content: x, dest: /home/visitor/.profile} | {\"changed\": true, \"dest\": \"/home/visitor/.profile\"}",
      "ansible.posix.acl: {path: '{{ item }}'} | {\"changed\": true, \"path\": \"/home/visitor\"}",
      "file: {path: /etc/sudoers.d/90-cloud-init-users, state: absent} | {\"changed\": true, \"path\": \"/etc/sudoers.d/90-cloud-init-users\"}",
      "ansible.builtin.user: {name: '{{ item }}', groups: x} | {\"changed\": true, \"name\": \"visitor\", \"home\": \"/home/visitor\"}",
      "ansible.posix.authorized_key: {user: '{{ item }}'} | {\"changed\": true, \"user\": \"visitor\"}"})
  void aTaskThatMeetsOnlyWhatTheTestBroughtDoesNotChangeTheMachine(String task, String result) throws IOException {
    assertThat(of(task, List.of(), result, result)).as(task).isEqualTo(Effect.TEST);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "file: {path: x} | {\"changed\": true, \"path\": \"/home/visitors\"}",
      "file: {path: x} | {\"changed\": true, \"path\": \"/home\"}",
      "file: {path: x} | {\"changed\": true, \"path\": \"/home/visitor/../../etc/passwd\"}",
      "file: {path: x} | {\"changed\": true}",
      "user: {name: x} | {\"changed\": true, \"name\": \"vmimage\", \"home\": \"/home/visitor\"}",
      "command: chage -M 90 visitor | {\"changed\": true, \"path\": \"/home/visitor\", \"rc\": 0}",
      "community.general.made_up: {path: x} | " + VISITORS})
  void whatMayReachFurtherChangesIt(String task, String result) throws IOException {
    assertThat(of(task, List.of(), VISITORS, result)).as(task).isEqualTo(Effect.MACHINE);
  }

  @Test
  void aModuleThatChangesLinesSaysInTheDifferenceWhichFileItWas() throws IOException {
    String said = "{\"backup\": \"\", \"changed\": true, \"msg\": \"line added\"}";
    String task = "lineinfile: {path: '{{ item }}/.profile', line: x}";
    List<String> own = List.of("--- before: /home/visitor/.profile (content)", "+++ after: /home/visitor/.profile (content)", "+x");
    assertThat(of(task, own, said)).isEqualTo(Effect.TEST);
    assertThat(of(task, List.of("--- before: /etc/x (content)", "+++ after: /home/visitor/.profile (content)", "+x"), said))
        .isEqualTo(Effect.MACHINE);
    assertThat(of(task, List.of(), said)).isEqualTo(Effect.MACHINE);
  }

  @Test
  void aNameThatTheTestGaveIsTheTests() throws IOException {
    String said = "{\"changed\": true, \"name\": \"app\"}";
    assertThat(of("hostname: {name: app}", List.of("-hostname = twin-a", "+hostname = app"), said)).isEqualTo(Effect.TEST);
    assertThat(of("hostname: {name: app}", List.of("-hostname = twin-ab", "+hostname = app"), said)).isEqualTo(Effect.MACHINE);
  }

  @Test
  void whatCannotBeReadOrIsCutCounts() throws IOException {
    ReportedChange elsewhere = new ReportedChange(ChangedTask.at("Do", "absent.yml:3"));
    elsewhere.add(" => " + REFRESHED, List.of());
    ChangeJudge judge = new ChangeJudge(module, new TestTraces("visitor", "twin-a"));
    assertThat(judge.judge(elsewhere).effect()).isEqualTo(Effect.MACHINE);
    ReportedChange nowhere = new ReportedChange(ChangedTask.at("Do", ""));
    nowhere.add(" => " + REFRESHED, List.of());
    assertThat(judge.judge(nowhere).effect()).isEqualTo(Effect.MACHINE);
    String[] many = new String[1_001];
    Arrays.fill(many, VISITORS);
    assertThat(of("file: {path: x}", List.of(), many)).isEqualTo(Effect.MACHINE);
  }
}
