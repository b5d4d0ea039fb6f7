package io.github.vmimage.ansible;

import io.github.vmimage.lint.LintRules;
import io.github.vmimage.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The rules over a single task. */
final class TaskRules {
  private static final List<String> COMMANDS = List.of("command", "shell", "raw", "script");
  /** What tells a version in the name of a package, for each module that installs packages. */
  private static final Map<String, Pattern> VERSIONED = Map.of("apt", Pattern.compile("[^=]+=.+"), "apk", Pattern.compile("[^=]+[=~].+"),
      "dnf", Pattern.compile(".+[-=]\\d.*"), "yum", Pattern.compile(".+[-=]\\d.*"), "zypper", Pattern.compile(".+[-=]\\d.*"),
      "package", Pattern.compile(".+([=~].+|-\\d.*)"), "pip", Pattern.compile(".+(===?.+|@.+)"));
  /** A file, an address, a group or a pattern: no name of a package. */
  private static final Pattern NO_NAME = Pattern.compile("(?s)|.*(\\{\\{|[/*@]|\\.(deb|rpm|apk|whl)$).*");

  private TaskRules() {}

  static List<Finding> check(YamlFile file, Node task) {
    List<Finding> findings = new ArrayList<>();
    List<NodeTuple> entries = YamlFile.entries(task).toList();
    if (has(task, "<<")) {
      return findings;
    }
    for (ModuleCall call : entries.stream().flatMap(e -> ModuleCall.of(e).stream()).toList()) {
      String module = call.module();
      findings.addAll(TaskDownloads.check(file, call, YamlFile.get(task, "args")));
      if (COMMANDS.contains(module) && !has(task, "changed_when") && !saysWhen(call.arguments(), call.line())
          && YamlFile.get(task, "args").filter(TaskRules::saysWhen).isEmpty()) {
        findings.add(LintRules.NOT_IDEMPOTENT.finding(file.place(call.name()), "this " + module + " counts as a change every time"));
      }
      if (VERSIONED.containsKey(module)) {
        unversioned(module, call.arguments()).forEach(n -> findings.add(LintRules.PACKAGE_VERSION.finding(file.place(n),
            "the package " + YamlFile.text(n).orElse("") + " has no version")));
      }
    }
    return findings;
  }

  private static boolean has(Node node, String key) {
    return YamlFile.get(node, key).isPresent();
  }

  /** Whether the arguments name what the command makes or removes, or may do so when Ansible has computed them. */
  private static boolean saysWhen(Node arguments) {
    return saysWhen(arguments, YamlFile.text(arguments));
  }

  private static boolean saysWhen(Node arguments, Optional<String> line) {
    if (arguments instanceof MappingNode) {
      return has(arguments, "creates") || has(arguments, "removes") || has(arguments, "<<");
    }
    return line.isEmpty() || line.get().matches("(?s)\\s*\\{\\{((?!\\}\\}).)*\\}\\}\\s*|(.*\\s)?(creates|removes)=.*");
  }

  private static Stream<Node> unversioned(String module, Node arguments) {
    boolean pinned = YamlFile.get(arguments, "version").isPresent() || YamlFile.get(arguments, "<<").isPresent();
    boolean removes = YamlFile.get(arguments, "state").filter(s -> YamlFile.isComputed(s)
        || YamlFile.text(s).filter(t -> t.equals("absent") || t.equals("removed")).isPresent()).isPresent();
    if (pinned || removes) {
      return Stream.empty();
    }
    return Stream.of("name", "pkg", "package").flatMap(k -> YamlFile.get(arguments, k).stream())
        .flatMap(n -> n instanceof SequenceNode ? YamlFile.items(n) : Stream.of(n))
        .filter(n -> YamlFile.text(n).filter(t -> !NO_NAME.matcher(t).matches())
            .filter(t -> !VERSIONED.get(module).matcher(t).matches()).isPresent());
  }
}
