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

/** Reads JSON templates with positions: those in HCL2's JSON syntax become blocks, the old ones stay a tree of attributes. */
final class JsonReader {
  /** How many labels a block of HCL2 has; what is not listed is an attribute. */
  private static final Map<String, Integer> LABELS = Map.of("variable", 1, "source", 2, "data", 2, "local", 1, "build", 0, "packer", 0,
      "variables", 0, "locals", 0);
  private static final JsonFactory JSON = new JsonFactory();

  private final String file;
  private final boolean hcl;
  private final JsonParser parser;

  private JsonReader(String file, boolean hcl, JsonParser parser) {
    this.file = file;
    this.hcl = hcl;
    this.parser = parser;
  }

  /** A template before HCL2: every member of the root is an attribute. */
  static Body readLegacy(String file, String text) {
    return new Body(root(file, text, false).entries(), List.of());
  }

  /** A template or a file of variables in HCL2's JSON syntax. */
  static Body readHcl(String file, String text) {
    List<Attribute> attributes = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    for (Attribute entry : root(file, text, true).entries()) {
      Integer labels = LABELS.get(entry.name());
      if (labels == null) {
        attributes.add(entry);
      } else {
        addBlocks(blocks, entry, entry.name(), List.of(), labels);
      }
    }
    return new Body(attributes, blocks);
  }

  private static void addBlocks(List<Block> blocks, Attribute entry, String type, List<String> labels, int missing) {
    List<Value> values = entry.value() instanceof Value.Sequence s ? s.items() : List.of(entry.value());
    for (Value value : values) {
      if (!(value instanceof Value.Mapping mapping)) {
        continue;
      }
      if (missing == 0) {
        blocks.add(new Block(entry.place(), type, labels, new Body(mapping.entries(), List.of())));
        continue;
      }
      for (Attribute inner : mapping.entries()) {
        List<String> longer = new ArrayList<>(labels);
        longer.add(inner.name());
        addBlocks(blocks, inner, type, List.copyOf(longer), missing - 1);
      }
    }
  }

  private static Value.Mapping root(String file, String text, boolean hcl) {
    try (JsonParser parser = JSON.createParser(text)) {
      JsonReader reader = new JsonReader(file, hcl, parser);
      parser.nextToken();
      Value value = reader.value(0);
      boolean alone = parser.nextToken() == null;
      if (alone && value instanceof Value.Mapping mapping) {
        return mapping;
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

  /** In HCL2's JSON syntax a string is a template; in the old syntax it may call functions of Go's templates. */
  private Value text(Place place, String text) {
    boolean computed = hcl ? text.replace("$${", "").replace("%%{", "").matches("(?s).*[$%]\\{.*") : text.contains("{{");
    return computed ? new Value.Expression(place, text) : new Value.Text(place, text);
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
