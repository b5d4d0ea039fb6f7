package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows a text with calls of Go's templates, as templates in Packer's old JSON have them. */
final class GoTemplate {
  private static final Pattern CALL = Pattern.compile("\\{\\{-?\\s*(.*?)\\s*-?\\}\\}", Pattern.DOTALL);
  private static final Pattern FUNCTION = Pattern.compile("(\\.?[A-Za-z_]+)(?:\\s+[`\"]([^`\"]*)[`\"])?");

  /** Stands for the folder in which the builder makes its disk. */
  static final String OUTPUT = "\u0002";

  /** A longer text with calls in it is no name of a file. */
  private static final int MAX_LENGTH = 1 << 13;

  private GoTemplate() {}

  /** A text of HCL2, in which Packer fills in what only the builder knows. */
  static Traced plain(String text, Place place) {
    return text.contains("{{") ? follow(text, place, (function, argument) -> null) : new Traced.Text(place, text);
  }

  private static Traced ofBuilder(String function, Place place) {
    return switch (function) {
      case ".OutputDir" -> new Traced.Text(place, OUTPUT);
      case ".Name" -> new Traced.Text(place, "name");
      default -> null;
    };
  }

  /** With what {@code user} and the other functions stand for; null for one that is not known. */
  static Traced follow(String text, Place place, BiFunction<String, String, Traced> functions) {
    if (text.length() > MAX_LENGTH) {
      return new Traced.Unfollowed(place, "a text that is too long");
    }
    List<Traced> parts = new ArrayList<>();
    Matcher call = CALL.matcher(text);
    int from = 0;
    while (call.find()) {
      parts.add(new Traced.Text(place, text.substring(from, call.start())));
      Matcher function = FUNCTION.matcher(call.group(1));
      Traced value = !function.matches() ? null : function.group(1).startsWith(".") ? ofBuilder(function.group(1), place)
          : functions.apply(function.group(1), function.group(2));
      parts.add(value != null ? value : new Traced.Unfollowed(place, "{{" + call.group(1) + "}}"));
      from = call.end();
    }
    String rest = text.substring(from);
    parts.add(rest.contains("{{") ? new Traced.Unfollowed(place, "{{") : new Traced.Text(place, rest));
    return HclFunctions.joined(parts, place);
  }
}
