package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a value of a template is, followed as far as the project's files tell. */
sealed interface Traced {

  /** Where it comes from: the literal at the end of the way, or the place at which the way is lost. */
  Place place();

  /** Known. A number, a truth value and {@code null} (empty) are texts too; an upstream is its {@link GivenUpstream#mark() mark}. */
  record Text(Place place, String text) implements Traced {}

  /** A list of which every item is followed by itself. */
  record Items(Place place, List<Traced> items) implements Traced {}

  /** A map of which every value is followed by itself. */
  record Fields(Place place, Map<String, Traced> fields) implements Traced {}

  /** A condition that is not known here decides: any of these. */
  record Either(Place place, List<Traced> choices) implements Traced {}

  /** From outside of the project, and so no upstream of it, whatever it is: a data source, the environment, a text with an address. */
  record Outside(Place place, String what) implements Traced {}

  /** Known only when Packer runs. */
  record Unfollowed(Place place, String what) implements Traced {}

  /** The text, where it is one and known. */
  default Optional<String> known() {
    return this instanceof Text text ? Optional.of(text.text()) : Optional.empty();
  }

  /** Whether nothing is set: Packer takes an empty text and an empty list for an absent setting. */
  default boolean isEmpty() {
    return (this instanceof Text text && text.text().isBlank())
        || (this instanceof Items list && list.items().stream().allMatch(Traced::isEmpty));
  }
}
