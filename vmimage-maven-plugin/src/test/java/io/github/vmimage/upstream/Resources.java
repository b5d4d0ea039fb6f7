package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Test inputs and what is expected of them. */
final class Resources {
  private Resources() {}

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    }
  }

  static String text(String name) throws IOException {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  /** Names of all {@code .input} files of a folder. */
  static Stream<String> inputs(String folder) {
    try (Stream<Path> files = Files.list(Path.of(Resources.class.getResource(folder).toURI()))) {
      List<String> names = files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".input"))
          .map(f -> f.substring(0, f.length() - ".input".length())).sorted().toList();
      assertThat(names).as(folder).isNotEmpty();
      return names.stream();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With {@code -Dgolden=FOLDER} writes the file there instead, to be read by a person before it is committed. */
  static void expect(String actual, String name) throws IOException {
    if (System.getProperty("golden") != null) {
      Path file = Path.of(System.getProperty("golden")).resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual + "\n");
    }
    assertThat(actual + "\n").isEqualTo(text(name));
  }
}
