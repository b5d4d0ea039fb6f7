package io.github.vmimage.packer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HclReaderTest {

  static String resource(String name) throws IOException {
    try (var in = HclReaderTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Body read(String text) {
    return HclReader.read(new SourceText("x.pkr.hcl", text));
  }

  @Test
  void readsCommentsHeredocsNestedInterpolationTypesAndObjectsWithTheirPlaces() throws IOException {
    assertThat(TreeText.of(read(resource("syntax.pkr.hcl")))).isEqualTo(resource("syntax.expected"));
  }

  @Test
  void readsWindowsLineEndsAndAByteOrderMarkAlike() throws IOException {
    String windows = "\uFEFF" + resource("syntax.pkr.hcl").replace("\n", "\r\n");

    String tree = TreeText.of(read(windows)).replace("\r", "");

    assertThat(tree.lines().filter(l -> !l.contains("expression("))).containsExactlyElementsOf(
        resource("syntax.expected").lines().filter(l -> !l.contains("expression(")).toList());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      a = "open             | 1:5 | a string does not end on its line
      a = "x${1 + "}"       | 1:7 | an interpolation does not end
      a = <<EOT\\nx\\nEOTT\\n | 1:5 | the heredoc EOT does not end
      /* open               | 1:1 | a comment does not end
      a "b" {\\n  c = 1      | 1:1 | the block a does not end
      a b c                 | 1:6 | an equals sign or an opening brace is expected after a
      a = [1, 2             | 1:10 | a comma or a closing bracket is expected
      a = {b 1}             | 1:6 | a key and its value are expected
      a = {= 1}             | 1:6 | a key is expected
      a = f(                | 1:7 | an expression does not end
      a =                   | 1:4 | a value is expected
      x = 1\\n  = 2          | 2:3 | the name of a block or an argument is expected
      }                     | 1:1 | the name of a block or an argument is expected
      """)
  void refusesBrokenTextNamingThePlace(String text, String place, String what) {
    String broken = text.replace("\\n", "\n");

    assertThatThrownBy(() -> read(broken)).isInstanceOfSatisfying(ProblemException.class, e -> {
      assertThat(e.problems()).hasSize(1);
      assertThat(e.isProjects()).isTrue();
    }).hasMessageContaining(what).hasMessageContaining("where:    x.pkr.hcl:" + place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[|]", "{a=|}", "(|)", "a{|}", "\"${|}\""})
  void survivesDeepNesting(String pair) {
    String[] halves = pair.split("\\|");
    for (int depth : new int[] {50, 1_000, 200_000}) {
      String nested = halves[0].repeat(depth) + halves[1].repeat(depth);
      treeOrProblem(pair.startsWith("a{") ? nested : "x = " + nested);
    }
  }

  @Test
  void survivesEveryPrefixAndManyMutationsOfATemplate() throws IOException {
    String text = resource("syntax.pkr.hcl");
    for (int end = 0; end < text.length(); end++) {
      treeOrProblem(text.substring(0, end));
    }
    Random random = new Random(20_261_122);
    String signs = "{}[]()\"$%<-=,:#/*\\\n\r\t EOT_a0\uD83D\u0000\u2028";
    for (int round = 0; round < 1_500; round++) {
      StringBuilder mutant = new StringBuilder(text);
      for (int i = 0; i <= random.nextInt(6); i++) {
        int at = random.nextInt(mutant.length());
        char sign = signs.charAt(random.nextInt(signs.length()));
        switch (random.nextInt(3)) {
          case 0 -> mutant.setCharAt(at, sign);
          case 1 -> mutant.insert(at, sign);
          default -> mutant.delete(at, Math.min(mutant.length(), at + random.nextInt(20)));
        }
      }
      treeOrProblem(mutant.toString());
    }
  }

  /** Anything but a tree or a problem, such as an IndexOutOfBoundsException or a StackOverflowError, fails the test. */
  private static void treeOrProblem(String text) {
    try {
      assertThat(read(text)).isNotNull();
    } catch (ProblemException e) {
      assertThat(e.problems().get(0).where()).matches("x\\.pkr\\.hcl:\\d+:\\d+");
    }
  }
}
