package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A source that a build of the template uses, with what the build itself adds to it.
 *
 * @param type the builder, such as {@code qemu}
 * @param shown what Packer calls its build, such as {@code qemu.disk}; in the old JSON the name alone
 * @param place where it is declared
 * @param attributes its settings and those of each build, in order; a name may stand more than once
 * @param blocks the same for its blocks
 */
record RunningSource(String type, String shown, Place place, List<Attribute> attributes, List<Block> blocks) {

  /** Every source that will run. Where a build's list of sources is known only when Packer runs, that is every source. */
  static List<RunningSource> of(Template template) {
    if (template.syntax() == Template.Syntax.LEGACY_JSON) {
      return legacy(template);
    }
    Map<String, RunningSource> declared = new TreeMap<>();
    template.blocks("source").filter(b -> b.labels().size() == 2).forEach(b -> declared.put(b.labels().get(0) + "." + b.labels().get(1),
        new RunningSource(b.labels().get(0), String.join(".", b.labels()), b.place(), b.body().attributes(), b.body().blocks())));
    Map<String, RunningSource> running = new TreeMap<>();
    for (Block build : template.blocks("build").toList()) {
      if (build.body().blocks("dynamic").findAny().isPresent() || !isListed(build)) {
        declared.forEach(running::putIfAbsent);
      }
      listed(build).forEach(n -> running.computeIfAbsent(n, declared::get));
      for (Block own : build.body().blocks("source").filter(b -> b.labels().size() == 1).toList()) {
        String key = plain(own.labels().get(0));
        running.computeIfPresent(key, (n, source) -> source.with(own.body()));
        running.computeIfAbsent(key, n -> declared.containsKey(n) ? declared.get(n).with(own.body()) : null);
      }
    }
    return List.copyOf(running.values());
  }

  private static List<RunningSource> legacy(Template template) {
    if (!(template.files().get(0).body().get("builders").orElse(null) instanceof Value.Sequence builders)) {
      return List.of();
    }
    return builders.items().stream().filter(Value.Mapping.class::isInstance).map(Value.Mapping.class::cast).map(m -> {
      String type = m.get("type").map(RunningSource::text).orElse("");
      String name = m.get("name").map(RunningSource::text).orElse("");
      return new RunningSource(type, name.isEmpty() ? type : name, m.place(), m.entries(), List.of());
    }).toList();
  }

  private static boolean isListed(Block build) {
    return build.body().attributes().stream().filter(a -> a.name().equals("sources")).map(Attribute::value)
        .allMatch(v -> v instanceof Value.Sequence s && s.items().stream().noneMatch(i -> text(i).isEmpty()));
  }

  private static Stream<String> listed(Block build) {
    return build.body().attributes().stream().filter(a -> a.name().equals("sources")).map(Attribute::value)
        .filter(Value.Sequence.class::isInstance).flatMap(v -> ((Value.Sequence) v).items().stream()).map(RunningSource::text)
        .map(RunningSource::plain);
  }

  /** Packer takes the reference {@code source.qemu.disk} with and without quotes. */
  private static String text(Value value) {
    return value instanceof Value.Text t ? t.text()
        : value instanceof Value.Expression e && e.source().matches("source\\.[\\w-]+\\.[\\w-]+") ? e.source() : "";
  }

  private static String plain(String reference) {
    return reference.replaceFirst("^source\\.", "");
  }

  private RunningSource with(Body more) {
    String named = more.get("name").map(RunningSource::text).filter(n -> !n.isEmpty()).map(n -> type + "." + n).orElse(shown);
    return new RunningSource(type, named, place, joined(attributes, more.attributes()), joined(blocks, more.blocks()));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }

  /** Settings of these names, those of the builds behind the source's own. */
  Stream<Attribute> settings(List<String> names) {
    return attributes.stream().filter(a -> names.contains(a.name()));
  }

  /** Blocks of a name, whether they are blocks, made by {@code dynamic}, or written as a value. */
  Stream<Place> parts(List<String> names) {
    Stream<Place> written = blocks.stream().filter(b -> names.contains(b.type())
        || (b.type().equals("dynamic") && b.labels().stream().anyMatch(names::contains))).map(Block::place);
    return Stream.concat(written, settings(names).filter(a -> !(a.value() instanceof Value.Nothing)
        && !(a.value() instanceof Value.Text t && t.text().isBlank())).map(Attribute::place)).filter(Objects::nonNull);
  }
}
