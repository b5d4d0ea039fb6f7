package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A part of a template that a plugin of Packer works on, the same for both languages.
 *
 * @param kind what it is
 * @param type the plugin's name for it, such as {@code qemu} or {@code shell-local}
 * @param name what a person calls it, such as {@code qemu.disk}; the type where it has no name of its own
 * @param place where it begins
 * @param body what it sets
 */
record Component(Kind kind, String type, String name, Place place, Body body) {

  /** Kinds of components. */
  enum Kind {
    SOURCE, DATA, PROVISIONER, POST_PROCESSOR
  }

  /** Everything in a template, files in alphabetical order. */
  static List<Component> of(Template template) {
    List<Component> found = new ArrayList<>();
    if (template.syntax() == Template.Syntax.LEGACY_JSON) {
      Body root = template.files().get(0).body();
      root.get("builders").ifPresent(v -> legacy(found, Kind.SOURCE, v));
      root.get("provisioners").ifPresent(v -> legacy(found, Kind.PROVISIONER, v));
      root.get("post-processors").ifPresent(v -> legacy(found, Kind.POST_PROCESSOR, v));
      return List.copyOf(found);
    }
    template.files().forEach(f -> {
      blocks(found, f.body().blocks());
      f.body().blocks("build").forEach(b -> {
        blocks(found, b.body().blocks());
        b.body().blocks("post-processors").forEach(p -> blocks(found, p.body().blocks()));
      });
    });
    return List.copyOf(found);
  }

  /** The provisioners of each build, in the order in which they run. */
  static List<List<Component>> provisioners(Template template) {
    if (template.syntax() == Template.Syntax.LEGACY_JSON) {
      return List.of(of(template).stream().filter(c -> c.kind() == Kind.PROVISIONER).toList());
    }
    return template.blocks("build").map(b -> provisioners(b.body())).toList();
  }

  /** The provisioners of one build, in the order in which they run. */
  static List<Component> provisioners(Body build) {
    List<Component> found = new ArrayList<>();
    blocks(found, build.blocks());
    return found.stream().filter(c -> c.kind() == Kind.PROVISIONER).toList();
  }

  private static void blocks(List<Component> found, List<Block> blocks) {
    for (Block block : blocks.stream().flatMap(Component::written).toList()) {
      Kind kind = switch (block.type()) {
        case "source" -> Kind.SOURCE;
        case "data" -> Kind.DATA;
        case "provisioner" -> Kind.PROVISIONER;
        case "post-processor" -> Kind.POST_PROCESSOR;
        default -> null;
      };
      if (kind != null && !block.labels().isEmpty()) {
        String type = block.labels().get(0);
        // A build's own settings for a source: source "qemu.disk", or source "source.qemu.disk".
        String plain = type.startsWith("source.") ? type.substring("source.".length()) : type;
        String name = block.labels().size() > 1 ? plain + "." + block.labels().get(1) : plain;
        found.add(new Component(kind, plain.replaceFirst("\\..*", ""), name, block.place(), block.body()));
      }
    }
  }

  /**
   * A block as it is written; of a {@code dynamic} one what it repeats, once. It runs as often as its list is long: never where that stands
   * there empty.
   */
  private static Stream<Block> written(Block block) {
    if (!block.type().equals("dynamic") || block.labels().size() != 1) {
      return Stream.of(block);
    }
    List<String> labels = block.body().get("labels").filter(Value.Sequence.class::isInstance).map(Value.Sequence.class::cast).stream()
        .flatMap(s -> s.items().stream()).map(v -> v instanceof Value.Text t ? t.text() : "").toList();
    boolean never = block.body().get("for_each").filter(v -> (v instanceof Value.Sequence s && s.items().isEmpty())
        || (v instanceof Value.Mapping m && m.entries().isEmpty())).isPresent();
    return never ? Stream.empty()
        : block.body().blocks("content").map(c -> new Block(block.place(), block.labels().get(0), labels, c.body()));
  }

  private static void legacy(List<Component> found, Kind kind, Value value) {
    if (value instanceof Value.Sequence sequence) {
      sequence.items().forEach(v -> legacy(found, kind, v));
    } else if (value instanceof Value.Mapping mapping) {
      mapping.get("type").filter(Value.Text.class::isInstance).map(Value.Text.class::cast)
          .ifPresent(t -> found.add(new Component(kind, t.text(), mapping.get("name").filter(Value.Text.class::isInstance)
              .map(n -> ((Value.Text) n).text()).orElse(t.text()), mapping.place(), new Body(mapping.entries(), List.of()))));
    }
  }

  /** The last value of a setting, as Packer takes it. */
  Optional<Value> get(String name) {
    return body.attributes().stream().filter(a -> a.name().equals(name)).map(Attribute::value).reduce((first, second) -> second);
  }

  /** The strings of some settings, single or in a list, whose text is known. */
  Stream<Value.Text> texts(List<String> names) {
    return body.attributes().stream().filter(a -> names.contains(a.name())).map(Attribute::value)
        .flatMap(v -> v instanceof Value.Sequence s ? s.items().stream() : Stream.of(v)).filter(Value.Text.class::isInstance)
        .map(Value.Text.class::cast).filter(t -> !t.text().contains("{{"));
  }
}
