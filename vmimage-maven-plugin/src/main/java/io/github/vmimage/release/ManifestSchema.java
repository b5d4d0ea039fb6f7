package io.github.vmimage.release;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import io.github.vmimage.report.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Holds a manifest against {@code vm-image-manifest-1.schema.json}, the copy in this jar. It stops at the first violation: a hostile
 * document could hold millions.
 */
final class ManifestSchema {
  /** Name of the schema beside this class. */
  static final String RESOURCE = "vm-image-manifest-1.schema.json";

  private static final Pattern VERSION = Pattern.compile("vm-image-manifest/([0-9]{1,6})\\.([0-9]{1,6})");
  private static final JsonNode TEXT = read();
  private static final JsonSchema SCHEMA = compile();

  private ManifestSchema() {}

  private static JsonNode read() {
    try (InputStream in = ManifestSchema.class.getResourceAsStream(RESOURCE)) {
      return new JsonMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonSchema compile() {
    // Without loaders there is nothing that could follow a reference out of the jar and onto the network.
    JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012,
        builder -> builder.schemaLoaders(loaders -> loaders.values(List::clear)));
    SchemaValidatorsConfig config = SchemaValidatorsConfig.builder().failFast(true).locale(Locale.ROOT)
        .pathType(PathType.JSON_POINTER).regularExpressionFactory(ManifestSchema::expression).build();
    JsonSchema schema = factory.getSchema(TEXT, config);
    schema.initializeValidators();
    return schema;
  }

  /** In a JSON Schema {@code $} is the very end (ECMA-262); in Java it also stands before a last line end, which would let one in. */
  private static RegularExpression expression(String ecma) {
    Pattern pattern = Pattern.compile(ecma.replace("$", "\\z"));
    return text -> pattern.matcher(text).find();
  }

  /** Throws the first thing about the tree that the schema does not allow. */
  static void check(JsonNode tree, ManifestPlace place) {
    refuseOtherVersion(tree.path("schema"), place);
    Set<ValidationMessage> violations = SCHEMA.validate(tree);
    if (!violations.isEmpty()) {
      throw problem(violations.iterator().next(), tree, place).asException();
    }
  }

  private static void refuseOtherVersion(JsonNode schema, ManifestPlace place) {
    Matcher version = VERSION.matcher(schema.asText());
    if (!version.matches() || schema.asText().equals(Manifest.SCHEMA)) {
      return;
    }
    throw (version.group(1).equals("1") ? ManifestProblems.newerSchema(place, schema.asText())
        : ManifestProblems.unknownSchema(place, schema.asText())).asException();
  }

  private static Problem problem(ValidationMessage violation, JsonNode tree, ManifestPlace place) {
    JsonPointer pointer = JsonPointer.compile(violation.getInstanceLocation().toString());
    JsonNode rule = TEXT.at(JsonPointer.compile(violation.getSchemaLocation().getFragment().toString()).head());
    switch (violation.getType()) {
      case "required": {
        String name = violation.getProperty();
        return ManifestProblems.absentField(place, pointer.appendProperty(name), description(rule.path("properties").path(name)));
      }
      case "additionalProperties": {
        String name = violation.getProperty();
        return ManifestProblems.unknownField(place, pointer.appendProperty(name), ManifestJson.seen(TextNode.valueOf(name)), names(rule));
      }
      default:
        return ManifestProblems.badValue(place, pointer, ManifestJson.seen(tree.at(pointer)), accepted(violation.getType(), rule));
    }
  }

  private static String names(JsonNode rule) {
    return rule.has("patternProperties")
        ? "names that match " + String.join(", ", (Iterable<String>) () -> rule.get("patternProperties").fieldNames())
        : "the fields " + String.join(", ", (Iterable<String>) () -> rule.path("properties").fieldNames());
  }

  private static String accepted(String keyword, JsonNode rule) {
    JsonNode limit = rule.path(keyword);
    switch (keyword) {
      case "type":
        return limit.asText() + ": " + description(rule);
      case "enum":
        return StreamSupport.stream(limit.spliterator(), false).map(JsonNode::asText).collect(Collectors.joining(", "));
      case "minItems":
        return "at least " + limit.asText() + ": " + description(rule);
      case "maxItems", "maxProperties", "maxLength":
        return "at most " + limit.asText() + ": " + description(rule);
      default:
        return description(rule);
    }
  }

  private static String description(JsonNode rule) {
    JsonNode own = rule.path("description");
    return own.isMissingNode() && rule.has("$ref") ? description(TEXT.at(rule.get("$ref").asText().substring(1))) : own.asText();
  }
}
