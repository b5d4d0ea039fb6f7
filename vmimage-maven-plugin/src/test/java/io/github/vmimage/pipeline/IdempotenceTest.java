package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.ansible.ChangedTask;
import io.github.vmimage.ansible.ChangedTask.Effect;
import io.github.vmimage.pipeline.NonIdempotentPart.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdempotenceTest {
  private static final ChangedTask TUNING = ChangedTask.at("tuning : Measure",
      "src/main/ansible/roles/tuning/tasks/main.yml:3");
  private static final ChangedTask WEB = ChangedTask.at("web : Write the time", "src/main/ansible/roles/web/tasks/main.yml:7");
  private static final AllowedChanges ALLOWED = new AllowedChanges(List.of(
      new NonIdempotentPart(Kind.ROLE, "tuning", "It measures each machine.")));

  private static Idempotence of(int changed, ChangedTask... tasks) {
    return new Idempotence(new TestRecord.Play("src/main/ansible/playbook.yml", 5, changed, List.of(tasks), 1), ALLOWED);
  }

  @Test
  void passesWhereNothingChanged() {
    assertThat(of(0).problem()).isEmpty();
    assertThat(of(0).result().outcome()).isEqualTo(TestRecord.Outcome.PASSED);
    assertThat(of(0).result().facts()).containsEntry("changed", "0").containsEntry("ok", "5");
    assertThat(of(0).unused()).extracting(NonIdempotentPart::name).containsExactly("tuning");
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
  void allowsOneTaskOfARoleAndNoOther() {
    AllowedChanges one = new AllowedChanges(List.of(new NonIdempotentPart(Kind.TASK, "web : Write the time", "The time goes on.")));
    ChangedTask other = ChangedTask.at("web : Write the date", "src/main/ansible/roles/web/tasks/main.yml:11");
    Idempotence verdict = new Idempotence(new TestRecord.Play("playbook.yml", 5, 1, List.of(WEB), 1), one);
    assertThat(verdict.problem()).isEmpty();
    assertThat(verdict.result().reason()).isEqualTo("web : Write the time: The time goes on.");
    assertThat(verdict.result().facts()).containsEntry("changed-tasks", "web : Write the time");
    assertThat(new Idempotence(new TestRecord.Play("playbook.yml", 5, 2, List.of(WEB, other), 1), one).problem())
        .hasValueSatisfying(p -> assertThat(p.seen()).isEqualTo("src/main/ansible/roles/web/tasks/main.yml:11: web : Write the date"));
  }

  @Test
  void aChangeThatIsNoneOfTheMachinePassesAndIsListed() {
    ChangedTask index = changed(Effect.PACKAGE_INDEX);
    assertThat(of(1, index).problem()).isEmpty();
    assertThat(of(1, index).result().outcome()).isEqualTo(TestRecord.Outcome.PASSED);
    assertThat(of(1, index).unused()).as("an allowance that such a task needs not").hasSize(1);
    assertThat(of(2, index, changed(Effect.TEST)).notCounted()).containsExactly(
        "src/main/ansible/roles/web/tasks/main.yml:7: it refreshes an index of packages",
        "src/main/ansible/roles/web/tasks/main.yml:7: it concerns only what the test brought");
    assertThat(of(2, index, WEB).problem()).as("beside one that counts").isPresent();
  }

  @Test
  void showsTheItemsAndWhatBecameOfWhat() {
    assertThat(of(1, changed(Effect.MACHINE)).problem()).hasValueSatisfying(p -> assertThat(p.seen()).isEqualTo("""
        src/main/ansible/roles/web/tasks/main.yml:7: web : Write the time
          item /srv
          -old
          +new"""));
  }

  private static ChangedTask changed(Effect effect) {
    return new ChangedTask(WEB.name(), WEB.role(), WEB.file(), WEB.line(), List.of("/srv"), List.of("-old", "+new"), effect);
  }

  @Test
  void aChangeThatNoTaskShowsIsNoPass() {
    assertThat(of(1).problem()).hasValueSatisfying(p -> assertThat(p.seen()).isEqualTo("changed=1"));
  }
}
