package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A value as it stands in a template, with its position. Nothing is evaluated. */
public sealed interface Value {

  /**
   * Where the value begins.
   *
   * @return file, line and column
   */
  Place place();

  /**
   * The objects that a value is or lists.
   *
   * @param value any value
   * @return the value itself, or the objects in a list; nothing where it has none
   */
  static Stream<Mapping> mappings(Value value) {
    return (value instanceof Sequence s ? s.items().stream() : Stream.of(value)).filter(Mapping.class::isInstance).map(Mapping.class::cast);
  }

  /**
   * A string without any interpolation.
   *
   * @param place where it begins
   * @param text the string, escapes resolved
   */
  record Text(Place place, String text) implements Value {}

  /**
   * A number.
   *
   * @param place where it begins
   * @param text as written
   */
  record Numeral(Place place, String text) implements Value {}

  /**
   * True or false.
   *
   * @param place where it begins
   * @param truth which of the two
   */
  record Truth(Place place, boolean truth) implements Value {}

  /**
   * The word {@code null}.
   *
   * @param place where it begins
   */
  record Nothing(Place place) implements Value {}

  /**
   * A list.
   *
   * @param place where it begins
   * @param items in order
   */
  record Sequence(Place place, List<Value> items) implements Value {}

  /**
   * A map or object.
   *
   * @param place where it begins
   * @param entries in order; a key may stand twice
   */
  record Mapping(Place place, List<Attribute> entries) implements Value {
    /**
     * Looks up a key.
     *
     * @param key the key
     * @return its last value, as Packer takes it
     */
    public Optional<Value> get(String key) {
      return entries.stream().filter(e -> e.name().equals(key)).map(Attribute::value).reduce((first, second) -> second);
    }
  }

  /**
   * Anything whose value is known only when Packer runs.
   *
   * @param place where it begins
   * @param source as written
   */
  record Expression(Place place, String source) implements Value {}
}
