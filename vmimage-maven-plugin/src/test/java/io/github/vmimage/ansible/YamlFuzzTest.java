package io.github.vmimage.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.fuzz.ForeignInput;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.PathNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class YamlFuzzTest {
  /** The same bytes as each kind of file that the rules read. */
  @FuzzTest
  void givesFindingsOrAProblem(byte[] input) throws Exception {
    byte[] bytes = ForeignInput.expanded(input);
    Path folder = Files.createDirectories(Path.of("target/fuzz-yaml/" + ProcessHandle.current().pid() + "/roles/web/tasks")).resolve("../../..")
        .normalize();
    for (String name : List.of("playbook.yml", "requirements.yml", "ansible.cfg", ".ansible-lint", "roles/web/tasks/main.yml")) {
      Files.write(folder.resolve(name), bytes);
    }
    AnsibleProject project = new AnsibleProject(folder, List.of(folder), folder.resolve("staged"), new PathNames(folder, Path.of("")), Map.of());

    ForeignInput.check(() -> {
      for (Finding finding : new AnsiblePolicy(project).check(folder.resolve("playbook.yml"))) {
        assertThat(finding.text()).isNotEmpty();
        assertThat(finding.text().chars().anyMatch(c -> c != '\n' && Character.isISOControl(c))).as("control characters").isFalse();
      }
    });
  }
}
