package io.github.vmimage.release;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The manifests of the tests. */
final class Samples {
  static final List<String> NAMES = List.of("app", "base", "snapshot", "scratch");

  private Samples() {}

  static byte[] bytes(String resource) {
    try (InputStream in = Samples.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String resource) {
    return new String(bytes(resource), StandardCharsets.UTF_8);
  }

  static Manifest manifest(String name) {
    return read(bytes("manifests/" + name + ".input")).manifest();
  }

  static ObjectNode tree(String name) {
    try {
      return (ObjectNode) new JsonMapper().readTree(bytes("manifests/" + name + ".expected"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ManifestDocument read(byte[] bytes) {
    return ManifestReader.read(new ByteArrayInputStream(bytes), "https://repo.example.com/m.json");
  }
}
