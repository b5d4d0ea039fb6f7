package io.github.vmimage.packer;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vmimage.report.Finding.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the names of a template stand for in one project: variables with the values that Packer would take (the plugin's own, the POM's,
 * files of values, the environment, the default, in this order), locals, and the template's own folder. Not for several threads.
 */
final class TemplateScope {
  private static final Pattern NAME = Pattern.compile("\\b(var|local)\\.([A-Za-z_][\\w-]*)");

  /** Parts of one value. */
  private static final int MAX_SIZE = 10_000;
  /** Variables and locals that need one another. */
  private static final int MAX_CHAIN = 50;

  private final Template template;
  private final Map<String, Traced> given = new HashMap<>();
  private final Map<String, Value> written = new HashMap<>();
  private final Map<String, Traced> known = new HashMap<>();
  private final Set<String> inWork = new HashSet<>();
  private final Set<String> read = new TreeSet<>();

  private TemplateScope(Template template) {
    this.template = template;
  }

  /**
   * The scope of a template.
   *
   * @param inputs what it is given
   */
  static TemplateScope of(Template template, TemplateInputs inputs) {
    TemplateScope scope = new TemplateScope(template);
    boolean legacy = template.syntax() == Template.Syntax.LEGACY_JSON;
    List<TemplateVariable> variables = TemplateInspection.of(template).variables();
    for (TemplateVariable variable : variables) {
      String key = "var." + variable.name();
      variable.preset().ifPresent(v -> scope.written.put(key, v));
      String fromOutside = inputs.environment().get("PKR_VAR_" + variable.name());
      if (fromOutside != null && !legacy) {
        scope.written.remove(key);
        scope.given.put(key, new Traced.Outside(variable.place(), "the environment variable PKR_VAR_" + variable.name()));
      }
    }
    template.valueFiles().stream().flatMap(f -> f.body().attributes().stream()).forEach(a -> {
      scope.given.remove("var." + a.name());
      scope.written.put("var." + a.name(), a.value());
    });
    inputs.user().forEach(u -> variables.stream().filter(v -> v.name().equals(u.name())).findFirst()
        .ifPresent(v -> scope.given.put("var." + u.name(), ofPom(v, u.value()))));
    List<GivenUpstream> marked = inputs.upstreams().stream().map(u -> new GivenUpstream(u.id(), u.mark(), u.checksum())).toList();
    inputs.contract().withUpstreams(marked).values()
        .forEach((name, text) -> scope.given.put("var." + name, new Traced.Text(VariableFault.POM, text)));
    template.blocks("locals").flatMap(b -> b.body().attributes().stream()).forEach(a -> scope.written.put("local." + a.name(), a.value()));
    template.blocks("local").filter(b -> b.labels().size() == 1).forEach(b -> b.body().get("expression")
        .ifPresent(v -> scope.written.put("local." + b.labels().get(0), v)));
    return scope;
  }

  private static Traced ofPom(TemplateVariable variable, String text) {
    return VariableValue.of(variable.kind(), text).map(TemplateScope::ofJson)
        .orElseGet(() -> new Traced.Unfollowed(VariableFault.POM, "a value that does not fit its type"));
  }

  private static Traced ofJson(JsonNode node) {
    if (node.isArray()) {
      List<Traced> items = new ArrayList<>();
      node.forEach(n -> items.add(ofJson(n)));
      return new Traced.Items(VariableFault.POM, List.copyOf(items));
    } else if (node.isObject()) {
      Map<String, Traced> fields = new LinkedHashMap<>();
      node.properties().forEach(f -> fields.put(f.getKey(), ofJson(f.getValue())));
      return new Traced.Fields(VariableFault.POM, fields);
    }
    return new Traced.Text(VariableFault.POM, node.isNull() ? "" : node.asText());
  }

  /** Follows a value that stands in the template. */
  Traced follow(Value value) {
    Traced found = followed(value);
    return size(found, MAX_SIZE) > MAX_SIZE ? new Traced.Unfollowed(value.place(), "a value that is too large") : found;
  }

  /** Counts as far as a limit: parts that are used again and again would grow without end. */
  private static int size(Traced value, int most) {
    Collection<Traced> parts = value instanceof Traced.Items list ? list.items() : value instanceof Traced.Fields map
        ? map.fields().values() : value instanceof Traced.Either either ? either.choices() : List.of();
    int size = 1;
    for (Traced part : parts) {
      if (size > most) {
        return size;
      }
      size += size(part, most - size);
    }
    return size;
  }

