package io.github.vmimage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProblemTest {

  @Test
  void showsEachKnownPartOnALineOfItsOwn() {
    Problem problem = Problem.project("The digest is weak").at("<upstream><md5>").saw("d41d8c\nsecond").accepts("sha256 or sha512")
        .next("sha256sum FILE");
    assertThat(problem.text()).isEqualTo("""
        The digest is weak
          where:    <upstream><md5>
          seen:     d41d8c
                    second
          accepted: sha256 or sha512
          next:     sha256sum FILE""");
  }

  @Test
  void letsNoForeignTextMoveTheCursor() {
    assertThat(Problem.project("bad\u001b[2J").saw("a\rb\u202Ec").text()).doesNotContain("\u001b", "\r", "\u202E").contains("\\u001B[2J");
    assertThat(PlainText.line("two\nlines")).isEqualTo("two\\u000Alines");
  }

  @Test
  void throwsAllProblemsAtOnce() {
    Problems problems = new Problems();
    problems.throwIfAny();
    problems.add(Problem.environment("one"));
    problems.collect(() -> {
      throw Problem.project("two").asException();
    });
    assertThatThrownBy(problems::throwIfAny).isInstanceOfSatisfying(ProblemException.class, e -> {
      assertThat(e.problems()).extracting(Problem::what).containsExactly("one", "two");
      assertThat(e.isProjects()).isTrue();
    });
  }

  @Test
  void rendersAFindingAsOneLineThatEditorsUnderstand() {
    Finding finding =
        new Finding(Finding.Severity.ERROR, "packer-fmt", new Finding.Place("a.pkr.hcl", 3, 7), "Not formatted", "packer fmt .");
    assertThat(finding.text()).isEqualTo("a.pkr.hcl:3:7: error [packer-fmt] Not formatted. Fix: packer fmt .");
    assertThat(Finding.Place.file("a\nb").toString()).isEqualTo("a\\u000Ab");
  }
}
