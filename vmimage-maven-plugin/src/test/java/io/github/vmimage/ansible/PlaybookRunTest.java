package io.github.vmimage.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.ansible.ChangedTask.Effect;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.report.PathNames;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Ansible, on this machine in place of a guest. */
class PlaybookRunTest {
  @TempDir
  private Path dir;

  private PlaybookResult apply(String playbook, Optional<TestTraces> traces) throws IOException {
    Path file = Files.writeString(dir.resolve("playbook.yml"), playbook.replace("DIR", dir.toString()));
    return new PlaybookRun(new Processes(Secrets.NONE, Progress.SILENT), task -> {}).apply(new PlaybookRequest(dir, file,
        new PlaybookHost("127.0.0.1", 1, "nobody", dir.resolve("key")), new PlaybookSettings("default", List.of(), List.of(),
        List.of("--connection", "local")), Map.of("ANSIBLE_LOCAL_TEMP", dir.resolve("tmp").toString(), "ANSIBLE_REMOTE_TEMP",
        dir.resolve("tmp").toString()), dir, dir.resolve("ansible.log"), Duration.ofMinutes(3), traces, new PathNames(dir, Path.of(""))));
  }

  @Test
  void aSecondRunTellsOfEachChangeWhatItIs() throws IOException {
    PlaybookResult result = apply("""
        - hosts: all
          gather_facts: false
          tasks:
            - name: Lines of a file
              ansible.builtin.copy:
                content: "{{ item }} line\\n"
                dest: DIR/{{ item }}
                mode: "0600"
              loop: [one, two]
            - name: Fail and go on
              ansible.builtin.command: "false"
              ignore_errors: true
        """, Optional.of(new TestTraces("visitor", "twin-a")));

    assertThat(result.changed()).isEqualTo(2);
    assertThat(result.changedTasks()).hasSize(2).allMatch(ChangedTask::counts);
    ChangedTask lines = result.changedTasks().get(0);
    assertThat(lines.place()).isEqualTo("playbook.yml:4");
    assertThat(lines.items()).containsExactly("one", "two");
    assertThat(lines.diff()).contains("+one line", "+two line");
    assertThat(lines.effect()).isEqualTo(Effect.MACHINE);
    assertThat(result.changedTasks().get(1).name()).startsWith("changed=1 of tasks that show no change");
  }

  @Test
  void aFirstRunTellsNoDifferences() throws IOException {
    PlaybookResult result = apply("""
        - hosts: all
          gather_facts: false
          tasks:
            - name: Lines of a file
              ansible.builtin.copy: {content: "one\\n", dest: "DIR/one", mode: "0600"}
        """, Optional.empty());

    assertThat(result.changedTasks()).singleElement().satisfies(t -> assertThat(t.diff()).isEmpty());
  }
}
