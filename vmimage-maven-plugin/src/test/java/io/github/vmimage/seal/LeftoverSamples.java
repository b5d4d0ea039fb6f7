package io.github.vmimage.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files as programs write them, for the rows of the table of leftovers, from a text resource with a line {@code == PATH} before each. */
record LeftoverSamples(String path, String text) {
  private static final List<LeftoverSamples> FOUND = read("leftover-samples.txt");

  /** What a row's file may hold; any data where the row does not ask what it is. */
  static List<String> of(Leftover row) {
    List<String> texts = FOUND.stream().filter(sample -> sample.path.equals(row.path())).map(LeftoverSamples::text).toList();
    return texts.isEmpty() ? List.of("x") : texts;
  }

  static List<String> paths() {
    return FOUND.stream().map(LeftoverSamples::path).toList();
  }

  /** Files without a secret. */
  static List<LeftoverSamples> defaults() {
    return read("leftover-defaults.txt");
  }

  /** A path that the row's pattern fits. */
  static String place(Leftover row) {
    return (row.isInHomes() ? "/root" + row.path().substring(1) : row.path()).replace("*", "a");
  }

  private static List<LeftoverSamples> read(String resource) {
    List<LeftoverSamples> samples = new ArrayList<>();
    try {
      String all = Files.readString(Path.of(LeftoverSamples.class.getResource(resource).toURI()), StandardCharsets.UTF_8);
      for (String section : all.substring(all.indexOf("\n== ") + 1).split("(?m)^== ")) {
        Optional.of(section).filter(s -> !s.isEmpty()).map(s -> s.split("\n", 2))
            .ifPresent(parts -> samples.add(new LeftoverSamples(parts[0], parts[1].replaceFirst("^KEY\n", TestKeys.openSsh(false)))));
      }
      return samples;
    } catch (IOException | java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
