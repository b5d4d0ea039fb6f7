package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Order(2)
class PlaybookThatFailsInTheGuestIT {
  private static final String TASKS = "src/main/ansible/roles/web/tasks/main.yml";

  @RegisterExtension
  static final Bench BENCH = new Bench();

  @Test
  void failedTaskIsNamedAndNothingIsLeft() {
    SharedBaseImage base = SharedBaseImage.released();
    ImageProject app = Scaffold.ofApp(BENCH).generate("failing-image");
    app.edit("pom.xml", pom -> pom.replaceFirst("<build>", base.repositories() + "\n  <build>"))
        .write(TASKS, """
            ---
            - name: Read what is not there
              ansible.builtin.command: cat /srv/it-is-not-there
              changed_when: false
            """)
        .tagged();
    FileRepository remote = BENCH.newFileRepository("remote");

    Run run = BENCH.maven(app).within(Duration.ofMinutes(8)).run("deploy", remote.asTarget());
    run.failedOnceWith("where: ", "Read what is not there", "/srv/it-is-not-there: No such file or directory").neverReached("audit")
        .changedNothing(app, remote);
    assertThat(app.work().resolve("logs")).isDirectoryRecursivelyContaining("glob:**.log");
    assertThat(Folders.files(app.folder().resolve("target"))).as("files made").noneMatch(f -> f.endsWith("failing-image-0.1.0.json"));
  }
}
