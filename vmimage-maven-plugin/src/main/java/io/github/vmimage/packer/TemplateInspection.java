package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a template declares.
 *
 * @param syntax its language
 * @param variables its input variables, in order
 * @param sources its sources, in order
 * @param pluginBlocks where it declares {@code required_plugins}
 * @param presetNames names that get a value from a file that Packer loads by itself
 * @param presetSecrets values of sensitive variables that stand in the template or in such a file
 */
public record TemplateInspection(Template.Syntax syntax, List<TemplateVariable> variables, List<TemplateSource> sources,
    List<Place> pluginBlocks, Set<String> presetNames, List<String> presetSecrets) {

  /**
   * Looks through a template.
   *
   * @param template the template
   * @return what it declares
   */
  public static TemplateInspection of(Template template) {
    boolean legacy = template.syntax() == Template.Syntax.LEGACY_JSON;
    List<TemplateVariable> variables = legacy ? legacyVariables(template.files().get(0).body()) : hclVariables(template);
    List<TemplateSource> sources = legacy ? legacySources(template.files().get(0).body()) : hclSources(template);
    List<Attribute> given = template.valueFiles().stream().flatMap(f -> f.body().attributes().stream()).toList();
    Set<String> names = new TreeSet<>(given.stream().map(Attribute::name).toList());
    Set<String> sensitive = new TreeSet<>(variables.stream().filter(TemplateVariable::sensitive).map(TemplateVariable::name).toList());
    List<String> secrets = Stream.concat(
        variables.stream().filter(TemplateVariable::sensitive).map(TemplateVariable::preset).flatMap(Optional::stream),
        given.stream().filter(a -> sensitive.contains(a.name())).map(Attribute::value)).flatMap(TemplateInspection::texts).toList();
    return new TemplateInspection(template.syntax(), variables, sources, pluginBlocks(template), names, secrets);
  }

  /**
   * Finds a variable.
   *
   * @param name its name
   * @return its declaration
   */
  public Optional<TemplateVariable> variable(String name) {
    return variables.stream().filter(v -> v.name().equals(name)).findFirst();
  }

  private static List<TemplateVariable> hclVariables(Template template) {
    List<TemplateVariable> found = new ArrayList<>();
    template.files().stream().flatMap(f -> f.body().blocks().stream()).forEach(block -> {
      if (block.type().equals("variable") && block.labels().size() == 1) {
        Body body = block.body();
        found.add(new TemplateVariable(block.place(), block.labels().get(0), body.get("type").map(TemplateInspection::source).orElse(""),
            body.get("sensitive").filter(v -> v instanceof Value.Truth t && t.truth()).isPresent(), body.get("default")));
      } else if (block.type().equals("variables")) {
        block.body().attributes()
            .forEach(a -> found.add(new TemplateVariable(a.place(), a.name(), "", false, Optional.of(a.value()))));
      }
    });
    return List.copyOf(found);
  }

  private static String source(Value value) {
    return value instanceof Value.Expression e ? e.source() : value instanceof Value.Text t ? t.text() : "";
  }

  private static List<TemplateSource> hclSources(Template template) {
    return template.blocks("source").filter(b -> b.labels().size() == 2)
        .map(b -> new TemplateSource(b.place(), b.labels().get(0), b.labels().get(1))).toList();
  }

  private static List<Place> pluginBlocks(Template template) {
    return template.blocks("packer").flatMap(b -> Stream.concat(b.body().blocks("required_plugins").map(Block::place),
        b.body().attributes().stream().filter(a -> a.name().equals("required_plugins")).map(Attribute::place))).toList();
  }

  private static List<TemplateVariable> legacyVariables(Body root) {
    List<String> sensitive = root.get("sensitive-variables").stream().flatMap(TemplateInspection::texts).toList();
    if (!(root.get("variables").orElse(null) instanceof Value.Mapping declared)) {
      return List.of();
    }
    return declared.entries().stream().map(e -> new TemplateVariable(e.place(), e.name(), "string", sensitive.contains(e.name()),
        Optional.of(e.value()).filter(v -> !(v instanceof Value.Nothing)))).toList();
  }

  private static List<TemplateSource> legacySources(Body root) {
    if (!(root.get("builders").orElse(null) instanceof Value.Sequence builders)) {
      return List.of();
    }
    return builders.items().stream().filter(Value.Mapping.class::isInstance).map(Value.Mapping.class::cast).flatMap(b -> {
      String type = b.get("type").map(TemplateInspection::source).orElse("");
      return type.isEmpty() ? Stream.empty()
          : Stream.of(new TemplateSource(b.place(), type, b.get("name").map(TemplateInspection::source).orElse(type)));
    }).toList();
  }

  /** All strings and numbers in a value; booleans keep no secret. */
  private static Stream<String> texts(Value value) {
    if (value instanceof Value.Text text) {
      return Stream.of(text.text());
    } else if (value instanceof Value.Numeral number) {
      return Stream.of(number.text());
    } else if (value instanceof Value.Sequence sequence) {
      return sequence.items().stream().flatMap(TemplateInspection::texts);
    } else if (value instanceof Value.Mapping mapping) {
      return mapping.entries().stream().map(Attribute::value).flatMap(TemplateInspection::texts);
    }
    return Stream.empty();
  }
}
