package io.github.vmimage.ansible;

import io.github.vmimage.ansible.AnsibleProject.Kind;
import io.github.vmimage.lint.LintRules;
import io.github.vmimage.lint.SecretText;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Finding.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Checks the rules of {@link LintRules} that Ansible's files have to keep. Only what stands in them is judged: a value that Ansible
 * computes is never a finding. Without shared state.
 */
public final class AnsiblePolicy {
  private static final List<String> TASK_LISTS = List.of("tasks", "pre_tasks", "post_tasks", "block", "rescue", "always");

  private final AnsibleProject project;

  /**
   * Makes the check.
   *
   * @param project what to look at
   */
  public AnsiblePolicy(AnsibleProject project) {
    this.project = project;
  }

  /**
   * Checks every YAML file in the project's folders for Ansible.
   *
   * @param playbook the playbook that makes the image; its end has to be the seal
   * @return findings with the rules' own weights, in no order
   */
  public List<Finding> check(Path playbook) {
    List<Finding> findings = new ArrayList<>();
    for (Path path : project.yamlFiles().stream().filter(f -> project.kind(f) != Kind.CONTENT).toList()) {
      check(read(path), findings);
    }
    for (Path path : project.requirements().stream().distinct().toList()) {
      findings.addAll(GalaxyRequirements.check(read(path)));
    }
    project.strayLinks().forEach(l -> findings.add(LintRules.STRAY_LINK.finding(Place.file(project.names().name(l)),
        "this symbolic link leads out of the project, or nowhere")));
    SealedPlaybook.check(read(playbook), this::read).ifPresent(findings::add);
    return findings;
  }

  private YamlFile read(Path path) {
    return YamlFile.read(path, project.names().name(path));
  }

  private void check(YamlFile file, List<Finding> findings) {
    file.fault().ifPresent(findings::add);
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    file.roots().forEach(root -> {
      if (project.kind(file.path()) == Kind.TASKS) {
        YamlFile.items(root).forEach(t -> findings.addAll(TaskRules.check(file, t)));
      }
      walk(file, "", root, seen, findings);
    });
  }

  private static void walk(YamlFile file, String name, Node node, Set<Node> seen, List<Finding> findings) {
    if (!seen.add(node)) {
      return;
    }
    if (node instanceof ScalarNode scalar) {
      secret(file, name, scalar).ifPresent(findings::add);
      return;
    }
    YamlFile.items(node).forEach(item -> walk(file, name, item, seen, findings));
    YamlFile.entries(node).forEach(entry -> {
      String key = YamlFile.text(entry.getKeyNode()).orElse("");
      Node value = entry.getValueNode();
      if (key.equals("ignore_errors") && YamlFile.isTrue(value)) {
        findings.add(LintRules.IGNORED_ERRORS.finding(file.place(entry.getKeyNode()), "an error here is ignored"));
      }
      if (key.equals("image") && YamlFile.text(value).filter(v -> v.matches("[^\\s{}]+:latest")).isPresent()) {
        findings.add(LintRules.FLOATING_LATEST.finding(file.place(value), "the container image is the latest of the day"));
      }
      if (TASK_LISTS.contains(key)) {
        YamlFile.items(value).forEach(t -> findings.addAll(TaskRules.check(file, t)));
      }
      walk(file, key, value, seen, findings);
    });
  }

  private static Optional<Finding> secret(YamlFile file, String name, ScalarNode scalar) {
    return YamlFile.text(scalar).filter(t -> SecretText.isNamed(name, t) || SecretText.isIn(t))
        .map(t -> LintRules.LITERAL_SECRET.finding(file.place(scalar), name.isEmpty() ? "a secret stands in the file"
            : "the value of " + name + " is a secret that stands in the file"));
  }

  /** A file beside another one that it names, where there is one. */
  static Optional<Path> beside(Path file, String named) {
    try {
      return Optional.of(file.resolveSibling(named)).filter(Files::isRegularFile);
    } catch (java.nio.file.InvalidPathException e) {
      return Optional.empty();
    }
  }
}
