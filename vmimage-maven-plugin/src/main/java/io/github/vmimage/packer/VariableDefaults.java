package io.github.vmimage.packer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The values of variables that nothing but their own default can give: what a setting takes from such a variable stands in the template,
 * only in another place. A variable of the contract, or one that the project, the environment or a file of values sets, is not among
 * them; neither is an empty default, which asks for a value from outside.
 */
final class VariableDefaults {
  private static final Pattern HCL = Pattern.compile("\\s*\"?(?:\\$\\{\\s*)?var\\.([A-Za-z_][A-Za-z0-9_-]*)(?:\\s*\\})?\"?\\s*");
  private static final Pattern LEGACY = Pattern.compile("\\s*\\{\\{\\s*user\\s+[`\"]([^`\"{}]+)[`\"]\\s*\\}\\}\\s*");

  private final Map<String, Value> values;

  private VariableDefaults(Map<String, Value> values) {
    this.values = Map.copyOf(values);
  }

  static VariableDefaults of(Template template, Set<String> given) {
    TemplateInspection inspection = TemplateInspection.of(template);
    Map<String, Value> values = new HashMap<>();
    for (TemplateVariable variable : inspection.variables()) {
      String name = variable.name();
      boolean elsewhere = given.contains(name) || inspection.presetNames().contains(name) || ContractVariable.named(name).isPresent()
          || name.startsWith("upstream_");
      variable.preset().filter(v -> !elsewhere && isWritten(v)).ifPresent(v -> values.put(name, v));
    }
    return new VariableDefaults(values);
  }

  private static boolean isWritten(Value value) {
    return value instanceof Value.Text text ? !text.text().isBlank() && !text.text().contains("{{")
        : !(value instanceof Value.Nothing || value instanceof Value.Expression);
  }

  /** The component with the defaults in place of the variables. */
  Component in(Component component) {
    Body body = component.body();
    return new Component(component.kind(), component.type(), component.place(),
        new Body(body.attributes().stream().map(a -> new Attribute(a.place(), a.name(), known(a.value()))).toList(), body.blocks()));
  }

  private Value known(Value value) {
    if (value instanceof Value.Sequence sequence) {
      return new Value.Sequence(sequence.place(), sequence.items().stream().map(this::known).toList());
    }
    return name(value).map(values::get).orElse(value);
  }

  private static Optional<String> name(Value value) {
    if (!(value instanceof Value.Expression expression)) {
      return Optional.empty();
    }
    return Stream.of(HCL, LEGACY).map(p -> p.matcher(expression.source())).filter(Matcher::matches).map(m -> m.group(1)).findFirst();
  }
}
