package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.ansible.ChangedTask;
import io.github.vmimage.pipeline.NonIdempotentPart.Kind;
import io.github.vmimage.report.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestSettingsTest {
  private final Problems problems = new Problems();

  private static TestSettings of(String network, NonIdempotentPart... parts) {
    return new TestSettings(null, List.of(parts), network, null);
  }

  @Test
  void takesOneNameForARoleAndForATask() {
    of("closed", new NonIdempotentPart(Kind.ROLE, "web", "a"), new NonIdempotentPart(Kind.TASK, "web", "b")).check(problems);
    TestSettings.ALL.check(problems);
    problems.throwIfAny();
  }

  @Test
  void refusesWhatHasNoNameOrReasonOrIsThereTwiceOrIsNoNetwork() {
    of("on", new NonIdempotentPart(Kind.TASK, " ", "a"), new NonIdempotentPart(Kind.ROLE, "web", ""),
        new NonIdempotentPart(Kind.TASK, "web", "a"), new NonIdempotentPart(Kind.TASK, "web ", "b")).check(problems);
    assertThatThrownBy(problems::throwIfAny).hasMessageContaining("<nonIdempotent><task[1]>").hasMessageContaining("A task is not named")
        .hasMessageContaining("<nonIdempotent><role[2]><reason>").hasMessageContaining("<nonIdempotent><task[4]>")
        .hasMessageContaining("<testNetwork> (vmimage.testNetwork)").hasMessageContaining("auto, closed, open");
  }

  @Test
  void givesTheReasonOfTheTaskItselfBeforeThatOfItsRole() {
    AllowedChanges allowed = of("auto", new NonIdempotentPart(Kind.ROLE, "web", "the role"),
        new NonIdempotentPart(Kind.TASK, " web : Note ", "the\n task")).allowedChanges();
    assertThat(allowed.reason(ChangedTask.at("web : Note", "roles/web/tasks/main.yml:3"))).isEqualTo("the task");
    assertThat(allowed.reason(ChangedTask.at("web : Other", "roles/web/tasks/main.yml:7"))).isEqualTo("the role");
    assertThat(allowed.reason(ChangedTask.at("db : Note", "roles/db/tasks/main.yml:7"))).isEmpty();
  }
}
