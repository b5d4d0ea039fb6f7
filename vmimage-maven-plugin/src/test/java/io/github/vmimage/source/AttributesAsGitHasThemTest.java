package io.github.vmimage.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our reading of attributes beside that of {@code git check-attr}, pattern by pattern. Left out are two stars between a name and a slash:
 * Git before 2.41 compares addresses there, and its answer changes from run to run.
 */
class AttributesAsGitHasThemTest {
  private static final List<String> PATTERNS = List.of("*.txt", "/a.txt", "src/*", "src/**", "**/a.txt", "src/**/a.txt", "**", "a**b",
      "/src/*/", "?", "??", "[ab]", "[!ab]", "[^ab]*", "[a-c]x", "[c-a]", "[]x]", "[]-a]", "[a-]", "[[:alpha:]]",
      "[[:digit:]]*", "[[:alnum:]_]x", "[[:upper:]]", "[[:lower:]]", "[[:space:]]", "[[:punct:]]", "[[:xdigit:]]x", "[[:cntrl:]]",
      "[[:print:]]", "[[:graph:]]", "[[:blank:]]", "[[:nosuch:]]", "[[:alpha:]", "[\\\\]", "[\\]]", "[\\a-\\c]x", "[a", "a\\*b", "a\\",
      "\\a", "src/[a/]*", "src[/]a.txt", "*/*", "*a*b*", "*a*a*a*b", "**/**/x", "src/**/**/b", "a?c", "\u00e9", "??x", "A.TXT", "!x",
      "#x", "\\#x", "x/", "/", "//", "/x", "./x", "**x", "x**", "src/**b", "a/**/", "/**", "/**/x", "*\\.txt", "a[/]b", "*[!/]b");

  private static final List<String> PATHS = List.of("a.txt", "src/a.txt", "src/x/a.txt", "src/x/y/b", "src/b", "src/ax/b", "src/a/x/b", "x",
      "y/x", "a", "b", "c", "ax", "bx", "cx", "dx", "]", "-", "5", "55", "_x", "A", "A.txt", "A.TXT", " ", "\t", "!", "?", "\\", "a*b",
      "a\\", "axb", "axxb", "a/b", "a/x/b", "aab", "aaab", "aaaab", "foobar", "foo/bar", "fooo/bar", "foo/x/bar", "a/c", "abc", "\u00e9",
      "\u00e9x", "#x", "!x", "src/xb", "src/x/b", "a/b/c", "src/", "m n", "f", "fx", "gx", "~", "src/src/a.txt", ".txt", "x.txt/y");

  @TempDir
  Path folder;

  @Test
  void forEachKindOfPattern() throws IOException {
    String file = IntStream.range(0, PATTERNS.size()).mapToObj(i -> quoted(PATTERNS.get(i)) + " p" + i)
        .collect(Collectors.joining("\n", "", "\n"));

    assertAgreement(file, PATHS);
  }

  /** Each bracket beside each byte of ASCII, where classes and ranges begin and end. */
  @Test
  void forEveryByteInABracket() throws IOException {
    List<String> brackets = Stream.concat(
        Stream.of("alpha", "digit", "alnum", "upper", "lower", "space", "blank", "cntrl", "print", "graph", "punct", "xdigit")
            .flatMap(c -> Stream.of("[[:" + c + ":]]", "[^[:" + c + ":]]")),
        Stream.of("[b-y]", "[!b-y]", "[y-b]", "[\\b-y]", "[b-\\y]", "[-b]", "[b-]", "[]-a]", "[]]", "[!]]", "[a-c-e]", "[\\-a]",
            "[[:]", "[[::]]", "[[:alpha]", "[[:alpha]:]", "[[:alpha:digit:]]", "[a[:digit:]z]", "[[:digit:]-z]", "[[-a]", "[0-9A-F]",
            "[\\]-a]", "[a\\", "[a-", "[a-\\", "[[:digit:]", "[\\!a]"))
        .toList();
    String file = IntStream.range(0, brackets.size()).mapToObj(i -> "q" + brackets.get(i) + " p" + i)
        .collect(Collectors.joining("\n", "", "\n"));

    assertAgreement(file, IntStream.range(1, 128).filter(c -> c != '/').mapToObj(c -> "q" + (char) c).toList());
  }

