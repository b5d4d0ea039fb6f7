package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.ansible.ChangedTask;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdempotenceTest {
  private static final ChangedTask TUNING = new ChangedTask("tuning : Measure", "tuning",
      "src/main/ansible/roles/tuning/tasks/main.yml", 3);
  private static final ChangedTask WEB = new ChangedTask("web : Write the time", "web", "src/main/ansible/roles/web/tasks/main.yml", 7);
  private static final Map<String, String> ALLOWED = Map.of("tuning", "It measures each machine.");

  private static Idempotence of(int changed, ChangedTask... tasks) {
    return new Idempotence(new TestRecord.Play("src/main/ansible/playbook.yml", 5, changed, List.of(tasks), 1), ALLOWED);
  }

  @Test
  void passesWhereNothingChanged() {
    assertThat(of(0).problem()).isEmpty();
    assertThat(of(0).result().outcome()).isEqualTo(TestRecord.Outcome.PASSED);
    assertThat(of(0).result().facts()).containsEntry("changed", "0").containsEntry("ok", "5");
    assertThat(of(0).unused()).containsExactly("tuning");
  }

  @Test
  void isWaivedWithTheReasonWhereOnlyAnAllowedRoleChangedSomething() {
    assertThat(of(1, TUNING).problem()).isEmpty();
    assertThat(of(1, TUNING).unused()).isEmpty();
    assertThat(of(1, TUNING).result().outcome()).isEqualTo(TestRecord.Outcome.WAIVED);
    assertThat(of(1, TUNING).result().reason()).isEqualTo("tuning: It measures each machine.");
    assertThat(of(1, TUNING).result().facts()).containsEntry("changed-roles", "tuning").doesNotContainKey("changed");
  }

  @Test
  void namesEachOtherTaskWithFileAndLine() {
    assertThat(of(2, TUNING, WEB).problem()).hasValueSatisfying(p -> assertThat(p.seen())
        .isEqualTo("src/main/ansible/roles/web/tasks/main.yml:7: web : Write the time"));
  }

  @Test
  void aChangeThatNoTaskShowsIsNoPass() {
    assertThat(of(1).problem()).hasValueSatisfying(p -> assertThat(p.seen()).isEqualTo("changed=1"));
  }
}
