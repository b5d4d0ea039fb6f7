package io.github.vmimage.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.Finding.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {

  @Test
  void standInTheOrderOfTheirPlacesThenOfTheirRulesAndWords() {
    List<Finding> sorted = List.of(at("a", 0, 0, "z", "z"), at("a", 2, 9, "z", "z"), at("a", 10, 1, "z", "z"), at("a", 10, 2, "a", "b"),
        at("a", 10, 2, "b", "a"), at("a", 10, 2, "b", "b"), at("b", 1, 1, "a", "a"));
    List<Finding> mixed = new ArrayList<>(sorted);
    Collections.reverse(mixed);

    Collections.sort(mixed);

    assertThat(mixed).isEqualTo(sorted);
  }

  private static Finding at(String file, int line, int column, String rule, String message) {
    return new Finding(Severity.ERROR, rule, new Place(file, line, column), message, "");
  }

  @Test
  void aRuleThatIsMadeLighterKeepsEverythingElse() {
    Finding finding = at("a", 1, 2, "rule", "text").as(Severity.WARNING);

    assertThat(finding.text()).isEqualTo("a:1:2: warning [rule] text.");
  }

  @Test
  void aPlaceNamesWhatTheToolGave() {
    assertThat(new Place("a", 1, 0)).hasToString("a:1");
    assertThat(new Place("a", 1, 1)).hasToString("a:1:1");
    assertThat(new Place("a", 0, 5)).hasToString("a");
  }

  @Test
  void aProblemOfTheMachineIsNotTheProjectsAndKeepsItsReason() {
    IOException reason = new IOException("full");
    ProblemException machine = Problem.environment("The disk is full").because(reason);

    assertThat(machine.isProjects()).isFalse();
    assertThat(machine).hasCause(reason);
    assertThat(new ProblemException(List.of(Problem.environment("a"), Problem.project("b")), null).isProjects()).isTrue();
  }

  @Test
  void formatCharactersAndLoneSurrogatesAreSpelledOut() {
    assertThat(PlainText.line("a\tb\u200F\uD800\u2028\u2029\u00e9\uD83D\uDE00"))
        .isEqualTo("a b\\u200F\\uD800\\u2028\\u2029\u00e9\uD83D\uDE00");
  }
}
