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

  @RegisterExtension
  static final FaultTable TABLE = new FaultTable("Playbooks in the guest");

  private static ImageProject app(String name, String tasks) {
    SharedBaseImage base = SharedBaseImage.released();
    ImageProject app = Scaffold.ofApp(BENCH).generate(name);
    return app.edit("pom.xml", pom -> pom.replaceFirst("<build>", base.repositories() + "\n  <build>")).write(TASKS, tasks).tagged();
  }

  @Test
  void diskThatFillsIsToldAsSuch() {
    ImageProject app = app("filling-image", """
        ---
        - name: Unpack more than there is room for
          ansible.builtin.command: fallocate -l 20G /srv/large
          args:
            creates: /srv/large
        """);
    FileRepository remote = BENCH.newFileRepository("remote");
    Run run = BENCH.maven(app).within(Duration.ofMinutes(16)).run("deploy", remote.asTarget());
    run.failedOnceWith("The guest's disk is full", "Unpack more than there is room for", "No space left on device").saysNext("disk_size")
        .neverReached("audit").changedNothing(app, remote);
    TABLE.add("guest whose disk fills", run);
  }

  @Test
  void failedTaskIsNamedAndNothingIsLeft() {
    ImageProject app = app("failing-image", """
        ---
        - name: Read what is not there
          ansible.builtin.command: cat /srv/it-is-not-there
          changed_when: false
        """);
    FileRepository remote = BENCH.newFileRepository("remote");

    Run run = BENCH.maven(app).within(Duration.ofMinutes(16)).run("deploy", remote.asTarget());
    run.failedOnceWith("where: ", "Read what is not there", "/srv/it-is-not-there: No such file or directory").neverReached("audit")
        .changedNothing(app, remote);
    TABLE.add("task that fails", run);
    assertThat(app.work().resolve("logs")).isDirectoryRecursivelyContaining("glob:**.log");
    assertThat(Folders.files(app.folder().resolve("target"))).as("files made").noneMatch(f -> f.endsWith("failing-image-0.1.0.json"));
  }
}
