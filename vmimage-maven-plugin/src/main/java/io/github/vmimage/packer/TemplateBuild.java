package io.github.vmimage.packer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One build of a template: what its provisioners do to each of its sources. Builds run beside each other, each with a guest of its own.
 *
 * @param sources the names that {@code only} and {@code except} know, such as {@code qemu.disk}; in the old language a builder's name.
 *     One empty name where they are known only when Packer runs
 * @param provisioners in the order in which they run
 */
record TemplateBuild(Set<String> sources, List<Component> provisioners) {
  /** Whether a provisioner runs. */
  enum Runs { YES, NO, PERHAPS }

  static List<TemplateBuild> of(Template template) {
    if (template.syntax() == Template.Syntax.LEGACY_JSON) {
      Set<String> names = new LinkedHashSet<>(TemplateInspection.of(template).sources().stream().map(TemplateSource::name).toList());
      return Component.provisioners(template).stream().map(p -> new TemplateBuild(named(names), p)).toList();
    }
    return template.blocks("build").map(b -> new TemplateBuild(named(sources(b.body())), Component.provisioners(b.body()))).toList();
  }

  private static Set<String> named(Set<String> sources) {
    return sources.isEmpty() ? Set.of("") : sources;
  }

  private static Set<String> sources(Body build) {
    Set<String> names = new LinkedHashSet<>();
    List<Value> listed = build.get("sources").map(v -> v instanceof Value.Sequence s ? s.items() : List.of(v)).orElse(List.of());
    for (Value value : listed) {
      String text = value instanceof Value.Text t ? t.text() : value instanceof Value.Expression e ? e.source() : "";
      boolean reference = value instanceof Value.Text || text.matches("source\\.[\\w-]+\\.[\\w-]+");
      names.add(reference ? text.replaceFirst("^source\\.", "") : "");
    }
    build.blocks("source").filter(b -> !b.labels().isEmpty()).forEach(b -> {
      String label = b.labels().get(0).replaceFirst("^source\\.", "");
      names.add(b.body().get("name").map(n -> n instanceof Value.Text t ? label.replaceFirst("\\..*", "") + "." + t.text() : "")
          .orElse(label));
    });
    return names;
  }

  /** Whether a provisioner runs for a source, by its {@code only} and {@code except}. */
  static Runs runs(Component provisioner, String source) {
    Optional<Value> only = provisioner.get("only");
    Optional<Value> except = provisioner.get("except");
    if (only.isEmpty() && except.isEmpty()) {
      return Runs.YES;
    }
    List<Optional<String>> names = texts(only.or(() -> except).orElseThrow());
    boolean empty = names.isEmpty();
    boolean unknown = source.isEmpty() || names.contains(Optional.<String>empty());
    if (empty || (!unknown && names.contains(Optional.of(source)) == only.isPresent())) {
      return Runs.YES;
    }
    return unknown ? Runs.PERHAPS : Runs.NO;
  }

  /** The provisioner as it runs for a source: what its {@code override} says of that source goes before. */
  static Component applied(Component provisioner, String source) {
    String name = source.substring(source.indexOf('.') + 1);
    List<Attribute> attributes = new ArrayList<>(provisioner.body().attributes());
    provisioner.body().nested("override").flatMap(o -> o.nested(name)).forEach(o -> attributes.addAll(o.attributes()));
    return new Component(provisioner.kind(), provisioner.type(), provisioner.name(), provisioner.place(),
        new Body(attributes, provisioner.body().blocks()));
  }

  private static List<Optional<String>> texts(Value list) {
    return (list instanceof Value.Sequence s ? s.items().stream() : Stream.of(list))
        .map(v -> Optional.of(v).filter(Value.Text.class::isInstance).map(t -> ((Value.Text) t).text())).toList();
  }
}
