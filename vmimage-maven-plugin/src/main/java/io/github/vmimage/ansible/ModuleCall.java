package io.github.vmimage.ansible;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * A module that a task calls, in whichever of Ansible's three forms: {@code module: arguments}, {@code action: module arguments}, and
 * {@code action:} with the module and its arguments in one map. {@code local_action} is as {@code action}.
 *
 * @param name where it stands, for a finding
 * @param module its name, without the collection of Ansible's own modules
 * @param arguments what it is given
 * @param line the arguments where they are one line of text
 */
record ModuleCall(Node name, String module, Node arguments, Optional<String> line) {

  /** Reads an entry of a task; most are no call of a known module, which the rules find out. */
  static Optional<ModuleCall> of(NodeTuple entry) {
    Node value = entry.getValueNode();
    String key = YamlFile.text(entry.getKeyNode()).orElse("");
    if (!key.matches("(local_)?action")) {
      return Optional.of(new ModuleCall(entry.getKeyNode(), plain(key), value, YamlFile.text(value)));
    }
    if (value instanceof MappingNode) {
      return YamlFile.get(value, "module").flatMap(YamlFile::text).map(m -> new ModuleCall(value, plain(m), value, Optional.empty()));
    }
    return YamlFile.text(value).map(String::strip).map(t -> t.split("\\s+", 2))
        .map(t -> new ModuleCall(value, plain(t[0]), value, Optional.of(t.length > 1 ? t[1] : "")));
  }

  /** An argument, where its text stands in the file: of a map, or of a line such as {@code name="a b" state=present}. */
  Optional<String> argument(String key) {
    if (line.isEmpty()) {
      return YamlFile.get(arguments, key).map(n -> YamlFile.text(n).orElse("{{"));
    }
    Matcher m = Pattern.compile("(?:^|\\s)" + Pattern.quote(key) + "\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|(\\S+))").matcher(line.get());
    return m.find() ? Stream.of(1, 2, 3).map(m::group).filter(Objects::nonNull).findFirst() : Optional.empty();
  }

  private static String plain(String module) {
    return module.replaceFirst("^ansible\\.(builtin|legacy)\\.", "");
  }
}
