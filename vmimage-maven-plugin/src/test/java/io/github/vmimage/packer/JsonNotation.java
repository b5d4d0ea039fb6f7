package io.github.vmimage.packer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Writes templates of HCL2's own notation in its JSON notation, as its specification has it: nothing of the reader's is used. */
final class JsonNotation {
  private static final JsonMapper JSON = new JsonMapper();

  private JsonNotation() {}

  /** Copies a folder, its HCL2 files turned into JSON. */
  static Path copy(Path folder, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(folder.relativize(file).toString().replaceFirst("\\.hcl$", ".json"));
        Files.createDirectories(copy.getParent());
        if (file.toString().endsWith(".hcl")) {
          boolean values = file.toString().endsWith(".pkrvars.hcl");
          Files.writeString(copy, of(HclReader.read(new SourceText("x", Files.readString(file))), values));
        } else {
          Files.copy(file, copy);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return to;
  }

  static String of(Body body, boolean values) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(object(body, values));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Blocks of one type become a list, so that their order stays; each label is an object. */
  private static ObjectNode object(Body body, boolean values) {
    ObjectNode object = JSON.createObjectNode();
    object.put("//", "made from HCL2's own notation");
    body.attributes().forEach(a -> object.set(a.name(), node(a.value(), values)));
    for (Block block : body.blocks()) {
      ObjectNode content = object(block.body(), values);
      for (int i = block.labels().size() - 1; i >= 0; i--) {
        content = JSON.createObjectNode().set(block.labels().get(i), content);
      }
      object.withArray("/" + block.type()).add(content);
    }
    return object;
  }

  private static JsonNode node(Value value, boolean values) {
    if (value instanceof Value.Text v) {
      return JSON.getNodeFactory().textNode(values ? v.text() : v.text().replace("${", "$${").replace("%{", "%%{"));
    } else if (value instanceof Value.Numeral v) {
      return JSON.getNodeFactory().numberNode(new java.math.BigDecimal(v.text()));
    } else if (value instanceof Value.Truth v) {
      return JSON.getNodeFactory().booleanNode(v.truth());
    } else if (value instanceof Value.Sequence v) {
      ArrayNode list = JSON.createArrayNode();
      v.items().forEach(i -> list.add(node(i, values)));
      return list;
    } else if (value instanceof Value.Mapping v) {
      ObjectNode object = JSON.createObjectNode();
      v.entries().forEach(e -> object.set(e.name(), node(e.value(), values)));
      return object;
    } else if (value instanceof Value.Expression v) {
      return JSON.getNodeFactory().textNode(expression(v.source()));
    }
    return JSON.nullNode();
  }

  /** The types of variables are words in JSON, a template is a string, and anything else is a template that is one interpolation. */
  private static String expression(String source) {
    if (List.of("string", "number", "bool", "any").contains(source) || source.matches("(list|set|map|object|tuple)\\(.*")) {
      return source;
    }
    if (source.startsWith("<<")) {
      return source.substring(source.indexOf('\n') + 1, source.lastIndexOf('\n'));
    }
    return source.matches("(?s)\"[^\"]*\"") ? source.substring(1, source.length() - 1) : "${" + source + "}";
  }
}
