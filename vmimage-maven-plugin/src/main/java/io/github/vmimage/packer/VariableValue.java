package io.github.vmimage.packer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;

/** Turns a value of the POM, which is text, into what Packer takes for the declared type. */
final class VariableValue {
  private static final JsonMapper STRICT = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private VariableValue() {}

  /** The value, or nothing where it does not fit. Packer itself turns a string into a number or a truth value. */
  static Optional<JsonNode> of(TemplateVariable.Kind kind, String text) {
    String plain = text.strip();
    return switch (kind) {
      case STRING -> Optional.of(new TextNode(text));
      case NUMBER -> plain.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?") ? Optional.of(new TextNode(plain)) : Optional.empty();
      case BOOL -> plain.matches("true|false") ? Optional.of(new TextNode(plain)) : Optional.empty();
      case STRUCTURE -> json(plain);
      case ANY -> Optional.of(json(plain).orElseGet(() -> new TextNode(text)));
    };
  }

  static String accepted(TemplateVariable.Kind kind) {
    return switch (kind) {
      case NUMBER -> "a number such as 2 or 0.5";
      case BOOL -> "true or false";
      case STRUCTURE -> "JSON such as [\"a\", \"b\"] or {\"key\": \"value\"}";
      case STRING, ANY -> "";
    };
  }

  private static Optional<JsonNode> json(String text) {
    try {
      return Optional.of(STRICT.readTree(text)).filter(n -> n.isArray() || n.isObject());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
