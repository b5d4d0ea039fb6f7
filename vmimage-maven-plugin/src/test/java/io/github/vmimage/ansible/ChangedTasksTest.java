package io.github.vmimage.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangedTasksTest {

  @Test
  void namesEachTaskThatChangedWithItsPlaceOnce() {
    ChangedTasks tasks = new ChangedTasks();
    """
        TASK [web : Install the page] **************************************************
        task path: /work/roles/web/tasks/main.yml:3
        changed: [default] => (item=a) => {"changed": true}
        changed: [default] => (item=b) => {"changed": true}

        TASK [web : Look] ***
        task path: /work/roles/web/tasks/main.yml:9
        ok: [default] => {"changed": false, "msg": "changed: [default]"}

        RUNNING HANDLER [web : Restart] ***
        task path: /work/roles/web/handlers/main.yml:2
        changed: [default] => {"changed": true}
        """.lines().forEach(tasks::line);
    assertThat(tasks.all()).extracting(ChangedTask::toString).containsExactly(
        "web : Install the page (/work/roles/web/tasks/main.yml:3)", "web : Restart (/work/roles/web/handlers/main.yml:2)");
  }
}
