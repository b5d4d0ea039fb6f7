package io.github.vmimage.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaiversTest {

  @Test
  void acceptsEachRuleOnceWithAReason() {
    assertThatCode(() -> Waivers.check(SealRules.all().stream().map(r -> new Waiver(r.id(), "why")).toList())).doesNotThrowAnyException();
    assertThatCode(() -> Waivers.check(List.of())).doesNotThrowAnyException();
  }

  @Test
  void tellsEverythingThatIsWrongAtOnce() {
    List<Waiver> waivers = List.of(new Waiver("ssh-hostkeys", "appliance with known keys"), new Waiver("swap", " \n"), new Waiver(null,
        null),
        new Waiver(" swap ", "needed for hibernation"), new Waiver("", "why"));
    assertThatThrownBy(() -> Audit.run(Path.of("nowhere"), SealedGuest.BUILD, waivers)).isInstanceOf(ProblemException.class)
        .hasMessage("""
        A waiver names a rule that does not exist
          where:    <waivers><waiver[1]><rule>
          seen:     ssh-hostkeys
          accepted: the id of a rule, the nearest is ssh-host-keys; all of them: docs/seal-rules.md
          next:     write <rule>ssh-host-keys</rule> if that is meant, or remove the waiver

        A waiver gives no reason
          where:    <waivers><waiver[2]><reason>
          seen:     swap, no reason
          accepted: why the rule need not hold for this image; the release's manifest records it
          next:     write the reason, or remove the waiver

        A waiver names no rule
          where:    <waivers><waiver[3]><rule>
          seen:     nothing
          accepted: the id of a rule; all of them: docs/seal-rules.md
          next:     write the id that the audit gave, or remove the waiver

        A waiver gives no reason
          where:    <waivers><waiver[3]><reason>
          seen:     no reason
          accepted: why the rule need not hold for this image; the release's manifest records it
          next:     write the reason, or remove the waiver

        A rule is waived twice
          where:    <waivers><waiver[4]><rule>
          seen:     swap, also in waiver[2]
          accepted: one waiver for one rule
          next:     remove one of the two and keep the better reason

        A waiver names no rule
          where:    <waivers><waiver[5]><rule>
          seen:     nothing
          accepted: the id of a rule; all of them: docs/seal-rules.md
          next:     write the id that the audit gave, or remove the waiver""");
  }
}
