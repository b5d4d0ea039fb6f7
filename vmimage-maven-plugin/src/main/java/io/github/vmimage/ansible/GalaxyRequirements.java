package io.github.vmimage.ansible;

import io.github.vmimage.lint.LintRules;
import io.github.vmimage.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** The rule over what ansible-galaxy installs. */
final class GalaxyRequirements {
  /** A range, or a name that moves; of another name of a Git source nobody knows whether it is a tag or a branch. */
  private static final Pattern FLOATING = Pattern.compile("(?s)|.*[*<>!,].*|(?i:latest|head|master|main|devel|develop)");
  private static final Pattern FILE = Pattern.compile(".*\\.(tar\\.gz|tgz|tar|zip)|[./~].*");

  private GalaxyRequirements() {}

  static List<Finding> check(YamlFile file) {
    List<Finding> findings = new ArrayList<>();
    for (Node root : file.roots()) {
      Stream.concat(YamlFile.items(root), YamlFile.get(root, "roles").stream().flatMap(YamlFile::items))
          .forEach(n -> required(file, "role", n).ifPresent(findings::add));
      YamlFile.get(root, "collections").stream().flatMap(YamlFile::items)
          .forEach(n -> required(file, "collection", n).ifPresent(findings::add));
    }
    return findings;
  }

  private static Optional<Finding> required(YamlFile file, String kind, Node node) {
    Optional<String> line = YamlFile.text(node);
    // A role on one line: source,version,name.
    String[] parts = line.map(l -> l.split(",", 3)).orElse(new String[0]);
    String source = line.isPresent() ? parts[0].strip()
        : Stream.of("src", "source", "name").flatMap(k -> YamlFile.get(node, k).flatMap(YamlFile::text).stream()).findFirst().orElse("");
    String name = line.isPresent() ? source : YamlFile.get(node, "name").flatMap(YamlFile::text).orElse(source);
    Optional<Node> given = YamlFile.get(node, "version");
    if (source.isEmpty() || FILE.matcher(source).matches() || FILE.matcher(name).matches() || isLocal(node)
        || given.filter(v -> YamlFile.text(v).isEmpty()).isPresent()) {
      return Optional.empty();
    }
    String version = (line.isPresent() ? parts.length > 1 ? parts[1] : "" : given.flatMap(YamlFile::text).orElse("")).strip();
    if (!FLOATING.matcher(version).matches()) {
      return Optional.empty();
    }
    return Optional.of(LintRules.GALAXY_VERSION.finding(file.place(given.orElse(node)), "the " + kind + " " + name
        + (version.isEmpty() ? " has no version" : " has the version " + version + ", which is not one version")));
  }

  private static boolean isLocal(Node node) {
    return YamlFile.get(node, "include").isPresent()
        || YamlFile.get(node, "type").flatMap(YamlFile::text).filter(t -> List.of("dir", "subdirs", "file", "url").contains(t)).isPresent();
  }
}