  private Traced followed(Value value) {
    if (value instanceof Value.Text text) {
      return legacy() ? legacy(text.text(), text.place()) : GoTemplate.plain(text.text(), text.place());
    } else if (value instanceof Value.Numeral number) {
      return new Traced.Text(number.place(), number.text());
    } else if (value instanceof Value.Truth truth) {
      return new Traced.Text(truth.place(), Boolean.toString(truth.truth()));
    } else if (value instanceof Value.Sequence list) {
      return new Traced.Items(list.place(), list.items().stream().map(this::follow).toList());
    } else if (value instanceof Value.Mapping map) {
      Map<String, Traced> fields = new LinkedHashMap<>();
      map.entries().forEach(e -> fields.put(e.name(), follow(e.value())));
      return new Traced.Fields(map.place(), fields);
    } else if (value instanceof Value.Expression expression) {
      return follow(expression);
    }
    return new Traced.Text(value.place(), "");
  }

  private Traced follow(Value.Expression expression) {
    String source = expression.source();
    // What cannot be followed may be read all the same.
    NAME.matcher(source).results().forEach(m -> named(m.group(1), List.of(m.group(2)), expression.place()));
    if (legacy()) {
      return legacy(source, expression.place());
    }
    // Both notations of HCL2 call such a value by its source; in JSON that is a string without its quotes.
    boolean bare = expression.place().file().endsWith(".json") && !source.startsWith("\"");
    return bare ? HclExpression.followTemplate(source, expression.place(), this::named)
        : HclExpression.follow(source, expression.place(), this::named);
  }

  private boolean legacy() {
    return template.syntax() == Template.Syntax.LEGACY_JSON;
  }

  private Traced legacy(String text, Place place) {
    if (!text.contains("{{")) {
      return new Traced.Text(place, text);
    }
    return GoTemplate.follow(text, place, (function, argument) -> switch (function) {
      case "user" -> argument == null ? null : named("var", List.of(argument), place);
      case "template_dir" -> new Traced.Text(place, template.folder().toString());
      case "env", "consul_key", "vault", "aws_secretsmanager" ->
          new Traced.Outside(place, function.equals("env") ? "the environment variable " + argument : "what " + function + " answers");
      default -> null;
    });
  }

  private Traced named(String kind, List<String> rest, Place place) {
    String key = kind + "." + String.join(".", rest);
    return switch (kind) {
      case "var", "local" -> {
        read.add(key);
        yield known(key, place);
      }
      case "data" -> new Traced.Outside(place, "the data source " + key.substring("data.".length()));
      case "path" -> rest.equals(List.of("root")) ? new Traced.Text(place, template.folder().toString())
          : new Traced.Unfollowed(place, key);
      default -> new Traced.Unfollowed(place, key);
    };
  }

  private Traced known(String key, Place place) {
    Traced done = given.containsKey(key) ? given.get(key) : known.get(key);
    if (done != null) {
      return done;
    }
    Value value = written.get(key);
    if (value == null) {
      return new Traced.Unfollowed(place, key + ", which has no value here");
    } else if (inWork.size() > MAX_CHAIN || !inWork.add(key)) {
      return new Traced.Unfollowed(place, key + ", which needs itself or a long chain of others");
    }
    Traced found = follow(value);
    inWork.remove(key);
    known.put(key, found);
    return found;
  }

  /**
   * A component with what is known in place of variables and expressions; an empty value asks for one from outside, and an upstream
   * stays what it is.
   */
  Component in(Component component) {
    Body body = component.body();
    return new Component(component.kind(), component.type(), component.name(), component.place(),
        new Body(body.attributes().stream().map(a -> new Attribute(a.place(), a.name(), plain(a.value()))).toList(), body.blocks()));
  }

  private Value plain(Value value) {
    if (value instanceof Value.Sequence list) {
      return new Value.Sequence(list.place(), list.items().stream().map(this::plain).toList());
    }
    return value instanceof Value.Expression ? literal(follow(value)).orElse(value) : value;
  }

  private static Optional<Value> literal(Traced traced) {
    if (traced instanceof Traced.Items list) {
      List<Optional<Value>> items = list.items().stream().map(TemplateScope::literal).toList();
      return items.stream().allMatch(Optional::isPresent)
          ? Optional.of(new Value.Sequence(list.place(), items.stream().map(Optional::get).toList())) : Optional.empty();
    }
    return traced.known().filter(t -> !t.isBlank() && t.chars().noneMatch(c -> c < ' ')).map(t -> new Value.Text(traced.place(), t));
  }

  /** Whether anything that was followed so far takes the variable. */
  boolean hasRead(String variable) {
    return read.contains("var." + variable);
  }

  /** What a text stands for, where it is exactly one of the upstreams. */
  static Optional<GivenUpstream> upstream(String text, List<GivenUpstream> upstreams) {
    String plain = text.replaceFirst("^file://", "");
    return upstreams.stream().filter(u -> u.mark().equals(u.isFile() ? plain : text)).findFirst();
  }
}
