package io.github.vmimage.ansible;

import io.github.vmimage.lint.DownloadText;
import io.github.vmimage.lint.LintRules;
import io.github.vmimage.report.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Lists what a task downloads into the guest without a digest; {@code docs/trust-policy.md} says where that ends. */
final class TaskDownloads {
  private static final String ADDRESS = "(?i)(https?|ftp)://(?!localhost|127\\.|\\[::1\\]|10\\.0\\.2\\.2|169\\.254\\.).*";
  private static final String DIGEST = "(?i)sha(256|512):[0-9a-f]{64,128}";
  private static final String COMMIT = "[0-9a-f]{40}([0-9a-f]{24})?";

  private static final String UNPINNED = "installs packages of a language without an exact version or digest";

  private TaskDownloads() {}

  static List<Finding> check(YamlFile file, ModuleCall call, Optional<Node> args) {
    Optional<Node> merged = args.filter(MappingNode.class::isInstance);
    Arguments given = new Arguments(call, merged);
    return what(call.module().replaceFirst(".*\\.", ""), given)
        .map(w -> List.of(LintRules.FOREIGN_INPUT.finding(file.place(call.name()), "the module " + call.module() + " " + w)))
        .orElse(List.of());
  }

  private static Optional<String> what(String module, Arguments given) {
    return switch (module) {
      case "get_url", "win_get_url" -> given.text("url").isPresent() && !given.matches("checksum", DIGEST)
          ? Optional.of("downloads a file without a digest") : Optional.empty();
      case "unarchive" -> given.found("src", ADDRESS) ? Optional.of("unpacks a download, for which it takes no digest") : Optional.empty();
      case "uri" -> given.has("dest") && given.found("url", ADDRESS) ? Optional.of("saves a download, for which it takes no digest")
          : Optional.empty();
      case "git" -> given.text("repo").isPresent() && !given.matches("version", COMMIT)
          ? Optional.of("clones a repository without a commit")
          : Optional.empty();
      case "pip" -> !given.removes() && !given.has("version") && (given.unpinned("name", ".+===?.+") || given.has("requirements"))
          && !given.found("extra_args", ".*--(require-hashes|no-index).*") ? Optional.of(UNPINNED) : Optional.empty();
      case "npm", "gem" -> !given.removes() && !given.has("version") && !given.found("ci", "(?i)true|yes") && !given.has("gem_source")
          ? Optional.of(UNPINNED) : Optional.empty();
      case "apt" -> given.found("deb", ADDRESS) ? Optional.of("installs a package that it downloads without a digest") : Optional.empty();
      case "dnf", "dnf5", "yum", "zypper", "package" -> !given.removes() && given.found("name", ADDRESS)
          ? Optional.of("installs a package that it downloads without a digest") : Optional.empty();
      case "apt_key" -> given.found("url", ADDRESS) && !given.has("id")
          ? Optional.of("trusts a key that it downloads without a fingerprint")
          : Optional.empty();
      case "rpm_key" -> given.found("key", ADDRESS) && !given.has("fingerprint")
          ? Optional.of("trusts a key that it downloads without a fingerprint") : Optional.empty();
      case "docker_image", "podman_image", "docker_image_pull" -> !given.removes() && given.has("name")
          && !given.found("name", ".*(@sha256:|\\{\\{).*") && !given.found("source", "build|load|local")
              ? Optional.of("pulls a container image without a digest") : Optional.empty();
      case "command", "shell", "raw" -> given.command().stream().flatMap(c -> DownloadText.in(c).stream())
          .map(DownloadText.Download::what).findFirst();
      default -> Optional.empty();
    };
  }

  /** What a module is given, in whichever form. */
  private record Arguments(ModuleCall call, Optional<Node> args) {

    private Stream<Node> nodes(String name) {
      return Stream.concat(YamlFile.get(call.arguments(), name).stream(), args.flatMap(a -> YamlFile.get(a, name)).stream())
          .flatMap(n -> n instanceof SequenceNode ? YamlFile.items(n) : Stream.of(n));
    }

    /** The value's text, or that part of a line. */
    Optional<String> text(String name) {
      Optional<String> written = nodes(name).flatMap(n -> YamlFile.text(n).stream()).findFirst();
      return written.or(() -> call.line().flatMap(l -> java.util.regex.Pattern.compile("(?:^|\\s)" + name + "=(\\S+)").matcher(l).results()
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
}
