package io.github.vmimage.ansible;

import io.github.vmimage.lint.LintRules;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Finding.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Tells tasks of which the source says that a later run changes the machine again: what they write is another each time, or they take the
 * newest version of a package. A task with {@code changed_when} says itself what counts.
 */
final class RepeatedChange {
  /** Modules that make the machine what their arguments say; of others nobody knows what an argument changes. */
  private static final Set<String> WRITERS = Set.of("acl", "alternatives", "apt_repository", "archive", "assemble", "authorized_key",
      "blockinfile", "copy", "cron", "cronvar", "deb822_repository", "file", "group", "hostname", "htpasswd", "ini_file", "known_hosts",
      "lineinfile", "mount", "pam_limits", "replace", "sysctl", "template", "timezone", "unarchive", "user", "xml", "yum_repository");
  /** They look for text, or judge it, and write none of it. */
  private static final Set<String> LOOKS = Set.of("regexp", "insertafter", "insertbefore", "after", "before", "search_string", "validate");
  private static final Set<String> INSTALLERS = Set.of("apk", "apt", "bundler", "cargo", "cpanm", "dnf", "dnf5", "gem", "homebrew",
      "npm", "openbsd_pkg", "opkg", "package", "pacman", "pip", "pipx", "pkgng", "portage", "xbps", "yarn", "yum", "zypper");
  /** A larger file is no template that a person wrote. */
  private static final int MAX_TEMPLATE = 1 << 20;

  private RepeatedChange() {}

  static List<Finding> check(YamlFile file, ModuleCall call, Node task) {
    String module = call.shortName();
    if (YamlFile.get(task, "changed_when").isPresent()) {
      return List.of();
    }
    TaskArguments given = TaskArguments.of(call, YamlFile.get(task, "args"));
    List<Finding> findings = new ArrayList<>();
    if (INSTALLERS.contains(module) && takesNewest(module, given)) {
      findings.add(LintRules.NOT_IDEMPOTENT.finding(file.place(call.name()),
          "state: latest of " + module + " changes the machine whenever there is a newer version"));
    }
    if (WRITERS.contains(module) && !given.found("state", "absent") && !given.found("force", "(?i)false|no|off")) {
      written(given).flatMap(w -> ChangingText.in(w.text()).stream().limit(1)
          .map(c -> LintRules.NOT_IDEMPOTENT.finding(file.place(w.node()), "this " + module + " writes " + c.what())))
          .filter(f -> !f.message().endsWith(ChangingText.SALT) || !given.found("update_password", "on_create")).forEach(findings::add);
      if (module.equals("file") && given.found("state", "touch") && !given.found("modification_time", "preserve")) {
        findings.add(LintRules.NOT_IDEMPOTENT.finding(file.place(call.name()), "state: touch writes the time of the run"));
      }
      if (module.equals("template")) {
        given.text("src").ifPresent(src -> findings.addAll(template(file, src)));
      }
    }
    return findings;
  }

  /** An upgrade of everything is what somebody means who makes an image, and is said nowhere else. */
  private static boolean takesNewest(String module, TaskArguments given) {
    return given.found("state", "latest") && !given.has("version") && !given.found("name", "\\*") && !given.found("pkg", "\\*")
        && !TaskRules.isVersioned(module, given);
  }

  private record Written(Node node, String text) {}

  private static Stream<Written> written(TaskArguments given) {
    Stream<Written> maps = given.entries().filter(e -> YamlFile.text(e.getKeyNode()).filter(LOOKS::contains).isEmpty())
        .flatMap(e -> Stream.concat(Stream.of(e.getValueNode()), YamlFile.items(e.getValueNode())))
        .flatMap(n -> YamlFile.text(n).map(t -> new Written(n, t)).stream());
    return Stream.concat(maps, given.call().line().map(t -> new Written(given.call().name(), t)).stream());
  }

  /** Where Ansible looks for a template: in the role, beside the playbook, beside the file of tasks. */
  private static List<Finding> template(YamlFile file, String src) {
    String name = file.path().getFileName().toString();
    try {
      Optional<Path> found = Stream.of("../templates/", "templates/", "").map(f -> file.path().resolveSibling(f + src).normalize())
          .filter(Files::isRegularFile).findFirst();
      if (found.isEmpty() || Files.size(found.get()) > MAX_TEMPLATE) {
        return List.of();
      }
      Path beside = file.path().toAbsolutePath().normalize().getParent();
      String folder = file.shown().substring(0, file.shown().length() - name.length());
      String shown = Path.of(folder).resolve(beside.relativize(found.get().toAbsolutePath().normalize())).normalize().toString();
      return ChangingText.in(new String(Files.readAllBytes(found.get()), StandardCharsets.UTF_8)).stream()
          .map(c -> LintRules.NOT_IDEMPOTENT.finding(new Place(shown, c.line(), 0), "this template writes " + c.what())).toList();
    } catch (IOException | InvalidPathException notThere) {
      // Ansible says so itself.
      return List.of();
    }
  }
}
