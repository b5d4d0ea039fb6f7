package io.github.vmimage.ansible;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * What a module is given, in whichever form.
 *
 * @param call the call, with a map or a line of arguments
 * @param args the map of the task's {@code args}, where it has one
 */
record TaskArguments(ModuleCall call, Optional<Node> args) {

  static TaskArguments of(ModuleCall call, Optional<Node> args) {
    return new TaskArguments(call, args.filter(MappingNode.class::isInstance));
  }

  /** Each argument that stands in a map. */
  Stream<NodeTuple> entries() {
    return Stream.concat(YamlFile.entries(call.arguments()), args.stream().flatMap(YamlFile::entries));
  }


  private Stream<Node> nodes(String name) {
    return Stream.concat(YamlFile.get(call.arguments(), name).stream(), args.flatMap(a -> YamlFile.get(a, name)).stream())
        .flatMap(n -> n instanceof SequenceNode ? YamlFile.items(n) : Stream.of(n));
  }

  /** The value's text, or that part of a line. */
  Optional<String> text(String name) {
    Optional<String> written = nodes(name).flatMap(n -> YamlFile.text(n).stream()).findFirst();
    return written.or(() -> call.line().flatMap(l -> Pattern.compile("(?:^|\\s)" + name + "=(\\S+)").matcher(l).results()
        .map(m -> m.group(1).replaceAll("^[\"']|[\"']$", "")).findFirst()));
  }

  boolean has(String name) {
    return nodes(name).findAny().isPresent() || text(name).isPresent();
  }

  /** Whether it is of this form, or computed and perhaps so. */
  boolean matches(String name, String form) {
    return text(name).filter(t -> t.strip().matches(form) || t.contains("{{")).isPresent();
  }

  boolean found(String name, String form) {
    return nodes(name).flatMap(n -> YamlFile.text(n).stream()).anyMatch(t -> t.strip().matches("(?s)" + form))
        || text(name).filter(t -> t.matches("(?s)" + form)).isPresent();
  }

  boolean unpinned(String name, String form) {
    return nodes(name).flatMap(n -> YamlFile.text(n).stream()).anyMatch(t -> !t.contains("{{") && !t.matches(form))
        || (nodes(name).findAny().isEmpty() && text(name).filter(t -> !t.contains("{{") && !t.matches(form)).isPresent());
  }

  boolean removes() {
    return found("state", "absent|removed|.*\\{\\{.*");
  }

  List<String> command() {
    Optional<String> words = nodes("argv").flatMap(n -> YamlFile.text(n).stream()).reduce((a, b) -> a + " " + b);
    return Stream.of(call.line(), text("cmd"), words).flatMap(Optional::stream).toList();
  }
}
