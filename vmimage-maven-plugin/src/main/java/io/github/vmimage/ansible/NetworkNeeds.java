package io.github.vmimage.ansible;

import io.github.vmimage.report.Finding.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * Which of a project's tasks asks another machine for something even when all is done already: an index of packages, a download, a
 * repository. Read from the files, so without the roles and collections that ansible-galaxy installs elsewhere, and without what a command
 * does. A value that Ansible computes counts as one that needs the network.
 */
public final class NetworkNeeds {
  /** They ask before they know whether there is anything to do, unless they are to remove something. */
  private static final Set<String> ALWAYS = Set.of("get_url", "git", "subversion", "hg", "bzr", "pip", "npm", "yarn", "gem", "bundler",
      "composer", "cpanm", "cargo", "snap", "flatpak", "flatpak_remote", "docker_image", "docker_image_pull", "podman_image", "docker_login",
      "dnf", "dnf5", "yum", "zypper", "zypper_repository", "package", "helm", "maven_artifact");
  /** They ask where they are told to. */
  private static final Set<String> INDEXED = Set.of("apt", "apk", "pacman", "homebrew", "homebrew_cask", "opkg", "xbps", "portage", "urpmi",
      "pkgng", "apt_rpm", "swdepot", "pkgin", "slackpkg", "layman", "sorcery");
  private static final List<String> REFRESHES = List.of("update_cache", "update-cache", "update_homebrew", "sync", "upgrade", "upgrade_all",
      "full_upgrade", "autoupdate", "update");
  /** They ask where they are given an address. */
  private static final Set<String> ADDRESSED = Set.of("apt", "apt_key", "rpm_key", "apt_repository", "deb822_repository", "unarchive", "uri");
  private static final String FOREIGN_ADDRESS = "(?s).*(\\{\\{.*|(https?|ftp)://(?!localhost\\b|127\\.|\\[::1])|\\bppa:).*";
  private static final List<String> ADDRESSES = List.of("url", "src", "deb", "key", "keyserver", "repo", "uris", "signed_by");
  private static final List<String> TASK_LISTS = List.of("tasks", "pre_tasks", "post_tasks", "handlers", "block", "rescue", "always");
  private static final int MAX_DEPTH = 50;

  private NetworkNeeds() {}

  /**
   * Looks for the first one.
   *
   * @param project what to look at
   * @return its place and module, such as {@code src/main/ansible/roles/web/tasks/main.yml:3 (apt)}; nothing where none is seen
   */
  public static Optional<String> of(AnsibleProject project) {
    return project.yamlFiles().stream().filter(f -> !isContent(project, f)).map(f -> YamlFile.read(f, project.names().name(f)))
        .flatMap(f -> f.roots().stream().flatMap(root -> asking(f, root, MAX_DEPTH))).findFirst();
  }

  /** What a role copies into the guest is not Ansible's own. */
  private static boolean isContent(AnsibleProject project, Path path) {
    Path inside = project.module().relativize(path);
    return IntStream.range(0, inside.getNameCount() - 1).mapToObj(n -> inside.getName(n).toString())
        .anyMatch(n -> n.equals("templates") || n.equals("files"));
  }

  /** The items of a list are plays or tasks; both have lists of tasks inside. */
  private static Stream<String> asking(YamlFile file, Node list, int depth) {
    return depth == 0 ? Stream.empty() : YamlFile.items(list).flatMap(item -> Stream.concat(
        YamlFile.entries(item).flatMap(e -> ModuleCall.of(e).stream()).filter(NetworkNeeds::asks).map(c -> shown(file.place(c.name()), c)),
        TASK_LISTS.stream().flatMap(k -> YamlFile.get(item, k).stream()).flatMap(inner -> asking(file, inner, depth - 1))));
  }

  private static String shown(Place place, ModuleCall call) {
    return place.file() + ":" + place.line() + " (" + name(call) + ")";
  }

  private static String name(ModuleCall call) {
    return call.module().substring(call.module().lastIndexOf('.') + 1);
  }

  private static boolean asks(ModuleCall call) {
    String module = name(call);
    if (values(call, List.of("state")).anyMatch(s -> s.equals("absent") || s.equals("removed"))) {
      return false;
    }
    return ALWAYS.contains(module)
        || INDEXED.contains(module) && values(call, REFRESHES).anyMatch(v -> !v.matches("(?i)|no|false|off|n|0"))
        || ADDRESSED.contains(module) && values(call, ADDRESSES).anyMatch(v -> v.matches(FOREIGN_ADDRESS));
  }

  private static Stream<String> values(ModuleCall call, List<String> names) {
    if (call.line().isPresent()) {
      return Stream.of(call.line().get().split("\\s+")).map(w -> w.split("=", 2)).filter(w -> w.length == 2 && names.contains(w[0]))
          .map(w -> w[1].replaceAll("^[\"']|[\"']$", ""));
    }
    return YamlFile.entries(call.arguments()).filter(e -> YamlFile.text(e.getKeyNode()).filter(names::contains).isPresent())
        .map(NodeTuple::getValueNode).flatMap(v -> Stream.concat(Stream.of(v), YamlFile.items(v))).flatMap(v -> YamlFile.text(v).stream());
  }
}
