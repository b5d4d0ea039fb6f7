package io.github.vmimage.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Output recorded from ansible-core 2.14. */
class AnsibleRecapTest {
  private final List<String> tasks = new ArrayList<>();
  private final AnsibleRecap recap = new AnsibleRecap(tasks::add);

  private void replay(String build, String name) throws IOException {
    try (var in = getClass().getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(l -> recap.line(build, l));
    }
  }

  private String failure() {
    return recap.failure().map(Problem::text).orElse("");
  }

  @Test
  void namesTheFailedTaskItsFileAndItsOutput() throws IOException {
    replay("qemu.disk", "failed-task.input");

    assertThat(failure()).isEqualTo("""
        The Ansible task "web : Says two lines, with a comma" failed in the guest
          where:    /build/app/roles/web/tasks/main.yml:1
          seen:     non-zero return code
                    $ printf 'one\\ntwo\\n'; printf 'bad\\nworse, much\\n' >&2; exit 3
                    bad
                    worse, much
          next:     correct the task and build again""");
    assertThat(tasks).containsExactly("Ansible task 1: Write greeting", "Ansible task 2: Look", "Ansible task 3: Skip",
        "Ansible task 4: Tolerate", "Ansible task 5: Loop", "Ansible task 6: web : Says two lines, with a comma");
    assertThat(recap.recaps()).containsExactly(new HostRecap("qemu.disk", "default", 4, 3, 0, 1));
    assertThat(recap.changedTasks()).extracting(ChangedTask::name).containsExactly("Write greeting", "Loop");
    assertThat(recap.hiddenChanges()).as("the task whose failure is ignored").isEqualTo(1);
  }

  @Test
  void keepsTheItemsAndTheDifferenceOfEachChange() throws IOException {
    replay("a", "differences.input");

    List<ChangedTask> tasks = recap.changedTasks();
    assertThat(tasks).extracting(ChangedTask::name).containsExactly("Modes", "One dir", "Line", "Content", "Loop content", "Secret", "Command",
        "apt", "notify", "H");
    assertThat(tasks.get(0).items()).containsExactly("home1", "home2");
    assertThat(tasks.get(0).diff()).contains("-    \"mode\": \"0755\",", "+    \"mode\": \"0700\",", "     \"path\": \"/srv/home2\",");
    assertThat(tasks.get(2).diff()).containsExactly("--- before: /srv/f (content)", "+++ after: /srv/f (content)", "@@ -0,0 +1 @@",
        "+hello 358");
    assertThat(tasks.get(4).items()).containsExactly("1", "2");
    assertThat(tasks.get(5).diff()).as("no_log").isEmpty();
    assertThat(tasks.get(6).items()).isEmpty();
    assertThat(tasks.get(8).diff()).as("without what else is said of a task").hasSize(4);
    assertThat(recap.changes().get(0).results()).hasSize(2).allMatch(r -> r.startsWith("{") && r.contains("\"path\": \"/srv/home"));
    assertThat(recap.changes()).allMatch(ReportedChange::isComplete);
    assertThat(recap.hiddenChanges()).isZero();
  }

  /** Two playbooks in one build, one in another; the clock goes on by a second whenever it is asked. */
  @Test
  void measuresPlaybooksFromTheirFirstTaskToTheirRecap() {
    AtomicLong clock = new AtomicLong();
    AnsibleRecap timed = new AnsibleRecap(tasks::add, () -> clock.getAndAdd(1_000_000_000L));
    assertThat(timed.time()).isEqualTo(PlaybookTime.NONE);
    for (String build : List.of("a", "b", "b")) {
      List.of("TASK [One] ***", "TASK [Two] ***", "PLAY RECAP ***", "default : ok=2 changed=0 unreachable=0 failed=0")
          .forEach(l -> timed.line(build, l));
    }
    assertThat(timed.time()).isEqualTo(new PlaybookTime(4, 2_000));
  }

  @Test
  void takesARescuedTaskForNoFailure() throws IOException {
    replay("a", "rescued.input");

    assertThat(recap.failure()).isEmpty();
    assertThat(recap.recaps()).containsExactly(new HostRecap("a", "default", 3, 3, 0, 0)).allMatch(HostRecap::succeeded);
    assertThat(tasks).endsWith("Ansible handler 4: Restart");
  }

  @Test
  void blamesTheMachineForALostGuest() throws IOException {
    replay("qemu.disk", "unreachable.input");

    assertThat(recap.failure()).hasValueSatisfying(p -> assertThat(p.cause()).isEqualTo(Problem.Cause.ENVIRONMENT));
    assertThat(failure()).startsWith("Ansible lost the guest at the task \"Look, far\"").contains("Connection refused");
  }

  @Test
  void namesTheFailedItemsCommand() throws IOException {
    replay("a", "failed-item.input");

    assertThat(failure()).contains("\"Loop\"").contains("where:    a").contains("$ test b = a");
  }

  @Test
  void keepsBuildsThatRunSideBySideApart() throws IOException {
    replay("good", "rescued.input");
    recap.line("bad", "TASK [Boom] ***");
    recap.line("good", "TASK [Fine] ***");
    recap.line("bad", "fatal: [default]: FAILED! => not json at all");

    assertThat(failure()).startsWith("The Ansible task \"Boom\"").contains("where:    bad").contains("seen:     not json at all");
  }

  @Test
  void tellsAnsiblesOwnError() {
    """
        ERROR! the role 'nginx.nginx' was not found in /a:/b

        The error appears to be in '/build/app/p.yml': line 3, column 7, but may
        be elsewhere in the file depending on the exact syntax problem.
        """.lines().forEach(l -> recap.line("a", l));

    assertThat(failure()).isEqualTo("""
        Ansible refused the playbook
          where:    /build/app/p.yml:3:7
          seen:     the role 'nginx.nginx' was not found
          next:     correct the name, or put the role into requirements.yml and run ansible-galaxy role install -r requirements.yml""");
  }

  @Test
  void survivesForeignLines() {
    for (String line : List.of("", "TASK [", "TASK [] *", "fatal: [", "fatal: [x]", "failed: [x] => ", "changed: []", "ERROR! ",
        "x : ok=9999999999 changed=1 unreachable=0 failed=0", "PLAY RECAP ***", "fatal: [a]: FAILED! => {\"msg\": 3, \"stderr\": []}",
        "fatal: [a]: FAILED! => " + "[".repeat(100_000))) {
      recap.line("a", line);
      assertThat(failure()).isNotNull();
    }
    assertThat(recap.recaps()).isEmpty();
  }
}
