package io.github.vmimage.ansible;

import io.github.vmimage.lint.LintRules;
import io.github.vmimage.report.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The rule that a playbook ends with the seal. */
final class SealedPlaybook {
  private static final String ROLE = "vmimage_seal";
  private static final int MAX_IMPORTS = 10;

  /** What a step of a playbook is to the rule. */
  private enum Step {
    SEAL, OTHER, UNKNOWN
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
    Optional<Node> imported = Stream.of("import_playbook", "ansible.builtin.import_playbook", "include")
        .flatMap(k -> YamlFile.get(last, k).stream()).findFirst();
    if (imported.isPresent()) {
      return imported.flatMap(YamlFile::text).filter(n -> imports > 0).flatMap(n -> AnsiblePolicy.beside(playbook.path(), n))
          .flatMap(f -> check(reader.apply(f), reader, imports - 1));
    }
    Node end = steps(last).reduce((first, second) -> second).orElse(null);
    if (isComputed(last) || (end != null && step(end) != Step.OTHER)) {
      return Optional.empty();
    }
    boolean elsewhere = plays.stream().flatMap(SealedPlaybook::steps).anyMatch(s -> step(s) == Step.SEAL);
    return Optional.of(LintRules.SEAL_ROLE.finding(playbook.place(end == null ? last : end),
        elsewhere ? "this runs after the role " + ROLE : "the playbook does not end with the role " + ROLE));
  }

  /** Plays for the machine that runs Ansible do nothing to the guest. */
  private static boolean isLocal(Node play) {
    return YamlFile.get(play, "hosts").flatMap(YamlFile::text).filter(h -> List.of("localhost", "127.0.0.1").contains(h)).isPresent()
        || YamlFile.get(play, "connection").flatMap(YamlFile::text).filter("local"::equals).isPresent();
  }

  /** Everything a play does, in the order in which Ansible does it. */
  private static Stream<Node> steps(Node play) {
    return Stream.of("pre_tasks", "roles", "tasks", "post_tasks").flatMap(k -> YamlFile.get(play, k).stream()).flatMap(YamlFile::items);
  }

  private static boolean isComputed(Node play) {
    return Stream.of("<<", "roles", "tasks", "post_tasks").flatMap(k -> YamlFile.get(play, k).stream())
        .anyMatch(n -> n instanceof MappingNode || YamlFile.isComputed(n));
  }

  private static Step step(Node step) {
    Optional<Node> block = YamlFile.get(step, "block");
    if (block.isPresent()) {
      return YamlFile.items(block.get()).reduce((first, second) -> second).map(SealedPlaybook::step).orElse(Step.OTHER);
    }
    Optional<Node> role = step instanceof ScalarNode ? Optional.of(step)
        : Stream.of("role", "name").flatMap(k -> YamlFile.get(step, k).stream()).filter(n -> isRoleEntry(step)).findFirst();
    Optional<Node> included = Stream.of("include_role", "import_role").flatMap(k -> Stream.of(k, "ansible.builtin." + k))
        .flatMap(k -> YamlFile.get(step, k).stream()).findFirst();
    if (included.isPresent()) {
      role = YamlFile.get(included.get(), "name");
    }
    boolean elsewhere = YamlFile.entries(step).anyMatch(e -> YamlFile.text(e.getKeyNode())
        .filter(k -> k.matches("<<|(.*\\.)?(include|import)_tasks|include")).isPresent());
    if (elsewhere || role.filter(YamlFile::isComputed).isPresent()) {
      return Step.UNKNOWN;
    }
    return role.flatMap(YamlFile::text).filter(r -> r.equals(ROLE) || r.endsWith("." + ROLE)).isPresent() ? Step.SEAL : Step.OTHER;
  }

  /** In a list of roles {@code name} is the role; in a list of tasks it is the title. */
  private static boolean isRoleEntry(Node step) {
    return YamlFile.get(step, "role").isPresent() || YamlFile.entries(step).allMatch(e -> YamlFile.text(e.getKeyNode())
        .filter(k -> List.of("name", "vars", "tags", "when", "become", "become_user").contains(k)).isPresent());
  }
}
