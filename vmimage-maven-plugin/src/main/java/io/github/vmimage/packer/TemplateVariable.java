package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;
import java.util.Optional;

/**
 * An input variable that a template declares.
 *
 * @param place where
 * @param name its name
 * @param type the type as written, such as {@code list(string)}; empty where none is given
 * @param sensitive whether the template wants its value hidden
 * @param preset its default; empty for a required variable
 */
public record TemplateVariable(Place place, String name, String type, boolean sensitive, Optional<Value> preset) {

  /** What a value for it has to look like. */
  enum Kind { STRING, NUMBER, BOOL, STRUCTURE, ANY }

  Kind kind() {
    return switch (type.replace("\"", "").strip()) {
      case "string" -> Kind.STRING;
      case "number" -> Kind.NUMBER;
      case "bool" -> Kind.BOOL;
      case "any" -> Kind.ANY;
      case "" -> preset.map(TemplateVariable::kindOf).orElse(Kind.ANY);
      default -> Kind.STRUCTURE;
    };
  }

  /** Packer takes the type of the default where no type is declared. */
  private static Kind kindOf(Value value) {
    if (value instanceof Value.Sequence || value instanceof Value.Mapping) {
      return Kind.STRUCTURE;
    } else if (value instanceof Value.Numeral) {
      return Kind.NUMBER;
    } else if (value instanceof Value.Truth) {
      return Kind.BOOL;
    }
    return value instanceof Value.Text ? Kind.STRING : Kind.ANY;
  }
}
