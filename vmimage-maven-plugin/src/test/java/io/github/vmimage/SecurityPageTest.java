package io.github.vmimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** SECURITY.md names the test that holds each promise, and pages that say more: they are all there. */
class SecurityPageTest {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

  private final String page = read(CHECKOUT.resolve("SECURITY.md"));

  @Test
  void everyTestAndReaderThatItNamesIsThere() throws IOException {
    List<String> named = found("`([A-Z][a-z]+[A-Z]\\w*)`");
    assertThat(named).hasSizeGreaterThan(80);
    assertThat(sources("vmimage-maven-plugin/src", "it/src/test")).containsAll(named);
  }

  @Test
  void everyPageThatItNamesIsThere() {
    assertThat(found("\\]\\(([^)]+)\\)")).isNotEmpty().allSatisfy(link -> assertThat(CHECKOUT.resolve(link)).isRegularFile());
  }

  @Test
  void everyFuzzTestIsNamed() throws IOException {
    List<String> named = found("`(\\w+FuzzTest)`");
    assertThat(sources("vmimage-maven-plugin/src/test").stream().filter(n -> n.endsWith("FuzzTest"))).allMatch(named::contains);
  }

  private List<String> found(String pattern) {
    return Pattern.compile(pattern).matcher(page).results().map((MatchResult m) -> m.group(1)).distinct().toList();
  }

  private static Set<String> sources(String... folders) throws IOException {
    Stream<String> names = Stream.empty();
    for (String folder : folders) {
      try (Stream<Path> all = Files.walk(CHECKOUT.resolve(folder))) {
        names = Stream.concat(names, all.map(p -> p.getFileName().toString()).filter(n -> n.endsWith(".java"))
            .map(n -> n.substring(0, n.length() - ".java".length())).toList().stream());
      }
    }
    return names.collect(Collectors.toSet());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
