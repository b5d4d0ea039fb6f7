package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The functions and operators of HCL2 that a value is followed through: those that hand on, cut or choose among what they are given. */
final class HclFunctions {

  /** Texts put together again and again would grow without end. */
  private static final int MAX_TEXT = 1 << 16;

  private HclFunctions() {}

  static Traced call(String name, List<Traced> arguments, Place place) {
    for (Traced argument : arguments) {
      if (argument instanceof Traced.Outside) {
        return argument;
      }
    }
    if (name.equals("env")) {
      return new Traced.Outside(place, "the environment");
    }
    Traced unknown = new Traced.Unfollowed(place, "the function " + name);
    Traced first = arguments.isEmpty() ? unknown : arguments.get(0);
    return switch (name) {
      case "abspath", "pathexpand", "trimspace", "chomp", "tostring", "tolist", "toset", "flatten", "convert" -> first;
      case "coalesce" -> first(arguments).orElse(unknown);
      case "concat" -> concat(arguments, place).orElse(unknown);
      case "basename" -> first.known().<Traced>map(t -> new Traced.Text(place, t.replaceFirst(".*/", ""))).orElse(unknown);
      case "dirname" -> first.known().<Traced>map(t -> new Traced.Text(place, t.contains("/") ? t.replaceFirst("/[^/]*$", "") : "."))
          .orElse(unknown);
      case "element", "lookup" ->
          arguments.size() < 2 ? unknown : arguments.get(1).known().map(k -> index(first, k, place)).orElse(unknown);
      case "split" -> split(arguments, place).orElse(unknown);
      case "join" -> join(arguments, place).orElse(unknown);
      case "format" -> format(arguments, place).orElse(unknown);
      default -> unknown;
    };
  }

  /** Packer's first that is neither null nor empty; one that is not known may be it. */
  private static Optional<Traced> first(List<Traced> arguments) {
    return arguments.stream().filter(a -> !a.isEmpty()).findFirst();
  }

  private static Optional<Traced> concat(List<Traced> arguments, Place place) {
    List<Traced> all = new ArrayList<>();
    for (Traced argument : arguments) {
      if (!(argument instanceof Traced.Items list)) {
        return Optional.empty();
      }
      all.addAll(list.items());
    }
    return Optional.of(new Traced.Items(place, List.copyOf(all)));
  }

  private static Optional<Traced> split(List<Traced> arguments, Place place) {
    if (arguments.size() != 2 || arguments.stream().anyMatch(a -> a.known().isEmpty()) || arguments.get(0).isEmpty()) {
      return Optional.empty();
    }
    String separator = java.util.regex.Pattern.quote(arguments.get(0).known().orElseThrow());
    return Optional.of(new Traced.Items(place, Arrays.stream(arguments.get(1).known().orElseThrow().split(separator, -1))
        .map(t -> (Traced) new Traced.Text(place, t)).toList()));
  }

  private static Optional<Traced> join(List<Traced> arguments, Place place) {
    if (arguments.size() != 2 || arguments.get(0).known().isEmpty() || !(arguments.get(1) instanceof Traced.Items list)) {
      return Optional.empty();
    }
    List<Traced> parts = new ArrayList<>();
    for (Traced item : list.items()) {
      if (!parts.isEmpty() && !arguments.get(0).known().orElseThrow().isEmpty()) {
        parts.add(arguments.get(0));
      }
      parts.add(item);
    }
    return Optional.of(joined(parts, place));
  }

  /** Only with {@code %s} and {@code %v}. */
  private static Optional<Traced> format(List<Traced> arguments, Place place) {
    String pattern = arguments.isEmpty() ? "%d" : arguments.get(0).known().orElse("%d");
    String[] fixed = pattern.split("%[sv]", -1);
    if (fixed.length != arguments.size() || Arrays.stream(fixed).anyMatch(f -> f.contains("%"))) {
      return Optional.empty();
    }
    List<Traced> parts = new ArrayList<>();
    for (int n = 0; n < fixed.length; n++) {
      if (n > 0) {
        parts.add(arguments.get(n));
      }
      parts.add(new Traced.Text(place, fixed[n]));
    }
    return Optional.of(joined(parts, place));
  }

  static Traced index(Traced value, String key, Place place) {
    if (value instanceof Traced.Outside || value instanceof Traced.Unfollowed) {
      return value;
    } else if (value instanceof Traced.Fields map && map.fields().containsKey(key)) {
      return map.fields().get(key);
    } else if (value instanceof Traced.Items list && key.matches("\\d{1,6}") && Integer.parseInt(key) < list.items().size()) {
      return list.items().get(Integer.parseInt(key));
    } else if (value instanceof Traced.Either either) {
      return new Traced.Either(place, either.choices().stream().map(c -> index(c, key, place)).toList());
    }
    return new Traced.Unfollowed(place, "the index " + key);
  }

  /** Texts beside each other. What begins with an address or a path of its own is no upstream, whatever follows. */
  static Traced joined(List<Traced> parts, Place place) {
    List<Traced> filled = parts.stream().filter(p -> !(p instanceof Traced.Text t && t.text().isEmpty())).toList();
    if (filled.isEmpty()) {
      return new Traced.Text(place, "");
    } else if (filled.size() == 1) {
      return filled.get(0);
    }
    if (filled.stream().flatMap(p -> p.known().stream()).mapToLong(String::length).sum() > MAX_TEXT) {
      return new Traced.Unfollowed(place, "a text that is too long");
    }
    if (filled.stream().allMatch(p -> p.known().isPresent())) {
      return GoTemplate.plain(filled.stream().map(p -> p.known().orElseThrow()).collect(Collectors.joining()), place);
    }
    String begin = filled.get(0).known().orElse("");
    if (begin.matches("(?s)((?!file:)[a-z0-9+]+:)?//.*|[./].*")) {
      return new Traced.Outside(place, "a text that begins with " + begin);
    }
    Optional<Traced> outside = filled.stream().filter(Traced.Outside.class::isInstance).findFirst();
    return outside.or(() -> filled.stream().filter(Traced.Unfollowed.class::isInstance).findFirst())
        .orElseGet(() -> new Traced.Unfollowed(place, "a text that is put together"));
  }

  static Optional<Boolean> truth(Traced value) {
    return value.known().filter(t -> t.equals("true") || t.equals("false")).map(Boolean::parseBoolean);
  }
}
