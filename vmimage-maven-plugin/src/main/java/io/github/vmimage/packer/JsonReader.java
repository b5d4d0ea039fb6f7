package io.github.vmimage.packer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.vmimage.report.Finding.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON with positions: templates in HCL2's JSON notation give the blocks that its own notation gives, files of values and templates
 * of the old language stay a tree of attributes. JSON does not tell a block from an object, so the blocks of Packer's own language are
 * listed here; what a plugin calls a block is found by {@link Body#nested}. Written for foreign input: every text gives a tree or a
 * {@link io.github.vmimage.report.ProblemException}.
 */
final class JsonReader {
  /** The blocks of Packer's language: the type of the block around them ("" for a file), their own type, how many labels they have. */
  private static final Map<String, Map<String, Integer>> BLOCKS = Map.of(
      "", Map.of("variable", 1, "source", 2, "data", 2, "local", 1, "build", 0, "packer", 0, "variables", 0, "locals", 0),
      "build", Map.of("source", 1, "provisioner", 1, "error-cleanup-provisioner", 1, "post-processor", 1, "post-processors", 0,
          "hcp_packer_registry", 0, "dynamic", 1),
      "post-processors", Map.of("post-processor", 1),
      "dynamic", Map.of("content", 0),
      "packer", Map.of("required_plugins", 0),
      "variable", Map.of("validation", 0));
  /** A property that HCL2 leaves out of every block. */
  private static final String COMMENT = "//";
  private static final JsonFactory JSON = new JsonFactory();

  /** What a string of the file is. */
  private enum Strings { PLAIN, HCL_TEMPLATES, GO_TEMPLATES }

  private final String file;
  private final Strings strings;
  private final JsonParser parser;

  private JsonReader(String file, Strings strings, JsonParser parser) {
    this.file = file;
    this.strings = strings;
    this.parser = parser;
  }

  /** A template before HCL2: every member of the root is an attribute. */
  static Body readLegacy(String file, String text) {
    return new Body(root(file, text, Strings.GO_TEMPLATES), List.of());
  }

  /** A template in HCL2's JSON notation. */
  static Body readHcl(String file, String text) {
    return body("", root(file, text, Strings.HCL_TEMPLATES));
  }

  /** A file of values: each member is a variable, whatever its name, and Packer takes each string as it stands. */
  static Body readValues(String file, String text) {
    return new Body(root(file, text, Strings.PLAIN).stream().filter(a -> !a.name().equals(COMMENT)).toList(), List.of());
  }

  private static Body body(String around, List<Attribute> entries) {
    List<Attribute> attributes = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    for (Attribute entry : entries) {
      Integer labels = BLOCKS.getOrDefault(around, Map.of()).get(entry.name());
      if (labels != null) {
        addBlocks(blocks, entry, entry.name(), List.of(), labels);
      } else if (!entry.name().equals(COMMENT)) {
        attributes.add(entry);
      }
    }
    return new Body(attributes, blocks);
  }

  /** Each label is a property of an object; at every level an array may stand for several objects. */
  private static void addBlocks(List<Block> blocks, Attribute entry, String type, List<String> labels, int missing) {
    for (Value.Mapping mapping : Value.mappings(entry.value()).toList()) {
      if (missing == 0) {
        // The objects of an array have places of their own.
        Place place = entry.value() instanceof Value.Sequence ? mapping.place() : entry.place();
        blocks.add(new Block(place, type, labels, body(type, mapping.entries())));
        continue;
      }
      for (Attribute inner : mapping.entries()) {
        List<String> longer = new ArrayList<>(labels);
        longer.add(inner.name());
        addBlocks(blocks, inner, type, List.copyOf(longer), missing - 1);
      }
    }
  }

  private static List<Attribute> root(String file, String text, Strings strings) {
    try (JsonParser parser = JSON.createParser(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
      JsonReader reader = new JsonReader(file, strings, parser);
      parser.nextToken();
      Value value = reader.value(0);
      boolean alone = parser.nextToken() == null;
      if (alone && value instanceof Value.Mapping mapping) {
        return mapping.entries();
      }
      if (alone && strings != Strings.GO_TEMPLATES && value instanceof Value.Sequence objects
          && objects.items().stream().allMatch(Value.Mapping.class::isInstance)) {
        return Value.mappings(objects).flatMap(m -> m.entries().stream()).toList();
      }
      throw SourceText.refuse("one JSON object is expected", alone ? value.place() : reader.place());
    } catch (JsonProcessingException e) {
      throw SourceText.refuse(e.getOriginalMessage().replaceFirst("(?s) \\(start marker at .*", ""), place(file, e.getLocation()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from a string", e);
    }
  }

  private static Place place(String file, JsonLocation location) {
    return location == null ? Place.file(file) : new Place(file, Math.max(location.getLineNr(), 0), Math.max(location.getColumnNr(), 0));
  }

  private Place place() {
    return place(file, parser.currentTokenLocation());
  }

  private Value value(int depth) throws IOException {
    if (depth > HclReader.MAX_DEPTH) {
      throw SourceText.refuse("it is nested too deeply", place());
    }
    Place place = place();
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw SourceText.refuse("a value is expected", place);
    }
    return switch (token) {
      case START_OBJECT -> mapping(place, depth);
      case START_ARRAY -> sequence(place, depth);
      case VALUE_STRING -> text(place, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Numeral(place, parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> new Value.Truth(place, token == JsonToken.VALUE_TRUE);
      case VALUE_NULL -> new Value.Nothing(place);
      default -> throw SourceText.refuse("a value is expected", place);
    };
  }

  private Value text(Place place, String text) {
    String plain = text.replace("$${", "").replace("%%{", "");
    boolean computed = switch (strings) {
      case PLAIN -> false;
      case HCL_TEMPLATES -> plain.contains("${") || plain.contains("%{");
      case GO_TEMPLATES -> text.contains("{{");
    };
    if (computed) {
      return new Value.Expression(place, text);
    }
    return new Value.Text(place, strings == Strings.HCL_TEMPLATES ? text.replace("$${", "${").replace("%%{", "%{") : text);
  }

  private Value mapping(Place place, int depth) throws IOException {
    List<Attribute> entries = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Place key = place();
      String name = parser.currentName();
      parser.nextToken();
      entries.add(new Attribute(key, name, value(depth + 1)));
    }
    return new Value.Mapping(place, List.copyOf(entries));
  }

  private Value sequence(Place place, int depth) throws IOException {
    List<Value> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(depth + 1));
    }
    return new Value.Sequence(place, List.copyOf(items));
  }
}
