package io.github.vmimage.ansible;

import io.github.vmimage.lint.LintRules;
import io.github.vmimage.report.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The rule that a playbook ends with the seal. */
final class SealedPlaybook {
  private static final String ROLE = "vmimage_seal";
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1");
  private static final int MAX_IMPORTS = 10;

  /** What a step of a playbook is to the rule. */
  private enum Step {
    SEAL, OTHER, UNKNOWN
  }

  /** An entry of a play's list of tasks or of roles. */
  private record StepAt(Node node, boolean isRole) {
    Step step() {
      return isRole ? role(node) : task(node);
    }
  }

  private SealedPlaybook() {}

  /** Finds where a playbook should end with the seal and does not; nothing where only a run can tell. */
  static Optional<Finding> check(YamlFile playbook, Function<Path, YamlFile> reader) {
    return check(playbook, reader, MAX_IMPORTS);
  }

  private static Optional<Finding> check(YamlFile playbook, Function<Path, YamlFile> reader, int imports) {
    List<Node> plays = playbook.roots().stream().flatMap(YamlFile::items).filter(p -> !isLocal(p)).toList();
    if (playbook.fault().isPresent() || playbook.roots().isEmpty()) {
      return Optional.empty();
    }
    if (plays.isEmpty()) {
      return Optional.of(LintRules.SEAL_ROLE.finding(Finding.Place.file(playbook.shown()), "no play applies the role " + ROLE));
    }
    Node last = plays.get(plays.size() - 1);
    Optional<Node> imported = YamlFile.entries(last).filter(e -> YamlFile.text(e.getKeyNode()).map(SealedPlaybook::plain)
        .filter(k -> k.equals("import_playbook") || k.equals("include")).isPresent()).map(NodeTuple::getValueNode).findFirst();
    if (imported.isPresent()) {
      return imported.flatMap(YamlFile::text).filter(n -> imports > 0).flatMap(n -> AnsiblePolicy.beside(playbook.path(), n))
          .flatMap(f -> check(reader.apply(f), reader, imports - 1));
    }
    StepAt end = steps(last).reduce((first, second) -> second).orElse(null);
    if (isComputed(last) || (end != null && end.step() != Step.OTHER)) {
      return Optional.empty();
    }
    boolean elsewhere = plays.stream().flatMap(SealedPlaybook::steps).anyMatch(s -> s.step() == Step.SEAL);
    return Optional.of(LintRules.SEAL_ROLE.finding(playbook.place(end == null ? last : end.node()),
        elsewhere ? "this runs after the role " + ROLE : "the playbook does not end with the role " + ROLE));
  }

  /** Plays for the machine that runs Ansible do nothing to the guest. */
  private static boolean isLocal(Node play) {
    List<String> hosts = YamlFile.get(play, "hosts").stream().flatMap(h -> h instanceof ScalarNode ? Stream.of(h) : YamlFile.items(h))
        .map(h -> YamlFile.text(h).orElse("{{")).flatMap(h -> Stream.of(h.strip().split("[,\\s]+"))).filter(h -> !h.isEmpty()).toList();
    return (!hosts.isEmpty() && LOCAL.containsAll(hosts))
        || YamlFile.get(play, "connection").flatMap(YamlFile::text).filter(c -> plain(c).equals("local")).isPresent();
  }

  /** Everything a play does, in the order in which Ansible does it: a role is named in another way than a task. */
  private static Stream<StepAt> steps(Node play) {
    return Stream.of("pre_tasks", "roles", "tasks", "post_tasks").flatMap(k -> YamlFile.get(play, k).stream().flatMap(YamlFile::items)
        .map(n -> new StepAt(n, k.equals("roles"))));
  }

  private static boolean isComputed(Node play) {
    return Stream.of("<<", "roles", "tasks", "post_tasks").flatMap(k -> YamlFile.get(play, k).stream())
        .anyMatch(n -> n instanceof MappingNode || YamlFile.isComputed(n));
  }

  private static Step role(Node entry) {
    Optional<Node> name = entry instanceof ScalarNode ? Optional.of(entry)
        : Stream.of("role", "name").flatMap(k -> YamlFile.get(entry, k).stream()).findFirst();
    return applies(name.flatMap(YamlFile::text).orElse("{{"), "");
  }

  private static Step task(Node task) {
    if (YamlFile.get(task, "block").isPresent()) {
      return Stream.of("block", "always").flatMap(k -> YamlFile.get(task, k).stream()).flatMap(YamlFile::items)
          .reduce((first, second) -> second).map(SealedPlaybook::task).orElse(Step.OTHER);
    }
    for (ModuleCall call : YamlFile.entries(task).flatMap(e -> ModuleCall.of(e).stream()).toList()) {
      if (call.module().matches("<<|include|(include|import)_tasks")) {
        return Step.UNKNOWN;
      } else if (call.module().matches("(include|import)_role")) {
        return applies(argument(task, call, "name").or(() -> argument(task, call, "role")).orElse(""),
            argument(task, call, "tasks_from").orElse(""));
      }
    }
    return Step.OTHER;
  }

  /** Whatever is computed as a whole may hold it. */
  private static Optional<String> argument(Node task, ModuleCall call, String name) {
    boolean computed = YamlFile.isComputed(call.arguments()) || YamlFile.get(call.arguments(), "<<").isPresent();
    return call.argument(name).or(() -> YamlFile.get(task, "args").flatMap(a -> YamlFile.get(a, name)).flatMap(YamlFile::text))
        .or(() -> computed ? Optional.of("{{") : Optional.empty());
  }

  /** Another file of tasks than the role's first is another thing than the role. */
  private static Step applies(String role, String tasksFrom) {
    if (role.contains("{{") || tasksFrom.contains("{{")) {
      return Step.UNKNOWN;
    }
    boolean whole = tasksFrom.matches("|main(\\.ya?ml)?");
    return whole && (role.strip().equals(ROLE) || role.strip().endsWith("." + ROLE)) ? Step.SEAL : Step.OTHER;
  }

  private static String plain(String name) {
    return name.replaceFirst("^ansible\\.(builtin|legacy)\\.", "");
  }
}
