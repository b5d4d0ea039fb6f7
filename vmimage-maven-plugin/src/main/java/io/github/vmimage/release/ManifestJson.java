package io.github.vmimage.release;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** JSON as manifests have it: read with every leniency switched off and within bounds, written in one canonical form. */
final class ManifestJson {
  /** Objects and arrays inside each other; a chain of eight images has about forty. */
  static final int MAX_DEPTH = 64;
  /** Characters of one string; the longest that the schema allows has 2048. */
  static final int MAX_STRING = 4096;
  /** Names, values and brackets; the largest package list that the schema allows has about 400,000. */
  static final int MAX_TOKENS = 500_000;

  private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxStringLength(MAX_STRING)
              .maxNameLength(256).maxNumberLength(32).maxTokenCount(MAX_TOKENS).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII).disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build())
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
          DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
      .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
      .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
      .build();

  private static final ObjectWriter CANONICAL = MAPPER.writer(new DefaultPrettyPrinter(Separators.createDefaultInstance()
          .withObjectFieldValueSpacing(Separators.Spacing.AFTER).withObjectEmptySeparator("").withArrayEmptySeparator(""))
      .withObjectIndenter(new DefaultIndenter("  ", "\n")).withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private ManifestJson() {}

  /** Parses one JSON value and nothing after it. */
  static JsonNode tree(String text, ManifestPlace place) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      try {
        JsonNode tree = MAPPER.readTree(parser);
        if (tree == null) {
          throw ManifestProblems.empty(place).asException();
        }
        if (parser.nextToken() != null) {
          throw ManifestProblems.trailingContent(place, at(parser) + ": " + parser.currentToken()).asException();
        }
        return tree;
      } catch (StreamConstraintsException e) {
        throw ManifestProblems.outOfBounds(place, parser.getParsingContext().pathAsPointer(), seen(e, parser)).because(e);
      } catch (JsonProcessingException e) {
        throw ManifestProblems.notJson(place, parser.getParsingContext().pathAsPointer(), seen(e, parser)).because(e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String seen(JsonProcessingException e, JsonParser parser) {
    // Which setting of Jackson set the bound helps nobody.
    String reason = e.getOriginalMessage().replaceAll(", from `[^`]*`", "");
    return at(parser) + ": " + ManifestPlace.shortened(reason);
  }

  private static String at(JsonParser parser) {
    return "line " + parser.currentLocation().getLineNr() + ", column " + parser.currentLocation().getColumnNr();
  }

  /** Maps a tree that keeps the schema to the records. */
  static Manifest manifest(JsonNode tree, ManifestPlace place) {
    try {
      return MAPPER.treeToValue(tree, Manifest.class);
    } catch (JsonMappingException e) {
      JsonPointer pointer = JsonPointer.empty();
      for (JsonMappingException.Reference step : e.getPath()) {
        pointer = step.getFieldName() != null ? pointer.appendProperty(step.getFieldName()) : pointer.appendIndex(step.getIndex());
      }
      throw ManifestProblems.badNumber(place, pointer, seen(tree.at(pointer))).because(e);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A value of a manifest, short enough to show. */
  static String seen(JsonNode value) {
    if (value.isMissingNode()) {
      return "nothing";
    }
    if (value.isContainerNode()) {
      return (value.isArray() ? "an array of " : "an object of ") + value.size();
    }
    // A manifest is refused for a password in a URL; the refusal must not tell it.
    return ManifestPlace.shortened(value.toString().replaceAll("://\\S*@", "://****@"));
  }

  /**
   * Writes in the canonical form: two spaces of indent, LF, one LF at the end, nothing but ASCII, fields in the order of the records,
   * maps sorted.
   */
  static byte[] canonical(Object value) {
    try {
      return (CANONICAL.writeValueAsString(value) + "\n").getBytes(StandardCharsets.US_ASCII);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
