package io.github.vmimage.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.seal.RuleResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs the examples of one family of rules, each against every rule there is. */
abstract class RuleFamilyTest {

  @TempDir
  Path temp;

  abstract List<SealRule> rules();

  abstract List<RuleExample> examples();

  @TestFactory
  Stream<DynamicTest> breaksJustTheRuleItSays() {
    return examples().stream().map(example -> DynamicTest.dynamicTest(example.name(), () -> run(example)));
  }

  private void run(RuleExample example) throws IOException {
    SealedGuest guest = new SealedGuest(Files.createTempDirectory(temp, "guest"));
    example.edit().accept(guest);
    AuditReport report = guest.audit();
    guest.removeLinks();
    assertThat(report.results()).filteredOn(r -> r.outcome() == Outcome.FAILED)
        .flatMap(r -> r.violations().stream().map(v -> r.id() + " " + v.path() + ": " + v.seen()).toList())
        .containsExactlyElementsOf(example.violations().stream().map(v -> example.rule() + " " + v).toList());
  }

  @Test
  void hasAnExampleThatBreaksEachRule() {
    assertThat(rules()).isNotEmpty();
    assertThat(examples()).extracting(RuleExample::rule).containsAll(rules().stream().map(SealRule::id).toList());
  }
}