  @Test
  void forSettingsMacrosAndLinesThatGitPassesOver() throws IOException {
    assertAgreement("""
        # a comment
           * indented
        [attr]both one two=2 -three !four
        [attr]odd =x
        [attr]loop loop both
        [attr] nothing
        * four both
        a.txt -two
        a.txt two !one
        x binary -bad= -=y !ok=z fine
        b loop
        ax -both
        bx !both one=1=1
        cx both=text
        "a\\142c" quoted
        "a b unclosed
        "\\303\\251" octal
        "\\777" too-much
        "tab\\t" tab
        "a.txt"glued name
        src/a.txt text=auto eol=crlf
        *.txt\ttabbed\t\tvalue=1
        c with-dash _under .dot -.minus 9nine +plus
        dx a:b
        """ + "5 carriage\r\n" + "y/x last", PATHS);
  }

  @Test
  void forALineThatIsJustTooLong() throws IOException {
    for (int length : new int[] {2047, 2048}) {
      assertAgreement("x short\n" + "x long".concat(" ".repeat(length - 6)) + "\nx behind\n", List.of("x"));
    }
  }

  @Test
  void whereAChainOfMacrosIsAsLongAsAFile() throws IOException {
    int links = 100_000;
    String file = IntStream.range(0, links).mapToObj(i -> "[attr]m" + i + " m" + (i + 1) + "\n").collect(Collectors.joining()) + "* m0\n";

    assertThat(ours(file, "x")).hasSize(links + 1).containsEntry("m" + links, "set");
  }

  @Test
  void whereThePatternHasManyStars() {
    String many = "a".repeat(1_000);

    assertThat(GlobPattern.ofPath("*a".repeat(500) + "b", false).matches(many)).isFalse();
    assertThat(GlobPattern.ofPath("*a".repeat(500), false).matches(many)).isTrue();
    assertThat(GlobPattern.ofPath("**/".repeat(600) + "b", false).matches("a/".repeat(600) + "a")).isFalse();
    assertThat(GlobPattern.ofPath("**/".repeat(600) + "b", false).matches("b")).isTrue();
  }

  @Test
  void withoutRegardForCaseWhereTheRepositorySaysSo() {
    assertThat(GlobPattern.ofPath("*.TXT", true).matches("a.txt")).isTrue();
    assertThat(GlobPattern.ofPath("[A-C]", true).matches("b")).isTrue();
    assertThat(GlobPattern.ofPath("*.TXT", false).matches("a.txt")).isFalse();
  }

  private void assertAgreement(String attributes, List<String> paths) throws IOException {
    GitSandbox git = GitSandbox.init(folder);
    git.write(".gitattributes", attributes);
    List<String> asked = paths.stream().filter(p -> !p.endsWith("/")).toList();
    // Its warnings of lines that it passes over are no part of the answer.
    String[] answer = GitSandbox.run(git.root, git.variables, asked.stream().collect(Collectors.joining("\0", "", "\0")),
        List.of("sh", "-c", "git check-attr -z -a --stdin 2>/dev/null")).split("\0");
    Map<String, Map<String, String>> expected = new TreeMap<>();
    Map<String, Map<String, String>> actual = new TreeMap<>();
    for (String path : asked) {
      expected.put(path, new TreeMap<>());
      actual.put(path, ours(attributes, path));
    }
    for (int i = 0; i + 2 < answer.length; i += 3) {
      expected.computeIfAbsent(answer[i], p -> new TreeMap<>()).put(answer[i + 1], answer[i + 2]);
    }
    assertThat(expected.values()).anyMatch(found -> !found.isEmpty());
    assertThat(actual).isEqualTo(expected);
  }

  private static Map<String, String> ours(String attributes, String path) throws IOException {
    AttributesFile file = AttributesFile.parse(attributes.getBytes(StandardCharsets.UTF_8), true, false);
    GitAttributes all = new GitAttributes(List.of(), f -> f.isEmpty() ? file : AttributesFile.EMPTY, AttributesFile.EMPTY);
    Map<String, String> found = new TreeMap<>();
    all.of(path).forEach((name, value) -> found.put(name, switch (value.kind()) {
      case SET -> "set";
      case UNSET -> "unset";
      case TEXT -> value.text();
      case UNSPECIFIED -> throw new AssertionError(name + " of " + path);
    }));
    return found;
  }

  private static String quoted(String pattern) {
    return Stream.of("\"", " ", "\t").anyMatch(pattern::contains) ? "\"" + pattern + "\"" : pattern;
  }
}
