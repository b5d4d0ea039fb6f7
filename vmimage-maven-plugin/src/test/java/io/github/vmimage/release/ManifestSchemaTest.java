package io.github.vmimage.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.resource.ClasspathSchemaLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ManifestSchemaTest {
  static final List<String> NAMES = Samples.NAMES;

  private final ObjectNode schema;

  ManifestSchemaTest() throws IOException {
    schema = (ObjectNode) new JsonMapper().readTree(Samples.bytes(ManifestSchema.RESOURCE));
  }

  /** The meta-schema as the validator's jar carries it; there is no loader that knows a network. */
  private static JsonSchema metaSchema() {
    return JsonSchemaFactory.getInstance(VersionFlag.V202012, builder -> builder
        .schemaLoaders(loaders -> loaders.values(values -> {
          values.clear();
          values.add(new ClasspathSchemaLoader());
        }))
        .schemaMappers(mappers -> mappers.mapPrefix("https://json-schema.org/", "classpath:")))
        .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
  }

  @Test
  void keepsTheMetaSchema() {
    assertThat(metaSchema().validate(schema)).isEmpty();
    schema.withObject("/properties/schema").put("type", "text");
    assertThat(metaSchema().validate(schema)).isNotEmpty();
  }

  @Test
  void closesEveryObjectAndAsksForEveryField() {
    Map<String, ObjectNode> objects = new TreeMap<>();
    collect("", schema, objects);
    objects.remove("/$defs/proof");
    assertThat(objects).hasSizeGreaterThan(15);
    objects.forEach((path, object) -> {
      assertThat(object.path("additionalProperties").isBoolean()).as(path).isTrue();
      assertThat(object.path("additionalProperties").asBoolean()).as(path).isFalse();
      assertThat(names(object.path("required"))).as(path).isEqualTo(fields(object.path("properties")));
    });
  }

  @Test
  void boundsAndExplainsEveryValue() {
    List<String> lacking = new ArrayList<>();
    bounds("", schema, lacking);
    assertThat(lacking).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void acceptsWhatTheTestsTakeForRight(String name) {
    // The library's own verdict, beside the one that production asks for.
    JsonSchema plain = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
    assertThat(plain.validate(Samples.tree(name))).isEmpty();
    ObjectNode wrong = Samples.tree(name);
    ((ObjectNode) wrong.at("/images/0/contentDigest")).put("surprise", 1);
    assertThat(plain.validate(wrong)).isNotEmpty();
  }

  @Test
  void usesTheDollarOnlyForTheEnd() {
    // What ManifestSchema makes of a pattern rests on it.
    List<String> patterns = schema.findValuesAsText("pattern");
    schema.findValues("patternProperties").forEach(names -> names.fieldNames().forEachRemaining(patterns::add));
    assertThat(patterns).hasSizeGreaterThan(30).allSatisfy(pattern ->
        assertThat(pattern.replaceAll("\\$(?=$|\\))", "")).doesNotContain("$"));
  }

  @Test
  void isExplainedFieldByFieldInTheDocumentation() throws IOException {
    String page = Files.readString(Path.of("../docs/manifest.md"));
    Map<String, ObjectNode> objects = new TreeMap<>();
    collect("", schema, objects);
    assertThat(objects.values()).hasSizeGreaterThan(15).allSatisfy(object ->
        object.path("properties").fieldNames().forEachRemaining(field -> assertThat(page).containsPattern("` ?" + field + "`")));
  }

  private static void collect(String path, JsonNode node, Map<String, ObjectNode> objects) {
    if (node.path("type").asText().equals("object")) {
      objects.put(path, (ObjectNode) node);
    }
    node.properties().forEach(field -> collect(path + "/" + field.getKey(), field.getValue(), objects));
  }

  private static void bounds(String path, JsonNode node, List<String> lacking) {
    boolean bounded = switch (node.path("type").asText()) {
      case "string" -> node.has("enum") || node.has("maxLength") || node.path("pattern").asText().matches(".*\\{[0-9]+}.*")
          || path.equals("/$defs/pinnedDigest/properties/value");
      case "integer" -> node.has("minimum") && node.has("maximum");
      case "array" -> node.has("maxItems") && node.has("items");
      default -> true;
    };
    if (!bounded || node.path("type").isTextual() && node.path("description").asText().isBlank()) {
      lacking.add(path);
    }
    node.properties().forEach(field -> bounds(path + "/" + field.getKey(), field.getValue(), lacking));
  }

  private static TreeSet<String> names(JsonNode array) {
    TreeSet<String> names = new TreeSet<>();
    array.forEach(name -> names.add(name.asText()));
    return names;
  }

  private static TreeSet<String> fields(JsonNode object) {
    TreeSet<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
